"""What is promised of every handler, every broken rule, every button and every screen."""

import inspect
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from itertools import product

import pytest
from aiogram import Dispatcher, Router
from aiogram.dispatcher.event.handler import HandlerObject

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.act import ActId, ActNumber, DocumentKind, Edition
from bot.domain.checklist import Checklist, HeaderField
from bot.domain.circumstances import Circumstance
from bot.domain.evidence import RefusalReason
from bot.domain.inspection import (
    Inspection,
    InspectionId,
    InspectionStatus,
)
from bot.domain.language import Language
from bot.domain.review import Review, Step
from bot.domain.transitions import Part
from bot.i18n import speaking
from bot.services.act_store import ActRecord, ActSummary
from bot.services.acts import FinishedAct
from bot.services.reviews import Said
from bot.services.stores import Subject, Submission, SubmissionStatus
from bot.services.submissions import Progress
from bot.telegram.commands import commands_for
from bot.telegram.dispatcher import create_dispatcher
from bot.telegram.introduction import introduction
from bot.telegram.reply import Screen
from bot.telegram.screens import (
    acts,
    circumstances,
    elimination,
    header,
    home,
    profile,
    question,
    review,
    verification,
)
from bot.telegram.screens.authors import Viewer
from bot.telegram.screens.evidence import refusal_words
from bot.telegram.states import Introducing
from tests.office import Office, services_of
from tests.telegram.worst_corrections import as_correction, worst_corrections
from tests.telegram.worst_inspection import (
    ADMIN,
    HUGE,
    LONG,
    SOMEBODY,
    worst_inspection,
    worst_participants,
)
from tests.telegram.worst_review import worst_review


def handlers(router: Router) -> list[HandlerObject]:
    """Every handler of a router and of those below it."""
    observers = [o for name, o in router.observers.items() if name != "update"]
    found = [handler for observer in observers for handler in observer.handlers]
    return found + [h for below in router.sub_routers for h in handlers(below)]


async def test_every_handler_gets_what_it_asks_for(office: Office) -> None:
    """A misspelt argument of a handler would only show when somebody presses the button."""
    dispatcher = _dispatcher(office)
    given = {*dispatcher.workflow_data, "conversation", "person", "callback_data", "command"}
    for handler in handlers(dispatcher):
        asked = list(inspect.signature(handler.callback).parameters)
        assert set(asked[1:]) <= given, handler.callback


def _dispatcher(office: Office) -> Dispatcher:
    app = office.app
    stores = app.stores
    assert stores is not None
    services = services_of(app)  # the app's own wiring
    return create_dispatcher(None, services, stores.screens, "bot")  # type: ignore[arg-type]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", list(RefusalReason))
def test_every_refusal_of_a_file_has_words(reason: RefusalReason, language: Language) -> None:
    """What was wrong and what to send instead."""
    with speaking(language):
        assert len(refusal_words(reason)) > 10


def screens_at_home(checklist: Checklist) -> list[Screen]:
    """What is shown outside of any inspection, and on the way out of one."""
    return [
        home.home_screen(ADMIN, 21),
        home.checklists_screen((checklist,) * 10),
        home.language_screen(),
        home.cancel_screen(HUGE, LONG),
        home.cancel_screen(HUGE, LONG, corrects=True),
        *(profile.introduction_screen(s.state, ADMIN) for s in Introducing.__states__),
        profile.profile_screen(ADMIN),
        profile.invite_screen(),
    ]


def all_screens(checklist: Checklist) -> list[Screen]:
    """Each screen of the bot with the longest texts that it can get."""
    today = date(2026, 11, 22)
    inspection = as_correction(worst_inspection(checklist), LONG)
    viewer = Viewer(Part.LEADER, SOMEBODY, {SOMEBODY: LONG, ADMIN.id: LONG})
    empty = Inspection(InspectionId(HUGE), ADMIN.id, checklist, InspectionStatus.DRAFT, 1, 0)
    record = ActRecord(
        ActId(HUGE),
        inspection.id,
        ADMIN.id,
        ActNumber(2026, 999_999),
        "c",
        Edition.KAZAKH,
        LONG[:200],
        LONG[:200],
        datetime(2026, 11, 22, tzinfo=UTC),
    )
    act = FinishedAct(record, inspection)
    summary = ActSummary(record.id, record.number, LONG, 60, record.finished_at)
    failed = Submission(1, record.id, ADMIN.id, SubmissionStatus.FAILED, "Forbidden: x" * 30)
    return [
        *(question.question_screen(inspection, n, viewer, n) for n in checklist.numbers),
        *(question.violation_screen(inspection, n, viewer) for n in checklist.numbers),
        *(question.reason_screen(inspection, number) for number in checklist.numbers),
        question.requirements_screen(inspection, 0, viewer),
        *(header.header_screen(inspection, name, ADMIN) for name in HeaderField),
        header.known_subject_screen(inspection, Subject("5", LONG, LONG)),
        *worst_participants(inspection, empty, viewer),
        review.act_language_screen(inspection),
        *(elimination.elimination_screen(inspection, n, today) for n in checklist.numbers),
        circumstances.circumstances_screen(inspection, as_it_is),
        circumstances.circumstances_screen(empty, as_it_is),
        *(circumstances.circumstance_screen(inspection, c, as_it_is) for c in Circumstance),
        *(
            verification.verifying_screen(is_under_way=is_under_way)
            for is_under_way in (False, True)
        ),
        *screens_at_home(checklist),
        acts.printing_screen(record.number),
        acts.acts_screen([summary] * 9, 8, as_it_is, 99),
        acts.copy_screen(act),
        *worst_review(act, [Progress(ADMIN, failed)] * 99, LONG),
        *worst_corrections(act, ADMIN, LONG),
        Screen(*home.cancelled_message(inspection)),
    ]


