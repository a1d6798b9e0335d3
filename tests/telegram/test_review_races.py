"""Several people at the same moment: whatever the order, one decision, and everybody is told."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.act import ActId
from bot.domain.errors import NotNow, ScreenIsStale
from bot.domain.inspection import Inspection, InspectionStatus
from bot.domain.people import Person, PersonId
from bot.services.reviews import Reviews
from tests.office import Office
from tests.telegram.issuing import services_of, stores_of
from tests.telegram.reviewing import (
    ACCEPT,
    RETURN,
    SECOND,
    both_tap,
    caption,
    file_of,
    notices,
    status,
    steps,
    submitted,
)

ACT = ActId(1)
PAIRS = (
    ("accept", "accept"),
    ("accept", "send_back"),
    ("send_back", "accept"),
    ("withdraw", "accept"),
)
pytestmark = pytest.mark.case(20)


@pytest.mark.parametrize("turn", range(3))
async def test_two_supervisors_accept_at_once(office: Office, turn: int) -> None:
    """The first one wins, the other one hears who it was; the inspector is told once."""
    inspector = await submitted(office)
    chats = [office.chat("supervisor"), office.chat(SECOND)]
    if turn % 2:
        chats.reverse()
    await both_tap(office, *((chat, "ra:1") for chat in chats))
    assert [step for step, _author in await steps(office)] == ["accepted"]
    assert sorted("already" in c.toast or "by" in c.toast for c in chats) == [False, True]
    assert len(notices(inspector, "Accepted by")) == 1
    for chat in chats:
        assert "Accepted by" in caption(chat)
        assert ACCEPT not in chat.labels(file_of(chat))


async def test_one_accepts_while_the_other_returns(office: Office) -> None:
    """Exactly one of the two counts, and both messages say which."""
    inspector = await submitted(office)
    first, second = office.chat("supervisor"), office.chat(SECOND)
    await second.press(RETURN, file_of(second))
    await second.send("Қате")
    screen = second.screen["message_id"]

    async def give_back() -> None:
        second.last_tap = second.phones.tap(SECOND, screen, "rb:1", force=True)

    async def accept() -> None:
        number = file_of(first)["message_id"]
        first.last_tap = first.phones.tap("supervisor", number, "ra:1")

    await asyncio.gather(give_back(), accept())
    await office.settle()
    taken = await steps(office)
    assert len(taken) == 1
    words = {"accepted": "Accepted by", "returned": "Returned by"}[taken[0][0]]
    assert await status(office) == taken[0][0]
    assert len(notices(inspector, words)) == 1
    assert words in caption(first)
    assert words in caption(second)


@pytest.mark.parametrize("first", ["inspector", "supervisor"])
async def test_withdrawing_against_accepting(office: Office, first: str) -> None:
    """Whoever comes first: the other one hears what is true now."""
    inspector = await submitted(office)
    chat = office.chat("supervisor")
    await inspector.send("/acts")
    await inspector.press("📄")
    screen, number = inspector.screen["message_id"], file_of(chat)["message_id"]
    taps = [("inspector", screen, "rw:1"), ("supervisor", number, "ra:1")]
    if first == "supervisor":
        taps.reverse()
    made = {key: chat.phones.tap(key, message, data) for key, message, data in taps}
    await office.settle()
    inspector.last_tap, chat.last_tap = made["inspector"], made["supervisor"]
    assert len(await steps(office)) == 1
    if first == "inspector":
        assert await status(office) == "finished"
        assert "is with no supervisor at present" in chat.toast
        assert "Withdrawn by the inspector." in caption(chat)
        assert chat.labels(file_of(chat)) == []
    else:
        assert await status(office) == "accepted"
        assert "Accepted by Төлегенова" in inspector.toast
        assert len(notices(inspector, "State: ✅ accepted")) == 1
        assert "Accepted by" in caption(chat)


@pytest.mark.parametrize("pair", PAIRS)
async def test_of_two_that_read_before_either_writes_one_wins(
    office: Office, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state and its version are compared when it is written, not when it was read."""
    await submitted(office)
    stores, reviews = stores_of(office), services_of(office).reviews
    slow, fast = pair
    move = stores.inspections.move

    async def meanwhile(inspection: Inspection, after: InspectionStatus, now: datetime) -> bool:
        """The slow one has read and is about to write: the fast one does all of it now."""
        monkeypatch.setattr(stores.inspections, "move", move)
        await _do(reviews, fast, people[2])
        return await move(inspection, after, now)

    monkeypatch.setattr(stores.inspections, "move", meanwhile)
    async with stores.database.transaction():
        found = [await stores.people.get(PersonId(number)) for number in (1002, 1003, 1004)]
        people = [each for each in found if each]
        with pytest.raises(ScreenIsStale):
            await _do(reviews, slow, people[0] if slow == "withdraw" else people[1])
    step = {"accept": "accepted", "send_back": "returned"}[fast]
    assert await steps(office) == [(step, 1004)]
    assert await status(office) == step
    audited = await office.rows(
        "SELECT action FROM audit WHERE action IN ('act_accepted', 'act_returned', 'act_withdrawn')"
    )
    assert [row["action"] for row in audited] == [f"act_{step}"]


async def _do(reviews: Reviews, name: str, who: Person) -> None:
    if name == "send_back":
        await reviews.send_back(who, ACT, ("1",), None, None)
    elif name == "accept":
        await reviews.accept(who, ACT)
    else:
        await reviews.withdraw(who, ACT)


async def test_a_decision_on_what_was_read_long_ago_is_none(office: Office) -> None:
    """A second decision after the first was written is refused by the rules already."""
    await submitted(office)
    services, stores = services_of(office), stores_of(office)
    async with stores.database.transaction():
        first = await stores.people.get(PersonId(1003))
        assert first is not None
        await services.reviews.accept(first, ACT)
        with pytest.raises(NotNow):
            await services.reviews.accept(replace(first, id=PersonId(1004)), ACT)
