"""Invitations: for one person, for three days, and of no use to those who guess."""

import asyncio
import logging
import random
import re
import secrets
from itertools import pairwise
from typing import Any

import pytest

from bot.domain.errors import InvitationRefused, NotAllowed
from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.services.people import Joined
from tests.access.conftest import STRANGER_ID
from tests.access.phones import (
    INVALID,
    STRANGER,
    SetClock,
    dump,
    feed,
    invitation,
    pressed,
    raw_bytes,
    said_to,
    typed,
)
from tests.office import Chat, Office, services_of

TOKEN = re.compile(r"i_([A-Za-z0-9_-]{22,62})")


async def administrator(office: Office) -> Chat:
    """The phone of an administrator who has introduced himself."""
    await office.hire("administrator")
    return office.chat("administrator")


async def join(office: Office, key: str, payload: str) -> str:
    """Open the link of an invitation."""
    chat = office.chat(key)
    return await chat.do(lambda: chat.phones.start(key, payload))


@pytest.mark.case(4)
async def test_a_token_is_random_enough_and_fits_into_a_link(
    timed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """128 bits from the system's source of secrets; a known seed of `random` changes nothing."""
    asked: list[int | None] = []
    draw = secrets.token_bytes

    def noted(count: int | None = None) -> bytes:
        asked.append(count)
        return draw(count)

    monkeypatch.setattr(secrets, "token_bytes", noted)
    admin = await administrator(timed)
    tokens = []
    for _attempt in range(3):
        random.seed(1)
        found = TOKEN.fullmatch(await invitation(admin, "Inspector"))
        assert found is not None
        tokens.append(found[1])
    assert len(set(tokens)) == 3
    assert asked
    assert min(count or 0 for count in asked) * 8 >= 128


@pytest.mark.case(3)
async def test_the_token_is_nowhere_but_in_the_link(
    timed: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """Kept as SHA-256 alone: no table, byte of the database or its log, or log line has more."""
    caplog.set_level(logging.INFO)
    admin = await administrator(timed)
    tokens = [(await invitation(admin, role)).removeprefix("i_") for role in ("Inspector", "Admin")]
    await join(timed, "inspector", f"i_{tokens[0]}")
    assert "Welcome! Your role: inspector" in timed.chat("inspector").text
    await join(timed, "outsider", f"i_{tokens[1][:-1]}")
    everything = raw_bytes(timed.folder) + str(await dump(timed)).encode() + caplog.text.encode()
    assert [token for token in tokens if token[:-1].encode() in everything] == []
    await timed.stop()
    assert [token for token in tokens if token.encode() in raw_bytes(timed.folder)] == []


@pytest.mark.case(3)
@pytest.mark.parametrize(("minutes", "valid"), [(71 * 60 + 59, True), (72 * 60 + 2, False)])
async def test_an_invitation_lasts_72_hours(
    timed: Office, clock: SetClock, minutes: int, *, valid: bool
) -> None:
    """Two minutes decide."""
    payload = await invitation(await administrator(timed), "Supervisor")
    clock.move(minutes=minutes)
    await join(timed, "supervisor", payload)
    assert ("Welcome! Your role: supervisor" in timed.chat("supervisor").text) is valid
    assert (timed.chat("supervisor").text == STRANGER) is not valid


@pytest.mark.case(3, 53)
async def test_a_clock_that_is_set_back_revives_no_invitation(
    timed: Office, clock: SetClock
) -> None:
    """Before it was made it is not valid either: what expired stays expired."""
    payload = await invitation(await administrator(timed), "Supervisor")
    clock.move(minutes=-24 * 60)
    await join(timed, "supervisor", payload)
    assert timed.chat("supervisor").text == STRANGER


@pytest.mark.case(3)
async def test_of_two_who_open_a_link_at_once_one_gets_in(timed: Office) -> None:
    """Two updates that are handled at the same time; the other one learns nothing."""
    payload = await invitation(await administrator(timed), "Inspector")
    poller, outbox = timed.app._poller, timed.app.outbox
    assert poller is not None
    assert outbox is not None
    barrier = asyncio.Barrier(2)
    timed.world.chat("inspector").started = True

    async def arrive(number: int, key: str) -> None:
        await barrier.wait()
        update = {"update_id": number, "message": typed(timed, key, f"/start {payload}")}
        outbox.say_at_once(await poller._desk.handle([update]))

    await asyncio.gather(arrive(1, "inspector"), arrive(2, "outsider"))
    await timed.settle()
    told = sorted(said_to(timed, "inspector") + said_to(timed, "outsider"))
    assert STRANGER in told
    assert sum("Welcome!" in text for text in told) == 1
    assert len(await timed.rows("SELECT id FROM person WHERE role = 'inspector'")) == 1


@pytest.mark.case(3)
async def test_of_two_transactions_that_race_one_wins(timed: Office) -> None:
    """The same of the service, without the order that updates come in."""
    payload = await invitation(await administrator(timed), "Inspector")
    stores = timed.app.stores
    assert stores is not None
    people, barrier = services_of(timed.app).people, asyncio.Barrier(2)

    async def use(number: int) -> Joined | None:
        stranger = await people.recognise(PersonId(number), "en")
        try:
            return await people.accept(stranger, payload.removeprefix("i_"))
        except InvitationRefused:
            return None

    async def race(number: int) -> Joined | None:
        await barrier.wait()
        async with stores.database.transaction():
            return await use(number)

    found = await asyncio.gather(race(91), race(92))
    assert sorted(joined is not None for joined in found) == [False, True]


async def prepared(office: Office, clock: SetClock) -> dict[str, str]:
    """A link of each kind that does not work."""
    admin = await administrator(office)
    expired = await invitation(admin, "Inspector")
    clock.move(hours=73)
    used = await invitation(admin, "Inspector")
    await join(office, "supervisor", used)
    return {"none": "", "wrong": "i_" + "x" * 22, "used": used, "expired": expired, "empty": "i_"}


@pytest.mark.case(2)
async def test_a_stranger_cannot_tell_one_refusal_from_another(
    timed: Office, clock: SetClock
) -> None:
    """No invitation, a wrong, a used, an expired one: the same call, byte for byte."""
    answers = []
    for kind, payload in (await prepared(timed, clock)).items():
        clock.move(hours=1, seconds=1)
        before = len(timed.world.calls)
        await join(timed, "outsider", payload)
        calls = [(c.method, sorted(c.parameters.items())) for c in timed.world.calls[before:]]
        assert len(calls) == 1, kind
        answers += calls
    assert all(one == other for one, other in pairwise(answers))
    assert dict(answers[0][1])["text"] == STRANGER


@pytest.mark.case(2)
async def test_somebody_with_a_role_hears_the_same_of_every_bad_link(
    timed: Office, clock: SetClock
) -> None:
    """That it does not work, and not why."""
    links = await prepared(timed, clock)
    await timed.hire("inspector")
    said = {
        await join(timed, "inspector", links[kind])
        for kind in ("wrong", "used", "expired", "empty")
    }
    assert said == {INVALID}


@pytest.mark.case(2)
async def test_a_role_that_was_held_before_betrays_no_link(timed: Office) -> None:
    """Who was removed is a stranger: a good link simply works again."""
    payload = await invitation(await administrator(timed), "Inspector")
    await timed.hire("inspector")
    await timed.rows("UPDATE person SET active = 0 WHERE id = 1002")
    assert "already" not in await join(timed, "inspector", payload)
    assert "Welcome! Your role: inspector" in timed.chat("inspector").text


async def guess(office: Office, key: str, times: int) -> None:
    """Try wrong links."""
    for number in range(times):
        await join(office, key, f"i_guess{number}")


@pytest.mark.case(5)
async def test_ten_wrong_tokens_silence_a_stranger_for_an_hour(
    timed: Office, clock: SetClock
) -> None:
    """Neither words nor toasts, and even the right link is not tried; then all is as before."""
    payload = await invitation(await administrator(timed), "Inspector")
    await guess(timed, "outsider", 9)
    clock.move(minutes=58)
    assert await timed.rows("SELECT 1 FROM audit WHERE action = 'tokens_guessed'") == []
    await guess(timed, "outsider", 1)
    (entry,) = await timed.rows("SELECT * FROM audit WHERE action = 'tokens_guessed'")
    assert entry["actor"] is None
    assert str(STRANGER_ID) not in str(tuple(entry))
    (row,) = await timed.rows("SELECT salted_sha256 FROM outsider")
    assert row["salted_sha256"] in entry["details"]

    clock.move(minutes=59)  # the sentence of an hour would be due
    for text in ("hello", f"/start {payload}", f"/start@tekseru_demo_bot {payload}"):
        assert await feed(timed, message=typed(timed, "outsider", text)) == []
    assert await feed(timed, callback_query=pressed(timed, "outsider", "c:new")) == []
    assert said_to(timed, "outsider") == [STRANGER]
    clock.move(minutes=2)
    await join(timed, "outsider", payload)
    assert "Welcome! Your role: inspector" in timed.chat("outsider").text
    assert len(await timed.rows("SELECT 1 FROM audit WHERE action = 'tokens_guessed'")) == 1


@pytest.mark.case(5)
async def test_somebody_with_a_role_who_guesses_loses_no_work(timed: Office) -> None:
    """Links are not tried for an hour, whatever the way they are typed; all else goes on."""
    payload = await invitation(await administrator(timed), "Administrator")
    await timed.hire("inspector")
    chat = timed.chat("inspector")
    await guess(timed, "inspector", 10)
    before = len(said_to(timed, "inspector"))
    for text in (f"/start {payload}", f"/start@x {payload}", f"/start  {payload}"):
        await feed(timed, message=typed(timed, "inspector", text))
    captioned = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}
    message: dict[str, Any] = {**typed(timed, "inspector", ""), **captioned}
    del message["text"]
    await feed(timed, message={**message, "caption": f"/start {payload}"})
    assert len(said_to(timed, "inspector")) == before
    assert "Hello" in await chat.send("/start")
    (entry,) = await timed.rows("SELECT actor FROM audit WHERE action = 'tokens_guessed'")
    assert entry["actor"] == 1002
    (person,) = await timed.rows("SELECT role FROM person WHERE id = 1002")
    assert person["role"] == "inspector"


@pytest.mark.case(5)
async def test_a_pause_of_an_hour_starts_the_count_anew(timed: Office, clock: SetClock) -> None:
    """Nine, an hour without any, nine again: nobody is silenced. Any ten within an hour are."""
    await guess(timed, "outsider", 9)
    clock.move(hours=1, seconds=1)
    await guess(timed, "outsider", 9)
    assert await timed.rows("SELECT 1 FROM audit WHERE action = 'tokens_guessed'") == []
    clock.move(minutes=59)
    await guess(timed, "outsider", 1)
    assert len(await timed.rows("SELECT 1 FROM audit WHERE action = 'tokens_guessed'")) == 1


@pytest.mark.case(10)
async def test_a_link_that_is_passed_on_as_a_message_is_not_used(timed: Office) -> None:
    """A forwarded command, or one through another bot, is nobody's order."""
    payload = await invitation(await administrator(timed), "Inspector")
    origin = {"type": "hidden_user", "sender_user_name": "x", "date": 1}
    bot = {"id": 5, "is_bot": True, "first_name": "x"}
    for more in ({"forward_origin": origin}, {"via_bot": bot}):
        await feed(timed, message=typed(timed, "outsider", f"/start {payload}", **more))
    assert said_to(timed, "outsider") == [STRANGER]
    assert await timed.rows("SELECT 1 FROM invitation WHERE used_at IS NOT NULL") == []


@pytest.mark.case(8)
@pytest.mark.parametrize("role", [None, Role.INSPECTOR, Role.SUPERVISOR])
async def test_only_administrators_make_invitations(timed: Office, role: Role | None) -> None:
    """The service itself says so: no handler can forget it."""
    stores = timed.app.stores
    assert stores is not None
    somebody = Person(PersonId(7), Language.ENGLISH, role=role)
    async with stores.database.transaction():
        with pytest.raises(NotAllowed):
            await services_of(timed.app).people.invite(somebody, Role.INSPECTOR)
    assert await timed.rows("SELECT * FROM invitation") == []