def as_it_is(moment: datetime) -> datetime:
    """The agency is in Greenwich."""
    return moment


def visible_length(text: str) -> int:
    """What Telegram counts: UTF-16 units, without the markup."""
    return len(unescape(re.sub("<[^>]*>", "", text)).encode("utf-16-le")) // 2


@pytest.mark.case(31)
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("place", [0, 1])
def test_the_longest_screens_fit_into_a_message(place: int, language: Language) -> None:
    """4,096 units of text, 64 bytes of data and 64 characters of label a button."""
    checklist = load_checklists([CHECKLISTS])[place].checklist
    with speaking(language):
        for screen in all_screens(checklist):
            assert visible_length(screen.text) <= 4096, screen.text[:80]
            rows = screen.keyboard.inline_keyboard if screen.keyboard else []
            for button in [each for row in rows for each in row]:
                assert len((button.callback_data or "").encode()) <= 64
                assert 0 < len(button.text) <= 64
            assert len([each for row in rows for each in row]) <= 100


@pytest.mark.case(31)
@pytest.mark.parametrize("language", list(Language))
def test_the_longest_captions_fit_under_a_document(language: Language) -> None:
    """A caption holds 1,024 units."""
    checklist = load_checklists([CHECKLISTS])[0].checklist
    inspection = worst_inspection(checklist)
    record = ActRecord(
        ActId(1),
        inspection.id,
        ADMIN.id,
        ActNumber(2026, 1),
        "c",
        Edition.KAZAKH,
        LONG[:200],
        LONG[:200],
        datetime(2026, 11, 22, tzinfo=UTC),
    )
    with speaking(language):
        said = Said(Review(record.id, Step.RETURNED, ADMIN.id, record.finished_at, LONG), ADMIN)
        for status in InspectionStatus:
            act = FinishedAct(record, replace(inspection, status=status))
            sent = acts.submitted_document(act, ADMIN.id, "stored:x#y", said, as_it_is)
            assert visible_length(sent.caption or "") <= 1024
        for kind, edition in product(DocumentKind, Edition):
            act = FinishedAct(record, inspection)
            own = acts.act_document(act, ADMIN.id, kind, edition, "stored:x#y")
            assert visible_length(own.caption or "") <= 1024


@pytest.mark.case(31)
@pytest.mark.parametrize("language", list(Language))
def test_menus_and_descriptions_fit(language: Language) -> None:
    """Commands 1-32 of a-z0-9_, descriptions 256, the bot's own 512 and 120."""
    with speaking(language):
        for name, text in commands_for(ADMIN).items():
            assert name.isalpha()
            assert name.islower()
            assert 0 < len(text) <= 256
    for call in introduction(language):
        parameters = call.method.model_dump()
        assert len(parameters.get("description") or "") <= 512
        assert len(parameters.get("short_description") or "") <= 120


async def test_menus_are_registered_in_every_language(office: Office) -> None:
    """At the first start for everybody; a second start says nothing new."""
    await office.settle()
    calls = [c for c in office.world.calls if c.method == "setMyCommands"]
    assert [c.parameters.get("language_code") for c in calls] == ["kk", "ru", "en", None]
    await office.stop()
    await office.start()
    await office.settle()
    assert len([c for c in office.world.calls if c.method == "setMyCommands"]) == 4


@pytest.mark.case(17)
async def test_a_bug_in_a_handler_is_told_and_nothing_is_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three tries, then the dead letter and an apology; the next update is handled."""
    await office.hire("inspector")
    chat = office.chat("inspector")

    async def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.services.inspections.Inspections.checklists", broken)
    await chat.send("/new")
    assert "was NOT saved" in chat.text
    assert [r["error"] for r in await office.rows("SELECT error FROM dead_letter")] == [
        "ZeroDivisionError"
    ]
    assert "Hello" in await chat.send("/start")
