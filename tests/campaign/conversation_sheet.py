"""One inspection as it must be, and where somebody is: what the model is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.checklist import Checklist, HeaderField, Verdict
from bot.domain.inspection import Answer

A_DATE = "5.3.2026"
"""The only day in the past that the machine types."""
DESCRIBING = ("Filling:question", "Filling:violation", "Filling:reason")


@dataclass(slots=True)
class Place:
    """Where somebody was when an update came: only this decides what a text is meant for."""

    state: str | None
    data: Mapping[str, Any]

    @property
    def open(self) -> tuple[int, str] | None:
        """The requirement that is open."""
        if self.state not in DESCRIBING:
            return None
        return self.data["inspection"], self.data["requirement"]


@dataclass(slots=True)
class Sheet:
    """One inspection as it must be."""

    owner: str
    checklist: Checklist
    status: str = "draft"
    version: int = 0
    closed: int = 0
    header: dict[str, str | None] = field(
        default_factory=lambda: dict.fromkeys([name.value for name in HeaderField])
    )
    answers: dict[str, Answer] = field(default_factory=dict)
    before: dict[str, Answer] = field(default_factory=dict)
    measures: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    circumstances: dict[str, str] = field(default_factory=dict)
    evidence: list[tuple[str, str]] = field(default_factory=list)
    fetching: int = 0

    def may_close_at(self, version: int) -> bool:
        """Whether nothing is missing that an act needs, and nothing has changed since."""
        verdicts = [self.answer(number).verdict for number in self.checklist.numbers]
        is_full = all(verdicts) and all(self.header.values()) and not self.fetching
        is_ordered = all(self.is_ordered(number) for number in self.checklist.numbers)
        return is_full and is_ordered and self.status == "draft" and self.version == version

    def is_violated(self, number: str) -> bool:
        """Whether there is something to be eliminated."""
        return number in self.answers and self.answers[number].verdict is Verdict.VIOLATES

    def is_ordered(self, number: str) -> bool:
        """Whether the order to eliminate lacks nothing about a requirement."""
        graded = self.answer(number).severity is not None
        return not self.is_violated(number) or (graded and number in self.measures)

    def answer(self, requirement: str) -> Answer:
        """The present answer."""
        return self.answers.get(requirement, Answer(requirement))

    def keep(self, changed: Answer, version: int) -> None:
        """Keep an answer if it was given to the present version."""
        known = self.answer(changed.requirement)
        if known.version != version:
            return
        self.before[changed.requirement] = known
        self.answers[changed.requirement] = replace(changed, version=version + 1)
        self.version += 1

    def fill(self, name: str, value: str) -> None:
        """Keep a value of the header."""
        self.header[name] = value
        self.version += 1


def one_line(text: str) -> str:
    """The form's fields have no line breaks."""
    return " ".join(text.split())
