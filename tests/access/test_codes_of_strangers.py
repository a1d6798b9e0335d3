"""Strangers who scan a print: whether an act with the code exists, ten codes an hour, no trace."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.act import Edition
from bot.domain.checklist import HeaderField
from bot.domain.people import PersonId
from bot.services.doorkeeper import MOST_CODES, MOST_WRONG_TOKENS
from tests.access.conftest import STRANGER_ID, STRANGER_NAME
from tests.access.phones import (
    STRANGER,
    SetClock,
    dump,
    feed,
    pressed,
    raw_bytes,
    said_to,
    sent,
    typed,
    unchanged,
)
from tests.office import Office
from tests.telegram.issuing import INSPECTOR, inspector_of, services_of, stores_of

KEY = "outsider"
CODE = "Zq3-_8kTfGhA1b2C3d4E5w"
NEWER = "B" * 22
EXISTS = "✅ This bot has issued an act with this code; it is the latest."
REPLACED = "♻️ This bot has issued an act with this code, and has replaced it since."
NONE = "❌ This bot has issued no act with this code."
SUBJECT = "Құпия Тексерілуші ЖШС"
ORIGIN = {"type": "hidden_user", "sender_user_name": "x", "date": 1}
VIA = {"id": 5, "is_bot": True, "first_name": "x"}


async def act(office: Office, *codes: str) -> None:
    """One act with a revision for each code."""
    await office.hire("inspector")
    stores, services = stores_of(office), services_of(office)
    async with stores.database.transaction():
        inspector = await inspector_of(office)
        draft = await services.inspections.begin(inspector, "digital_miners")
        await services.inspections.type_header(
            INSPECTOR, draft.id, HeaderField.SUBJECT_NAME, SUBJECT
        )
        for revision, code in enumerate(codes, start=1):
            await stores.acts.add(
                replace(draft, revision=revision),
                2026,
                code,
                Edition.KAZAKH,
                inspector,
                services.clock.now(),
            )


async def ask(office: Office, code: str) -> str:
    """Scan a code and read the last answer."""
    chat = office.chat(KEY)
    return await chat.do(lambda: chat.phones.start(chat.key, f"v_{code}"))


async def test_a_stranger_learns_whether_the_act_exists_and_is_the_latest(timed: Office) -> None:
    """The three answers; a superseded act says so, and nothing else is told."""
    await act(timed, CODE)
    assert await ask(timed, CODE) == EXISTS
    async with stores_of(timed).database.transaction():
        first = await _first(timed)
        now = services_of(timed).clock.now()
        number = await stores_of(timed).corrections.begin(first.inspection, INSPECTOR, "қате", now)
        assert number is not None
        revised = await stores_of(timed).inspections.get(number)
        assert revised is not None
        official = await inspector_of(timed)
        await stores_of(timed).acts.add(revised, 2026, NEWER, Edition.KAZAKH, official, now)
    assert await ask(timed, CODE) == REPLACED
    assert await ask(timed, NEWER) == EXISTS
    assert await ask(timed, "C" * 22) == NONE
    assert not [word for word in (SUBJECT, "2026-000001") if word in str(said_to(timed, KEY))]


async def _first(office: Office) -> Any:
    found = await stores_of(office).acts.by_code(CODE)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "code",
    [
        *("", "x", CODE[:-1], f"{CODE}x", f"{CODE} x", CODE.swapcase(), f"{CODE}\n", "%", "_" * 22),
        *(
            f"{CODE[:-1]}\u0000",
            f"{CODE[:-1]}\ud800",
            f"{CODE}\ud800",
            "Ә" * 22,
            "' OR 1=1 --",
            "A" * 4000,
        ),
    ],
)
async def test_what_is_no_code_is_answered_like_a_wrong_one(timed: Office, code: str) -> None:
    """Nobody learns what a code looks like, and nothing breaks."""
    await act(timed, CODE)
    await feed(timed, message=typed(timed, KEY, f"/start v_{code}"))
    assert said_to(timed, KEY) == [NONE]
    assert await timed.rows("SELECT 1 FROM dead_letter") == []


@pytest.mark.case(1)
async def test_ten_codes_an_hour_and_then_the_one_sentence(timed: Office, clock: SetClock) -> None:
    """Right codes and wrong ones count alike; after the hour there are ten more."""
    await act(timed, CODE)
    for number in range(MOST_CODES):
        clock.move(minutes=1)
        await ask(timed, CODE if number % 2 else "A" * 22)
    assert said_to(timed, KEY) == [NONE, EXISTS] * 5
    for _ in range(2):
        assert await ask(timed, CODE) == STRANGER
    assert len(said_to(timed, KEY)) == MOST_CODES + 1
    clock.move(minutes=50, seconds=59)
    await ask(timed, CODE)
    assert len(said_to(timed, KEY)) == MOST_CODES + 1
    clock.move(seconds=2)
    assert await ask(timed, CODE) == EXISTS


async def test_codes_cost_a_stranger_nothing_else(timed: Office) -> None:
    """The one sentence is still due, and wrong codes are no wrong invitations."""
    for _ in range(MOST_WRONG_TOKENS):
        await ask(timed, "A" * 22)
    assert await timed.rows("SELECT 1 FROM outsider WHERE silent_until IS NOT NULL") == []
    assert await timed.chat(KEY).send("hello") == STRANGER


async def test_who_guesses_invitations_is_not_told_of_codes_either(timed: Office) -> None:
    """The silence holds for everything."""
    await act(timed, CODE)
    for _ in range(MOST_WRONG_TOKENS):
        await feed(timed, message=typed(timed, KEY, "/start i_wrong"))
    before = said_to(timed, KEY)
    await feed(timed, message=typed(timed, KEY, f"/start v_{CODE}"))
    assert said_to(timed, KEY) == before


@pytest.mark.parametrize("passed_on", [{"forward_origin": ORIGIN}, {"via_bot": VIA}])
async def test_a_code_that_was_passed_on_is_not_looked_up(
    timed: Office, passed_on: dict[str, Any]
) -> None:
    """Neither for a stranger, nor for somebody with a role."""
    await act(timed, CODE)
    await feed(timed, message=typed(timed, KEY, f"/start v_{CODE}", **passed_on))
    assert said_to(timed, KEY) == [STRANGER]
    await feed(timed, message=typed(timed, "inspector", f"/start v_{CODE}", **passed_on))
    assert "Genuine" not in str(said_to(timed, "inspector"))


@pytest.mark.parametrize("content", ["press", "edit", "document", "verify"])
async def test_there_is_no_other_way_to_ask(timed: Office, content: str) -> None:
    """No button, no correction, no file and no command checks anything for a stranger."""
    await act(timed, CODE)
    file = {"file_id": "f", "file_unique_id": "u", "mime_type": "application/pdf"}
    update: dict[str, Any] = {
        "press": {"callback_query": pressed(timed, KEY, "c:verify")},
        "edit": {"edited_message": {**typed(timed, KEY, f"/start v_{CODE}"), "edit_date": 1}},
        "document": {"message": sent(timed, KEY, document=file)},
        "verify": {"message": typed(timed, KEY, f"/verify {CODE}")},
    }[content]
    before = await dump(timed)
    said = await feed(timed, **update)
    assert {getattr(spoken.method, "text", None) for spoken in said} == {STRANGER}
    assert unchanged(before, await dump(timed))


@pytest.mark.case(1, 2)
async def test_whoever_asks_leaves_no_trace(timed: Office) -> None:
    """One row under a salted name: how many codes, and since when; no code, no id, no name."""
    await act(timed, CODE)
    before = await dump(timed)
    for code in (CODE, NEWER):
        await ask(timed, code)
    after = await dump(timed)
    assert unchanged(before, after)
    ((name, *_counters),) = after["outsider"]
    assert len(name) == 64
    (row,) = await timed.rows("SELECT codes_tried, answered_at, wrong_tokens FROM outsider")
    assert tuple(row) == (2, None, 0)
    traces = (str(STRANGER_ID).encode(), STRANGER_NAME.encode(), NEWER.encode())
    assert not [word for word in traces if word in raw_bytes(timed.folder)]
    async with stores_of(timed).database.transaction():
        assert await stores_of(timed).people.get(PersonId(STRANGER_ID)) is None
