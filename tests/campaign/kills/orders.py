"""What the one who besieges tells the process from which all victims are forked, and hears."""

import json
from dataclasses import asdict, dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Death:
    """Where to die: a point, and the how-manieth pass of it."""

    point: str
    passes: int


@dataclass(frozen=True, slots=True)
class Order:
    """Start one victim.

    It kills itself when it passes the point `failpoint` for the `passes`-th time; it notes each
    point it passes in the file `notes`; it has the planted fault `fault`; it speaks into `said`.
    """

    data_dir: str
    url: str
    token: str
    said: str
    checklists_dir: str | None = None
    failpoint: str | None = None
    passes: int = 1
    notes: str | None = None
    fault: str | None = None

    def to_line(self) -> str:
        """Write it as one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Read it back."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class News:
    """A victim was born (`status` is None) or ended: with an exit code, or minus a signal."""

    pid: int
    status: int | None = None

    def to_line(self) -> str:
        """Write it as one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Read it back."""
        return cls(**json.loads(line))
