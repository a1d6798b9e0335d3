"""The benchmarks work; how fast anything is, is never asserted."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.scale import TINY
from tests.benchmarks.table import Row, table

EXPECTED = (
    "start to the first getUpdates",
    "memory after the start",
    "taps, 1 in flight",
    "taps, 50 in flight",
    "tap to answer p50, 1 in flight",
    "tap to answer p99, 50 in flight",
    "tap p99, 2 acts under way",
    "memory after taps in 50 chats",
    "act, warm",
    "act, cold process",
    "act, size of the file",
    "photo of 12 megapixels",
)


def test_every_benchmark_prints_its_rows(tmp_path: Path) -> None:
    """Each figure has its reference, and the references are other bots than ours."""
    with ThreadPoolExecutor() as pool:  # together: nobody looks at the figures
        under_way = [
            pool.submit(measure, TINY, tmp_path / name) for name, measure in BENCHMARKS.items()
        ]
    rows = [row for found in under_way for row in found.result()]
    printed = table(rows)
    for name in EXPECTED:
        assert name in printed
    assert all(min(*row.ours, *row.reference) > 0 for row in rows)


def test_a_ratio_is_judged_by_its_target() -> None:
    """More of what is good, less of what is not, nothing without a target."""
    faster = Row("", "", [3.0, 2.0, 90.0], [1.0, 1.0, 1.0], "", least=2.0)
    slower = Row("", "", [3.0], [1.0], "", most=2.0)
    assert (faster.ratio, faster.met) == (3.0, True)
    assert slower.met is False
    assert Row("", "", [1.0], [1.0], "").met is None
