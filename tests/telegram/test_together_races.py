"""Leader and co-inspectors in the same moment: nobody's answer is lost without a word."""

import asyncio

import pytest

from bot.domain.act import Edition
from bot.domain.checklist import Verdict
from bot.domain.errors import BrokenRule, InspectionClosed, ScreenIsStale
from bot.domain.inspection import InspectionId
from bot.domain.people import Person, PersonId
from tests.office import Office, official, services_of
from tests.telegram.issuing import stores_of
from tests.telegram.together import (
    COLLEAGUE,
    COLLEAGUE_ID,
    ENGLISH,
    LEADER,
    answer,
    at_once,
    kept,
    name,
    states,
    together,
    told,
)
from tests.telegram.walking import answer_rest, finish, photo

LEADER_ID = 1002
NAMES = {LEADER_ID: LEADER, COLLEAGUE_ID: COLLEAGUE}
CLOSED = "This inspection is finished or cancelled; nothing was changed."
STALE = "That button was out of date"
FIRST = InspectionId(1)


@pytest.mark.parametrize("is_leader_first", [True, False])
async def test_of_two_answers_to_one_requirement_the_first_counts(
    office: Office, *, is_leader_first: bool
) -> None:
    """The second is told whose it is, sees it, and can change it: then the first one hears."""
    leader, colleague = await together(office)
    first, second = (leader, colleague) if is_leader_first else (colleague, leader)
    winner, loser = (LEADER_ID, COLLEAGUE_ID) if is_leader_first else (COLLEAGUE_ID, LEADER_ID)
    await at_once(office, (first, "a:1:1:0:complies"), (second, "a:1:1:0:violates"))

    assert await kept(office, "1") == ("complies", winner)
    assert second.toast.startswith(f"{NAMES[winner]} answered this first, and that counts.")
    assert f"Answered by {NAMES[winner]}" in second.text
    assert told(first, "has changed your answer") == []
    await second.press("❌")
    assert await kept(office, "1") == ("violates", loser)
    assert len(told(first, f"{NAMES[loser]} has changed your answer to requirement 1.")) == 1


async def test_answers_to_different_requirements_are_both_kept(office: Office) -> None:
    """Whoever is the second in the same inspection is disturbed by nothing."""
    leader, colleague = await together(office)
    await colleague.press("▶")
    await at_once(office, (leader, "a:1:1:0:complies"), (colleague, "a:1:2:0:complies"))
    assert await kept(office, "1") == ("complies", LEADER_ID)
    assert await kept(office, "2") == ("complies", COLLEAGUE_ID)
    assert {leader.toast, colleague.toast} == {"1 ✅ saved · 1 of 8", "2 ✅ saved · 2 of 8"}


@pytest.mark.parametrize("is_typed", [True, False])
async def test_a_reason_does_not_overwrite_what_a_colleague_said_meanwhile(
    office: Office, *, is_typed: bool
) -> None:
    """While one thinks of why something does not apply, the other answers it."""
    leader, colleague = await together(office)
    await answer(colleague, "4", Verdict.NOT_APPLICABLE)
    await answer(leader, "4")
    if is_typed:
        said = await colleague.send("өз себебім")
    else:
        said = await colleague.press("This reason") and colleague.toast
    assert f"{LEADER} answered this first, and that counts." in said
    assert f"Answered by {LEADER}" in colleague.text
    assert await kept(office, "4") == ("complies", LEADER_ID)


async def test_an_old_screen_asks_for_no_reason_about_a_colleagues_answer(office: Office) -> None:
    """Who taps *not applicable* on a screen without the answer sees the answer first."""
    leader, colleague = await together(office)
    await colleague.tap(colleague.screen, "q:1:4", force=True)
    await answer(leader, "4")
    await colleague.press("➖")
    assert f"{LEADER} answered this first" in colleague.toast
    assert f"Answered by {LEADER}" in colleague.text


@pytest.mark.parametrize("is_leader_first", [True, False])
async def test_finish_and_answer_never_miss_each_other(
    office: Office, *, is_leader_first: bool
) -> None:
    """Both phones at once: the answer is in the act, or its author hears that it did not count."""
    leader, colleague = await together(office)
    await answer_rest(leader, ENGLISH)
    await colleague.tap(colleague.screen, "q:1:1", force=True)
    await leader.press("Finish")
    version = (await office.rows("SELECT version FROM inspection"))[0]["version"]
    taps = [(leader, f"p:1:{version}:ru"), (colleague, "a:1:1:1:violates")]
    await at_once(office, *(taps if is_leader_first else reversed(taps)))

    if is_leader_first:
        assert await states(office) == ["finished"]
        assert colleague.toast == CLOSED
        assert told(colleague, "Hello")
        assert await kept(office, "1") == ("complies", LEADER_ID)
        assert len(told(colleague, f"{LEADER} has finished the inspection")) == 1
    else:
        assert await states(office) == ["draft"]
        assert leader.toast.startswith(STALE)
        assert told(leader, "Violated: 1")
        assert await kept(office, "1") == ("violates", COLLEAGUE_ID)


