"""Answering the requirements: each answer bears its author and replaces exactly the one seen."""

from dataclasses import replace

from bot.domain.checklist import Requirement, Severity, Verdict
from bot.domain.errors import (
    AnsweredMeanwhile,
    BrokenRule,
    NotApplicableRefused,
    NotOwnAnswer,
    ScreenIsStale,
)
from bot.domain.inspection import Answer, Inspection, InspectionId
from bot.domain.people import PersonId
from bot.domain.texts import MAX_REASON, MAX_REMARK, clean_text
from bot.services.drafts import Drafts


class Answering(Drafts):
    """Lets leader and co-inspectors answer; everything is kept the moment it is said."""

    async def answer(
        self,
        inspector: PersonId,
        inspection: InspectionId,
        requirement: str,
        version: int,
        verdict: Verdict,
        reason: str | None = None,
    ) -> Inspection:
        """Keep a verdict, the remark stays.

        Raises `ScreenIsStale`, `AnsweredMeanwhile`, `NotApplicableRefused`.
        """
        draft = await self.draft(inspector, inspection)
        row = _row(draft, requirement)
        if verdict is Verdict.NOT_APPLICABLE and row.not_applicable is None:
            raise NotApplicableRefused
        known = draft.answer(requirement)
        kept = clean_text(reason, MAX_REASON) if reason else None
        changed = replace(known, verdict=verdict, alternative=None, reason=kept, author=inspector)
        return await self._save(inspector, draft, known, changed, version)

    async def check_seen(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, version: int
    ) -> Inspection:
        """Read a draft in which no colleague has answered a requirement since it was seen.

        Raises `AnsweredMeanwhile`.
        """
        draft = await self.draft(inspector, inspection)
        known = draft.answer(_row(draft, requirement).number)
        if known.version != version and known.author not in {None, inspector}:
            raise await self._overtaken(inspector, draft, known)
        return draft

    async def replaced(self, inspection: InspectionId, requirement: str) -> Answer:
        """Read the answer that the present one replaced."""
        previous = await self._store.previous_answer(inspection, requirement)
        return previous or Answer(requirement)

    async def choose_alternative(
        self,
        inspector: PersonId,
        inspection: InspectionId,
        requirement: str,
        version: int,
        key: str,
    ) -> Inspection:
        """Keep which case of a requirement holds, with the verdict that follows from it."""
        draft = await self.draft(inspector, inspection)
        case = _row(draft, requirement).alternative(key)
        if case is None:
            raise ScreenIsStale
        known = draft.answer(requirement)
        changed = replace(
            known, verdict=case.verdict, alternative=key, reason=None, author=inspector
        )
        return await self._save(inspector, draft, known, changed, version)

    async def remark(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, typed: str
    ) -> Inspection:
        """Add a text to a requirement's remark; raises `EmptyText` or `TextTooLong`."""
        draft = await self.draft(inspector, inspection)
        known = draft.answer(requirement)
        text = clean_text(typed, MAX_REMARK)
        whole = text if known.remark is None else f"{known.remark}\n{text}"
        changed = replace(known, remark=clean_text(whole, MAX_REMARK), author=inspector)
        return await self._save(inspector, draft, known, changed, known.version)

    async def grade(
        self,
        inspector: PersonId,
        inspection: InspectionId,
        requirement: str,
        severity: Severity,
    ) -> Inspection:
        """Keep how grave a violation is; raises `ScreenIsStale` where nothing is violated."""
        draft = await self.draft(inspector, inspection)
        graded = _row(draft, requirement).severity
        known = draft.answer(requirement)
        if known.verdict is not Verdict.VIOLATES or graded is not None:
            raise ScreenIsStale
        changed = replace(known, severity=severity, author=inspector)
        return await self._save(inspector, draft, known, changed, known.version)

    async def clear_remark(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, version: int
    ) -> Inspection:
        """Take a remark away, to be written anew; undo brings it back."""
        draft = await self.draft(inspector, inspection)
        known = draft.answer(_row(draft, requirement).number)
        changed = replace(known, remark=None, author=inspector)
        return await self._save(inspector, draft, known, changed, version)

    async def undo(
        self, inspector: PersonId, inspection: InspectionId, requirement: str, version: int
    ) -> Inspection:
        """Bring back the answer before one's own last one, with its author.

        Raises `ScreenIsStale` and `NotOwnAnswer`.
        """
        draft = await self.draft(inspector, inspection)
        known = draft.answer(_row(draft, requirement).number)
        if known.author is not None and known.author != inspector:
            raise NotOwnAnswer(await self._name(draft, known.author))
        previous = await self._store.previous_answer(inspection, requirement)
        if previous is None:
            raise ScreenIsStale
        return await self._save(inspector, draft, known, previous, version)

    async def _save(
        self, author: PersonId, draft: Inspection, known: Answer, changed: Answer, version: int
    ) -> Inspection:
        if version != known.version:
            raise await self._overtaken(author, draft, known)
        # What is brought back stays with whoever said it.
        whose = author if changed.author is None else changed.author
        answer = replace(changed, version=version + 1, author=whose)
        if not await self._store.save_answer(draft.id, answer, whose, self._clock.now()):
            raise ScreenIsStale
        await self._audit.write(
            "answered",
            author,
            draft.id,
            requirement=answer.requirement,
            before=_described(known),
            after=_described(answer),
        )
        answers = {**draft.answers, answer.requirement: answer}
        return replace(draft, answers=answers, version=draft.version + 1)

    async def _overtaken(self, author: PersonId, draft: Inspection, known: Answer) -> BrokenRule:
        """Why an answer does not count: a colleague was faster, or the button is an old one."""
        if known.author is None or known.author == author:
            return ScreenIsStale()
        return AnsweredMeanwhile(await self._name(draft, known.author))


def _row(draft: Inspection, requirement: str) -> Requirement:
    """Find a requirement of the form; buttons can be forged, so it may not be there."""
    if requirement not in draft.checklist.numbers:
        raise ScreenIsStale
    return draft.checklist.requirement(requirement)


def _described(answer: Answer) -> dict[str, str | None]:
    return {
        "verdict": answer.verdict,
        "alternative": answer.alternative,
        "reason": answer.reason,
        "remark": answer.remark,
        "severity": answer.severity,
    }
