"""`uv run python -m tests.benchmarks [--quick]`: everything that is measured, in one table."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import papers, starting, taps
from tests.benchmarks.scale import QUICK, WHOLE, Scale
from tests.benchmarks.table import Row, table

Benchmark = Callable[[Scale, Path], list[Row]]
"""Measures at a scale; the folder is on the disk that counts."""

BENCHMARKS: Mapping[str, Benchmark] = {
    "starting": starting.measure,
    "taps": taps.measure,
    "acts": papers.measure_acts,
    "photos": papers.measure_photos,
}


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--folder", help="where the database lies meanwhile", default=None)
    arguments = parser.parse_args()
    scale = QUICK if arguments.quick else WHOLE
    rows: list[Row] = []
    with TemporaryDirectory(dir=arguments.folder) as folder:
        for name, measure in BENCHMARKS.items():
            sys.stderr.write(f"{name} ...\n")
            rows += measure(scale, Path(folder) / name)
    print(table(rows))
    print(f"\nmedians; Python {sys.version.split()[0]}, {os.cpu_count()} processors,")
    print(f"load of the machine {os.getloadavg()[0]:.1f}: compare ratios, not milliseconds")


if __name__ == "__main__":
    main()
