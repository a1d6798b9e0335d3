"""Co-inspectors: named by the leader, they answer on their own phones; the leader finishes."""

from typing import Any

import pytest

from bot.domain.checklist import Verdict
from bot.domain.language import Language
from tests.office import Office
from tests.telegram.together import (
    COLLEAGUE,
    COLLEAGUE_ID,
    ENGLISH,
    LEADER,
    answer,
    begin_another,
    kept,
    name,
    states,
    together,
    told,
    unname,
)
from tests.telegram.walking import answer_rest, begin_filled, finish, photo, say

REMOVED = (
    "👥 %(name)s no longer counts you among the inspectors of this inspection. What you answered"
    " stays, with your name."
)
NOBODY_THERE = "There is no such inspection."
ONLY_THE_LEADER = f"Only {LEADER}, who leads this inspection, can do this."
OF_THE_LEADER = (
    "h:1:address",
    "s:1:address",
    "b:1",
    "d:1:0",
    "t:1:0",
    "t:1:1",
    "co:1",
    "cf:1:place",
    "cu:1:acquaintance:absent",
    "io:1:0",
    "it:1:1003:1:0",
    "it:1:1005:0:0",
    "x:1",
    "f:1:20",
    "p:1:20:ru",
)


async def test_who_is_named_hears_of_it_and_opens_the_draft(office: Office) -> None:
    """The notice leads to the first open requirement; the leader sees who takes part."""
    await office.hire("colleague", language=ENGLISH)
    leader, colleague = await begin_filled(office, ENGLISH), office.chat("colleague")
    shown = await name(leader)

    assert leader.toast == f"Added: {COLLEAGUE}"
    assert f"With the bot: {COLLEAGUE}, бас маман" in shown
    assert f"☑️ {COLLEAGUE}, бас маман" in leader.labels()
    assert len(told(colleague, f"{LEADER} has named you as co-inspector")) == 1
    await colleague.press("▶ Go on")
    assert "1 / 8" in colleague.text
    audit = await office.rows("SELECT actor, details FROM audit WHERE action='participant_added'")
    assert [(row["actor"], row["details"]) for row in audit] == [
        (1002, f'{{"person": {COLLEAGUE_ID}}}')
    ]


async def test_a_button_pressed_twice_does_what_it_says(office: Office) -> None:
    """It carries whether to add or to remove: the second tap neither undoes nor repeats it."""
    await office.hire("colleague", language=ENGLISH)
    leader = await begin_filled(office, ENGLISH)
    await name(leader)
    for _time in range(2):
        await leader.tap(leader.screen, f"it:1:{COLLEAGUE_ID}:1:0", force=True)
    assert len(told(office.chat("colleague"), "has named you")) == 1
    assert len(await office.rows("SELECT person FROM participant")) == 1
    await leader.tap(leader.screen, "it:1:1002:1:0", force=True)
    assert len(await office.rows("SELECT person FROM participant")) == 1, "the leader leads"
    for _time in range(2):
        await leader.tap(leader.screen, f"it:1:{COLLEAGUE_ID}:0:0", force=True)
    assert len(told(office.chat("colleague"), "no longer counts you")) == 1
    assert await office.rows("SELECT person FROM participant") == []


async def test_progress_is_common_and_answers_bear_their_author(office: Office) -> None:
    """Each sees what the other answered, by whom, and how far both are."""
    leader, colleague = await together(office)
    await answer(leader, "1")
    shown = await answer(colleague, "2")
    assert "saved: 2 of 8" in shown

    await leader.tap(leader.screen, "q:1:2", force=True)
    assert f"Answered by {COLLEAGUE}" in leader.text
    await leader.press("◀")
    assert "Answered by you" in leader.text
    assert await kept(office, "2") == ("complies", COLLEAGUE_ID)


async def test_a_single_inspector_sees_no_authors(office: Office) -> None:
    """Where nobody else answers, nothing is said of who did."""
    chat = await begin_filled(office, ENGLISH)
    await answer(chat, "1")
    assert "Answered by" not in await chat.press("◀")


async def test_a_changed_answer_is_told_to_its_author(office: Office) -> None:
    """Requirement, from, to, by whom, in the author's language, with the way there."""
    leader, colleague = await together(office)
    await answer(colleague, "2")
    await answer(leader, "2", Verdict.VIOLATES)

    (notice,) = told(colleague, f"{LEADER} has changed your answer to requirement 2.")
    assert "From: ✅ Complies\nTo: ❌ Does not comply" in notice["text"]
    await colleague.press("Requirement 2", notice)
    assert f"Answered by {LEADER}" in colleague.text
    assert await kept(office, "2") == ("violates", 1002)


