"""`uv run python -m tests.benchmarks [--quick]`: everything that is measured, in one table."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import papers, starting, taps
from tests.benchmarks.scale import QUICK, WHOLE, Scale
from tests.benchmarks.table import Row, table


def measure(scale: Scale, folder: Path) -> Iterator[list[Row]]:
    """Measure one thing after another; `folder` must be on the disk that counts."""
    yield starting.measure(scale, folder / "starting")
    yield taps.measure(scale, folder / "taps")
    yield papers.measure_acts(scale)
    yield papers.measure_photos(scale)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--folder", help="where the database lies meanwhile", default=None)
    arguments = parser.parse_args()
    scale = QUICK if arguments.quick else WHOLE
    rows: list[Row] = []
    with TemporaryDirectory(dir=arguments.folder) as folder:
        for found in measure(scale, Path(folder)):
            sys.stderr.write(f"{', '.join(dict.fromkeys(row.name for row in found))}\n")
            rows += found
    print(table(rows))
    print(f"\nmedians; Python {sys.version.split()[0]}, {os.cpu_count()} processors,")
    print(f"load of the machine {os.getloadavg()[0]:.1f}: compare ratios, not milliseconds")


if __name__ == "__main__":
    main()