@pytest.mark.parametrize("is_leader_first", [True, False])
async def test_both_read_before_either_writes(office: Office, *, is_leader_first: bool) -> None:
    """At the services themselves, with a barrier between reading and writing."""
    leader, _colleague = await together(office)
    await answer_rest(leader, ENGLISH)
    services, database = services_of(office.app), stores_of(office).database
    inspections, barrier = services.inspections, asyncio.Barrier(2)

    async def finishing() -> BrokenRule | None:
        async with database.transaction():
            draft = await inspections.led(PersonId(LEADER_ID), FIRST)
        await barrier.wait()
        await asyncio.sleep(0 if is_leader_first else 0.02)
        return await tried(official("inspector", ENGLISH), draft.version)

    async def tried(person: Person, version: int) -> BrokenRule | None:
        async with database.transaction():
            try:
                await services.acts.finish(person, FIRST, version, Edition.RUSSIAN)
            except BrokenRule as error:
                return error
        return None

    async def answering() -> BrokenRule | None:
        who = PersonId(COLLEAGUE_ID)
        async with database.transaction():
            seen = (await inspections.draft(who, FIRST)).answer("1").version
        await barrier.wait()
        await asyncio.sleep(0.02 if is_leader_first else 0)
        async with database.transaction():
            try:
                await inspections.answer(who, FIRST, "1", seen, Verdict.VIOLATES)
            except BrokenRule as error:
                return error
        return None

    finished, answered = await asyncio.gather(finishing(), answering())
    if is_leader_first:
        assert (finished, type(answered)) == (None, InspectionClosed)
        assert await kept(office, "1") == ("complies", LEADER_ID)
    else:
        assert (type(finished), answered) == (ScreenIsStale, None)
        assert await kept(office, "1") == ("violates", COLLEAGUE_ID)
    assert await states(office) == ["finished" if is_leader_first else "draft"]


@pytest.mark.parametrize("is_leader_first", [True, False])
async def test_removed_while_answering(office: Office, *, is_leader_first: bool) -> None:
    """The answer counts, or the colleague is told; never both, never neither."""
    leader, colleague = await together(office)
    await leader.tap(leader.screen, "io:1:0", force=True)
    taps = [(leader, f"it:1:{COLLEAGUE_ID}:0:0"), (colleague, "a:1:1:0:complies")]
    await at_once(office, *(taps if is_leader_first else reversed(taps)))
    if is_leader_first:
        assert colleague.toast == "There is no such inspection."
        assert await kept(office, "1") == (None, 0)
    else:
        assert colleague.toast == "1 ✅ saved · 1 of 8"
        assert await kept(office, "1") == ("complies", COLLEAGUE_ID)
    assert await office.rows("SELECT person FROM participant") == []


async def test_three_phones_and_a_supervisor_who_takes_part_decides_on_nothing(
    office: Office,
) -> None:
    """Who inspects is no supervisor of the same act, whatever the role."""
    await office.hire("supervisor", "administrator")
    leader, colleague = await together(office)
    await name(leader, "Төлегенова")
    supervisor = office.chat("supervisor")
    await supervisor.press("▶ Go on")
    for chat, number in ((leader, "1"), (colleague, "2"), (supervisor, "3")):
        await chat.tap(chat.screen, f"q:1:{number}", force=True)
    await at_once(
        office,
        (leader, "a:1:1:0:complies"),
        (colleague, "a:1:2:0:complies"),
        (supervisor, "a:1:3:0:complies"),
    )
    assert [(await kept(office, n))[1] for n in "123"] == [LEADER_ID, COLLEAGUE_ID, 1003]

    await answer_rest(leader, ENGLISH)
    await leader.tap(leader.screen, "r:1", force=True)
    await finish(leader, ENGLISH)
    await leader.tap(leader.documents[0], "as:1", force=True)
    assert not [text for text in leader.labels() if "Төлегенова" in text]
    await leader.press("Send to supervisor")
    assert await states(office) == ["submitted"]
    for data in ("ra:1", "rr:1"):
        await supervisor.tap(supervisor.messages[-1], data, force=True)
    assert await states(office) == ["submitted"]


async def test_a_file_of_a_colleague_ends_the_wait_at_the_review(office: Office) -> None:
    """While it is on its way nobody can finish; when it has come, the leader sees it at once."""
    leader, colleague = await together(office)
    await answer_rest(leader, ENGLISH)
    await colleague.tap(colleague.screen, "q:1:1", force=True)
    await colleague.do(lambda: office.server.phones.send_photo("colleague", photo()))
    review = leader.screen
    assert "Finish" in leader.labels(review)
    await leader.press("Finish", review)
    assert "language" in leader.text