async def test_nobody_takes_back_what_somebody_else_said(office: Office) -> None:
    """No button offers it, a forged one explains; to take one's own back restores the author."""
    leader, colleague = await together(office)
    await answer(colleague, "2")
    await answer(leader, "1")
    assert "↩ Undo: 1 ✅" in leader.labels()
    await answer(colleague, "1", Verdict.VIOLATES)
    await leader.tap(leader.messages[0], "z", force=True)
    drawn = leader.labels(leader.messages[0])
    assert "☰" in drawn
    assert not [text for text in drawn if text.startswith("↩")]
    await leader.tap(leader.screen, "u:1:1:2", force=True)
    assert f"The last answer here is by {COLLEAGUE}" in leader.toast

    await answer(leader, "2", Verdict.VIOLATES)
    await leader.press("↩ Undo: 2")
    assert await kept(office, "2") == ("complies", COLLEAGUE_ID)
    assert len(told(colleague, "has changed your answer to requirement 2")) == 2


async def test_a_remark_added_to_an_answer_changes_nothing_of_it(office: Office) -> None:
    """Two who describe the same violation: both texts are kept, and nobody is disturbed."""
    leader, colleague = await together(office)
    await answer(colleague, "2", Verdict.VIOLATES)
    await colleague.send("14 құрылғы")
    await leader.tap(leader.screen, "q:1:2", force=True)
    await leader.send("Екінші қабатта")
    rows = await office.rows("SELECT remark FROM answer WHERE requirement = '2'")
    assert rows[0]["remark"] == "14 құрылғы\nЕкінші қабатта"
    assert told(colleague, "has changed your answer") == []


@pytest.mark.parametrize("data", OF_THE_LEADER)
async def test_what_only_the_leader_may_do_is_refused_with_a_name(
    office: Office, data: str
) -> None:
    """Header, circumstances, colleagues, finish and cancelling: forged buttons change nothing."""
    _leader, colleague = await together(office)
    before = await office.rows("SELECT version, status FROM inspection")
    await colleague.tap(colleague.screen, data, force=True)
    assert colleague.toast == ONLY_THE_LEADER
    assert await office.rows("SELECT version, status FROM inspection") == before


async def test_a_co_inspector_cannot_bring_a_cancelled_draft_back(office: Office) -> None:
    """The leader cancels: who takes part hears of it, and again when it goes on."""
    leader, colleague = await together(office)
    await leader.send("/cancel")
    await leader.press("Yes, cancel it")
    assert len(told(colleague, f"{LEADER} has cancelled the inspection.")) == 1
    await colleague.tap(colleague.screen, "y:1", force=True)
    assert colleague.toast == ONLY_THE_LEADER
    assert await states(office) == ["cancelled"]

    await leader.tap(leader.screen, "y:1", force=True)
    await colleague.press("▶ Go on", told(colleague, "has brought the inspection back.")[0])
    assert "1 / 8" in colleague.text


async def test_the_review_of_a_co_inspector_says_who_finishes(office: Office) -> None:
    """No button leads where only the leader may go; gaps of the requirements can be filled."""
    leader, colleague = await together(office)
    await answer_rest(colleague, ENGLISH)
    await colleague.tap(colleague.screen, "r:1", force=True)
    assert f"Only {LEADER}, who leads this inspection, finishes it." in colleague.text
    assert "Left to the leader: Appointment act handed over" in colleague.text
    assert f"👥 {LEADER} (leads), {COLLEAGUE}" in colleague.text
    kinds = {str(each["callback_data"]).split(":")[0] for each in colleague.buttons()}
    assert kinds <= {"q", "eo", "u"}
    await leader.tap(leader.screen, "r:1", force=True)
    assert {"Finish", "👥 Co-inspectors"} <= set(leader.labels())


async def test_a_co_inspector_leaves_without_cancelling(office: Office) -> None:
    """/cancel goes home, /continue comes back and says whose the inspection is."""
    leader, colleague = await together(office)
    left = await colleague.send("/cancel")
    assert f"it stays open, and only {LEADER} can cancel it" in left
    assert "Hello" in left
    assert await states(office) == ["draft"]
    await begin_another(colleague)
    await colleague.send("/continue")
    assert [text for text in colleague.labels() if text.startswith(f"👥 {LEADER} · ")]
    await colleague.press("👥")
    assert "1 / 8" in colleague.text
    await leader.send("/continue")
    assert "👥" not in "".join(leader.labels())


