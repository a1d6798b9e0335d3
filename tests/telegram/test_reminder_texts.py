"""What the bot says by itself fits into a message, however much there is to say."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from aiogram.types import InlineKeyboardMarkup

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.act import ActId, ActNumber
from bot.domain.checklist import Checklist
from bot.domain.inspection import InspectionId
from bot.domain.language import Language
from bot.i18n import speaking
from bot.services.occasions import DecisionWanted, Digest, StillWaiting, TermNear
from bot.services.reminder_store import ActInBrief, OpenTerm, Wait
from bot.telegram.screens.digest import digest_message
from bot.telegram.screens.reminders import review_message, term_message, waiting_message
from bot.telegram.screens.settings import Settings, settings_screen, zone_name
from tests.telegram.test_promises import visible_length
from tests.telegram.worst_inspection import ADMIN, HUGE, LONG

TODAY = date(2026, 11, 22)
NUMBER = ActNumber(2026, 999_999, 99)
WHEN = datetime(2026, 11, 22, 9, tzinfo=UTC)
WAIT = Wait(HUGE, InspectionId(HUGE), ActId(HUGE), NUMBER, LONG, ADMIN.id, ADMIN.id, WHEN)
Spoken = tuple[str, InlineKeyboardMarkup | None]


def terms(checklist: Checklist, days: int) -> tuple[OpenTerm, ...]:
    """Many orders, each about everything, with a term so many days from today."""
    due, numbers = TODAY + timedelta(days=days), checklist.numbers
    return tuple(
        OpenTerm(InspectionId(HUGE), ActId(HUGE + place), NUMBER, LONG, due, numbers)
        for place in range(50)
    )


def everything(checklist: Checklist) -> list[Spoken]:
    """All that is said by itself, with the longest texts and the most of everything."""
    brief = tuple(ActInBrief(ActId(HUGE + place), NUMBER, LONG) for place in range(50))
    waits, over, today = (WAIT,) * 5000, terms(checklist, -1), terms(checklist, 0)
    digest = Digest(ADMIN, UTC, TODAY, waits, 5000, brief, over, today)
    settings = Settings(WHEN, is_own_zone=False, digest_at=time(9), may_have_digest=True)
    screen = settings_screen(settings)
    return [
        *(
            term_message(TermNear(ADMIN, terms(checklist, days)[0], checklist, TODAY))
            for days in (-2, -1, 0, 1, 3)
        ),
        review_message(DecisionWanted(ADMIN, WAIT, WHEN)),
        waiting_message(StillWaiting(ADMIN, WAIT, WHEN, (ADMIN,) * 50)),
        waiting_message(StillWaiting(ADMIN, WAIT, WHEN, ())),
        digest_message(digest),
        (screen.text, screen.keyboard),
    ]


@pytest.mark.case(31)
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("place", [0, 1])
def test_the_longest_words_fit_into_a_message(place: int, language: Language) -> None:
    """4,096 units of text, 64 bytes of data and 64 characters of label a button."""
    checklist = load_checklists([CHECKLISTS])[place].checklist
    with speaking(language):
        for text, keyboard in everything(checklist):
            assert visible_length(text) <= 4096, text[:80]
            buttons = [
                each for row in (keyboard.inline_keyboard if keyboard else []) for each in row
            ]
            assert 0 < len(buttons) <= 100
            for button in buttons:
                assert len((button.callback_data or "").encode()) <= 64
                assert 0 < len(button.text) <= 64


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (timedelta(hours=5), "UTC+5"),
        (timedelta(0), "UTC+0"),
        (-timedelta(hours=3, minutes=30), "UTC-3:30"),
        (timedelta(hours=5, minutes=45), "UTC+5:45"),
    ],
)
def test_a_zone_is_called_by_how_far_it_is(zone: timedelta, name: str) -> None:
    """Whatever zone the agency has set."""
    assert zone_name(datetime(2026, 1, 1, tzinfo=timezone(zone))) == name
