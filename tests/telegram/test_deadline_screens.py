"""The screens of terms: words in each language, and room for the longest texts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.act import ActId, ActNumber, Edition
from bot.domain.checklist import Checklist
from bot.domain.deadline import Deadline, DeadlineState, Proof
from bot.domain.inspection import EvidenceKind, EvidenceStatus, InspectionId, InspectionStatus
from bot.domain.language import Language
from bot.i18n import speaking
from bot.services.act_store import ActRecord
from bot.services.deadlines import MAX_SETTLING_TEXT, OrderTerms
from bot.services.proofs import MAX_PROOF
from bot.telegram.places import HOME, settling
from bot.telegram.reply import Screen
from bot.telegram.screens.deadlines import (
    deadline_screen,
    deadlines_line,
    deadlines_screen,
    term_words,
)
from bot.telegram.screens.settling import proof_message, settling_screen
from bot.telegram.states import Settling
from tests.telegram.test_promises import visible_length
from tests.telegram.worst_inspection import ADMIN, HUGE, LONG, worst_inspection

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TEXT = (LONG * 10)[:MAX_SETTLING_TEXT]


def worst_order(checklist: Checklist, status: InspectionStatus, state: DeadlineState) -> OrderTerms:
    """Every requirement violated, extended, settled with the longest words and all files."""
    kinds = (EvidenceKind.PHOTO, EvidenceKind.DOCUMENT, EvidenceKind.VOICE)
    files = tuple(
        Proof(
            number,
            kinds[number % 3],
            EvidenceStatus.STORED,
            ADMIN.id,
            "AgAC",
            NOW,
            caption=LONG * 3,
            settled=None if state is DeadlineState.OPEN else 10**6,
        )
        for number in range(MAX_PROOF)
    )
    inspection = replace(worst_inspection(checklist), status=status)
    deadlines = tuple(
        Deadline(
            inspection.id,
            number,
            TODAY,
            TODAY + timedelta(days=1000),
            state,
            TEXT,
            TEXT,
            ADMIN.id,
            LONG[:200],
            NOW,
            10**6,
            files,
        )
        for number in checklist.numbers
    )
    number = ActNumber(2026, 999_999)
    record = ActRecord(
        ActId(HUGE), inspection.id, ADMIN.id, number, "c", Edition.KAZAKH, LONG, LONG, NOW
    )
    return OrderTerms(record, inspection, deadlines, ActId(HUGE + 1))


def worst_screens(checklist: Checklist) -> list[Screen]:
    """Each screen about terms, with the longest texts that it can get."""
    screens = []
    for status in (InspectionStatus.FINISHED, InspectionStatus.SUPERSEDED):
        for state in DeadlineState:
            order = worst_order(checklist, status, state)
            screens.append(deadlines_screen(order, TODAY, 4))
            screens += [
                deadline_screen(order, d, TODAY, lambda when: when) for d in order.deadlines
            ]
            screens.append(Screen(deadlines_line(order.deadlines, TODAY)))
    order = worst_order(checklist, InspectionStatus.FINISHED, DeadlineState.OPEN)
    for each in order.deadlines:
        for dialog in Settling.__states__:
            place = settling(dialog, order.record.id, each.requirement, each.version, HOME)
            screens.append(settling_screen(place, order, ADMIN.id, TODAY))
            said = place.saying(remark=TEXT, until="2027-01-01")
            screens.append(settling_screen(said, order, ADMIN.id, TODAY))
    return screens


@pytest.mark.case(31)
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("place", [0, 1])
def test_the_longest_screens_fit(place: int, language: Language) -> None:
    """Also when every sign counts twice for Telegram."""
    checklist = load_checklists([CHECKLISTS])[place].checklist
    with speaking(language):
        for screen in worst_screens(checklist):
            assert visible_length(screen.text) <= 4096, screen.text[:80]
            rows = screen.keyboard.inline_keyboard if screen.keyboard else []
            for button in [each for row in rows for each in row]:
                assert len((button.callback_data or "").encode()) <= 64
                assert 0 < len(button.text) <= 64


@pytest.mark.case(31)
def test_the_longest_captions_fit() -> None:
    """A caption holds 1,024 units, and comes as plain text."""
    checklist = load_checklists([CHECKLISTS])[0].checklist
    order = worst_order(checklist, InspectionStatus.FINISHED, DeadlineState.ELIMINATED)
    with speaking(Language.KAZAKH):
        for proof in order.deadlines[0].proof:
            deadline = replace(order.deadlines[0])
            sent = proof_message(
                1, order, deadline, replace(proof, caption="😀" * 1024), is_last=True
            )
            assert sent.caption is not None
            assert len(sent.caption.encode("utf-16-le")) // 2 <= 1024
            assert "parse_mode" not in sent.model_fields_set


@pytest.mark.parametrize(
    ("days", "english", "russian", "kazakh"),
    [
        (1, "1 day left", "остался 1 день", "1 күн қалды"),
        (3, "3 days left", "осталось 3 дня", "3 күн қалды"),
        (11, "11 days left", "осталось 11 дней", "11 күн қалды"),
        (0, "the last day is today", "сегодня последний день", "бүгін соңғы күн"),
        (-1, "overdue by 1 day", "просрочено на 1 день", "мерзімі 1 күнге өтіп кеткен"),
        (-22, "overdue by 22 days", "просрочено на 22 дня", "мерзімі 22 күнге өтіп кеткен"),
    ],
)
def test_days_are_counted_in_each_language(
    days: int, english: str, russian: str, kazakh: str
) -> None:
    """Each language has its own plurals."""
    due = TODAY + timedelta(days=days)
    deadline = Deadline(InspectionId(1), "1", due, due)
    for language, words in zip(
        (Language.ENGLISH, Language.RUSSIAN, Language.KAZAKH),
        (english, russian, kazakh),
        strict=True,
    ):
        with speaking(language):
            assert term_words(deadline, TODAY).endswith(words)


def test_the_line_of_the_card_counts_each_state() -> None:
    """What is over counts apart from what still has time; nothing ordered, nothing said."""
    ended, later = TODAY - timedelta(days=1), TODAY + timedelta(days=13)
    deadline = Deadline(InspectionId(1), "1", later, later)
    states = [
        replace(deadline, state=DeadlineState.ELIMINATED),
        deadline,
        replace(deadline, due=later + timedelta(days=1)),
        replace(deadline, due=ended),
        replace(deadline, state=DeadlineState.NOT_ELIMINATED),
    ]
    with speaking(Language.ENGLISH):
        assert deadlines_line([], TODAY) == ""
        assert deadlines_line(states, TODAY) == (
            "📅 Terms: 1 eliminated, 2 open, the next until 5 Dec 2026, 1 overdue, 1 not eliminated"
        )
        assert deadlines_line([deadline], TODAY) == "📅 Terms: 1 open until 5 Dec 2026"