async def test_removed_in_the_middle_one_is_at_home(office: Office) -> None:
    """What was answered stays with its author; the next tap, text or photo changes nothing."""
    leader, colleague = await together(office)
    await answer(colleague, "1")
    await unname(leader)
    assert len(told(colleague, f"{LEADER} no longer counts you")) == 1

    refused = await colleague.send("ескерту")
    assert NOBODY_THERE in refused
    assert "Hello" in refused
    await colleague.tap(colleague.screen, "a:1:2:0:complies", force=True)
    assert colleague.toast == NOBODY_THERE
    await colleague.send("/continue")
    assert "There are no open inspections." in colleague.text
    await leader.tap(leader.screen, "q:1:1", force=True)
    assert f"Answered by {COLLEAGUE}" in leader.text
    assert await kept(office, "2") == (None, 0)


async def test_the_wrong_person_learns_nothing(office: Office) -> None:
    """Somebody who takes no part finds the same answer as for an inspection that never was."""
    await together(office)
    await office.hire("supervisor")
    supervisor = office.chat("supervisor")
    for data in (*OF_THE_LEADER, "q:1:1", "a:1:1:0:complies", "r:1", "o:1", "l:1:0"):
        await supervisor.tap(supervisor.messages[-1], data, force=True)
        assert supervisor.toast == NOBODY_THERE, data


async def test_after_a_restart_both_go_on(office: Office) -> None:
    """Place, language and who takes part are in the database."""
    leader, colleague = await together(office)
    await leader.tap(leader.screen, "io:1:0", force=True)
    await office.stop()
    await office.start()
    assert "Who inspects together with you" in await leader.send("/start")
    await colleague.send("/start")
    await answer(colleague, "1")
    assert await kept(office, "1") == ("complies", COLLEAGUE_ID)


@pytest.mark.parametrize("language", list(Language))
async def test_each_is_spoken_to_in_the_own_language(office: Office, language: Language) -> None:
    """What the leader does in English is told to the colleague in Kazakh or Russian."""
    leader, colleague = await together(office, language)
    await answer(leader, "1")
    await colleague.tap(colleague.screen, "q:1:1", force=True)
    said = say(language, "Answered by %(name)s") % {"name": LEADER}
    assert said in colleague.text
    await unname(leader)
    assert say(language, REMOVED) % {"name": LEADER} in colleague.text


async def test_evidence_of_both_is_filed_by_who_sent_it(office: Office) -> None:
    """A reply to an earlier question works on each phone, whatever is open there now."""
    leader, colleague = await together(office)
    question: dict[str, Any] = colleague.screen
    await answer(leader, "2")
    await colleague.send("/lang")
    phones = office.server.phones
    phones.send_photo("inspector", photo(color="teal"), "бірінші")
    phones.send_photo("colleague", photo(color="red"), "екінші", None, question["message_id"])
    await office.settle()
    rows = await office.rows("SELECT requirement, author, status FROM evidence ORDER BY author")
    assert [tuple(row) for row in rows] == [
        ("3", 1002, "stored"),
        ("1", COLLEAGUE_ID, "stored"),
    ]


async def test_at_the_finish_names_are_written_down(office: Office) -> None:
    """A later change of the profile alters no act; who took part finds it in /acts."""
    leader, colleague = await together(office)
    await answer_rest(leader, ENGLISH)
    await leader.tap(leader.screen, "r:1", force=True)
    await finish(leader, ENGLISH)
    rows = await office.rows("SELECT full_name, position FROM participant")
    assert [tuple(row) for row in rows] == [(COLLEAGUE, "бас маман")]
    assert len(told(colleague, f"{LEADER} has finished the inspection: act №")) == 1

    await colleague.send("ескерту")
    assert "finished or cancelled" in colleague.text
    assert "Hello" in colleague.text
    await colleague.send("/acts")
    await colleague.press("📄 №")
    assert "Send to supervisor" not in str(colleague.messages[-1])
    for data in ("as:1", "ax:1", "rw:1", "ra:1", "rr:1", "ca:1"):
        await colleague.tap(colleague.screen, data, force=True)
    assert await states(office) == ["finished"]
