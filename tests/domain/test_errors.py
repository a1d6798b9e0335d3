"""Broken rules: each has its own class, and says nothing to people by itself."""

import inspect
from datetime import date

from bot.domain import errors
from bot.domain.evidence import EvidenceRefused, RefusalReason
from bot.domain.language import Language
from bot.i18n import speaking
from bot.telegram.errors import words_for
from bot.telegram.reply import TOAST_LIMIT
from bot.telegram.screens.evidence import refusal_words

EXAMPLES = {
    errors.TextTooLong: errors.TextTooLong(10, 11),
    errors.DateInFuture: errors.DateInFuture(date(2026, 3, 5)),
    errors.TooMuchEvidence: errors.TooMuchEvidence(100),
    errors.TooMuchToday: errors.TooMuchToday(200),
    errors.NotLeading: errors.NotLeading("Ұ" * 200),
    errors.AnsweredMeanwhile: errors.AnsweredMeanwhile("Ұ" * 200),
    errors.NotOwnAnswer: errors.NotOwnAnswer("Ұ" * 200),
    errors.TooManyParticipants: errors.TooManyParticipants(10),
    errors.NotNow: errors.NotNow("draft"),
    errors.TermNotLater: errors.TermNotLater(date(2026, 3, 15)),
    errors.SettledMeanwhile: errors.SettledMeanwhile("Ұ" * 200),
    errors.TooMuchProof: errors.TooMuchProof(10),
    errors.NotReplaceable: errors.NotReplaceable("submitted"),
    errors.AskSettled: errors.AskSettled("Ұ" * 200, unlocked=True),
    errors.DueTooEarly: errors.DueTooEarly(date(2026, 3, 15)),
}


def kinds(parent: type[errors.BrokenRule] = errors.BrokenRule) -> list[type[errors.BrokenRule]]:
    """All rules that code can break: the classes without children."""
    found: list[type[errors.BrokenRule]] = []
    for kind in parent.__subclasses__():
        found += kinds(kind) or [kind]
    return found


def test_every_broken_rule_has_words_in_every_language() -> None:
    """A rule without a text would end as an apology for a bug; one too long, cut in the middle."""
    assert len(kinds()) > 15
    for language in Language:
        with speaking(language):
            said = [words_for(EXAMPLES.get(kind) or kind()) for kind in kinds()]
        assert all(5 < len(words) <= TOAST_LIMIT for words in said)
        assert len(set(said)) == len(said)


def test_every_reason_to_refuse_a_file_has_words_in_every_language() -> None:
    """Each says what to send instead."""
    for language in Language:
        with speaking(language):
            assert len({refusal_words(reason) for reason in RefusalReason}) == len(RefusalReason)
    assert EvidenceRefused(RefusalReason.EMPTY).reason is RefusalReason.EMPTY


def test_every_broken_rule_is_explained_to_programmers() -> None:
    """The sentence at the class is its documentation."""
    assert all(inspect.getdoc(kind) for kind in kinds())
