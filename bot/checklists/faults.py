"""What can be wrong with a checklist file, in words for the operator."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.language import Language


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the file, the place in it, the language, and what is expected instead."""

    file: str
    place: str
    message: str
    language: Language | None = None

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.place, self.language) if part)
        return ": ".join(part for part in (self.file, place, self.message) if part)


class ChecklistFaults(Exception):
    """Checklist files cannot be used; `faults` holds everything that was found, not the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
