"""What is printed: each figure with its reference of the same run, and the target for the ratio."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADING = ("", "unit", "ours", "reference", "", "ratio", "target", "")
NUMERIC = {2, 3, 5, 6}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, a value for each round; `most` and `least` are the targets for the ratio."""

    name: str
    unit: str
    ours: Sequence[float]
    reference: Sequence[float]
    against: str
    most: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float:
        """The median of the rounds' ratios: what slows the machine slows both halves of a round."""
        pairs = zip(self.ours, self.reference, strict=True)
        return statistics.median(ours / reference for ours, reference in pairs)

    @property
    def target(self) -> str:
        """The target as it is printed."""
        if self.most is not None:
            return f"≤ {self.most:.2f}"
        return f"≥ {self.least:.2f}" if self.least is not None else ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.most is not None:
            return self.ratio <= self.most
        return self.ratio >= self.least if self.least is not None else None

    def cells(self) -> tuple[str, ...]:
        """The row as text."""
        judged = {None: "", True: "met", False: "missed"}[self.met]
        return (
            self.name,
            self.unit,
            _figure(statistics.median(self.ours)),
            _figure(statistics.median(self.reference)),
            self.against,
            f"{self.ratio:.2f}",
            self.target,
            judged,
        )


def table(rows: Iterable[Row]) -> str:
    """All rows, in columns."""
    lines = [HEADING, *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADING))]
    return "\n".join(_line(line, widths) for line in lines)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of all values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    columns = enumerate(zip(cells, widths, strict=True))
    aligned = [
        cell.rjust(width) if place in NUMERIC else cell.ljust(width)
        for place, (cell, width) in columns
    ]
    return "  ".join(aligned).rstrip()


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
