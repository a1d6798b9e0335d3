"""What the bot must have kept: written down by those who tap, at the moment they tap."""

from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.act import DocumentKind, Edition
from bot.domain.checklist import Checklist, HeaderField, Severity, Verdict
from bot.domain.circumstances import Circumstance
from bot.domain.inspection import Answer
from bot.domain.language import Language
from bot.telegram.places import HOME, Place


@dataclass(slots=True)
class ExpectedAct:
    """The act of a finished inspection, with an order if something is violated."""

    edition: Edition
    documents: tuple[DocumentKind, ...] = (DocumentKind.ACT,)
    number: str | None = None
    id: int | None = None
    supervisor: int | None = None


@dataclass(frozen=True, slots=True)
class ExpectedTerm:
    """In how many days a violation is to be eliminated, and by what."""

    requirement: str
    days: int
    instruction: str | None = None


@dataclass(slots=True)
class ExpectedInspection:
    """One inspection: each change of an answer or a term in its order, and all else told."""

    checklist: Checklist
    id: int | None = None
    header: dict[HeaderField, str | None] = field(default_factory=dict)
    header_log: list[HeaderField] = field(default_factory=list)
    changes: list[Answer] = field(default_factory=list)
    photos: list[tuple[str, int]] = field(default_factory=list)
    terms: list[ExpectedTerm] = field(default_factory=list)
    circumstances: list[tuple[Circumstance, str]] = field(default_factory=list)
    act: ExpectedAct | None = None

    def answer(self, requirement: str) -> Answer:
        """The present answer to a requirement."""
        return next(iter(self._history(requirement)[::-1]), Answer(requirement))

    def version(self, requirement: str) -> int:
        """How often the answer to a requirement was changed."""
        return self.answer(requirement).version

    def give(self, requirement: str, **changed: Any) -> None:
        """Change an answer; what is not named stays."""
        known = self.answer(requirement)
        self.changes.append(replace(known, **changed, version=known.version + 1))

    def judge(
        self,
        requirement: str,
        verdict: Verdict,
        alternative: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Give a verdict; the remark stays."""
        self.give(requirement, verdict=verdict, alternative=alternative, reason=reason)

    def remark(self, requirement: str, text: str) -> None:
        """Add a text to the remark."""
        known = self.answer(requirement).remark
        self.give(requirement, remark=text if known is None else f"{known}\n{text}")

    def undo(self, requirement: str) -> None:
        """Bring back the answer before."""
        past = [Answer(requirement), *self._history(requirement)]
        self.changes.append(replace(past[-2], version=past[-1].version + 1))

    @property
    def violations(self) -> list[str]:
        """The requirements that are violated, in the order of the form."""
        numbers = self.checklist.numbers
        return [each for each in numbers if self.answer(each).verdict is Verdict.VIOLATES]

    @property
    def unordered(self) -> str | None:
        """The first violation that lacks what the order needs."""
        return next(
            (
                number
                for number in self.violations
                if self.term(number) is None or self.answer(number).severity is None
            ),
            None,
        )

    def term(self, requirement: str) -> ExpectedTerm | None:
        """The present term of a violation."""
        given = (each for each in self.terms[::-1] if each.requirement == requirement)
        return next(given, None)

    def grade(self, requirement: str, severity: Severity) -> None:
        """Say how grave a violation is."""
        self.give(requirement, severity=severity)

    def set_term(self, requirement: str, days: int) -> None:
        """Give a violation a term; what is to be done stays."""
        known = self.term(requirement)
        instruction = known.instruction if known else None
        self.terms.append(ExpectedTerm(requirement, days, instruction))

    def instruct(self, requirement: str, text: str) -> None:
        """Say what is to be done; the term stays."""
        known = self.term(requirement)
        assert known is not None
        self.terms.append(replace(known, instruction=text))

    def fill(self, name: HeaderField, value: str | None) -> None:
        """Fill in a field of the header; None is a value that only the bot knows."""
        self.header[name] = value
        self.header_log.append(name)

    def next_open(self, requirement: str) -> str | None:
        """The next requirement without a verdict, from the start when at the end."""
        numbers = self.checklist.numbers
        place = numbers.index(requirement) + 1
        ahead = (*numbers[place:], *numbers[: place - 1])
        return next((number for number in ahead if not self.answer(number).verdict), None)

    def _history(self, requirement: str) -> list[Answer]:
        return [change for change in self.changes if change.requirement == requirement]


@dataclass(slots=True)
class ExpectedPerson:
    """Everything one inspector did, and where the conversation must stand."""

    id: int
    key: str
    language: Language = Language.ENGLISH
    inspections: list[ExpectedInspection] = field(default_factory=list)
    place: Place = HOME
    actions: int = 0

    @property
    def answers(self) -> int:
        """How many changes of answers must be kept."""
        return sum(len(each.changes) for each in self.inspections)

    @property
    def acts(self) -> list[ExpectedAct]:
        """The acts that were ordered."""
        return [each.act for each in self.inspections if each.act is not None]
