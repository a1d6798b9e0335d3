"""Corrections of accepted acts: asked for by the inspector, decided by a supervisor."""

import json
from datetime import datetime

import pytest

from bot.domain.act import ActId
from bot.domain.errors import AskSettled, BrokenRule, ScreenIsStale
from bot.domain.inspection import Inspection, InspectionStatus
from bot.domain.language import Language
from bot.domain.people import Person, PersonId
from bot.services.corrections import Corrections
from tests.office import Chat, Office
from tests.telegram.correcting import audited, statuses
from tests.telegram.issuing import services_of, stores_of
from tests.telegram.reviewing import (
    SECOND,
    both_tap,
    file_of,
    notices,
    status,
    steps,
    submitted,
)
from tests.telegram.walking import finish, say

WORDS = "<b>&amp; қате 😀"
ASKED = "A correction is asked for by"
ACT = ActId(1)


async def accepted(office: Office) -> Chat:
    """The inspector's chat, after one of two supervisors accepted the act."""
    chat = await submitted(office)
    supervisor = office.chat("supervisor")
    await supervisor.press("✅ Accept", file_of(supervisor))
    return chat


async def asked(office: Office, words: str = WORDS) -> Chat:
    """The inspector's chat, after a correction was asked for."""
    chat = await accepted(office)
    await chat.send("/acts")
    await chat.press("📄")
    await chat.press("✋ Ask for a correction")
    await chat.send(words)
    return chat


async def test_a_request_goes_to_everybody_who_received_the_act(office: Office) -> None:
    """With the inspector's words and both buttons; the card says that it waits."""
    chat = await asked(office)
    assert "The request was sent to: " in chat.screen["text"]
    assert "Төлегенова Гүлнар" in chat.screen["text"]
    assert ASKED in chat.screen["text"]
    for key in ("supervisor", SECOND):
        (notice,) = notices(office.chat(key), ASKED)
        assert WORDS in notice["text"]
        assert office.chat(key).labels(notice)[:2] == [
            "🔓 Unlock for a correction",
            "Decline the correction",
        ]
    assert await status(office) == "accepted"
    (told,) = await audited(office, "act_correction_asked")
    assert json.loads(told)["remark"] == WORDS
    await chat.tap(chat.screen, "ck:1", force=True)
    assert "You have asked for this correction already" in chat.toast


async def test_unlocked_with_one_tap_and_corrected(office: Office) -> None:
    """The inspector's words are the reason; he is told, and corrects with one tap."""
    chat = await asked(office)
    supervisor = office.chat("supervisor")
    (notice,) = notices(supervisor, ASKED)
    await supervisor.press("🔓 Unlock for a correction", notice)
    assert WORDS in supervisor.screen["text"]
    await supervisor.press("🔓 Unlock for this reason")
    assert "Unlocked. The inspector is told." in supervisor.toast
    assert await status(office) == "returned"
    assert [step for step, _author in await steps(office)] == [
        "accepted",
        "correction_asked",
        "unlocked",
    ]
    (told,) = notices(chat, "Unlocked for a correction by")
    assert WORDS in told["text"]
    assert notices(office.chat(SECOND), "Unlocked for a correction by")
    await chat.press("✏ Correct the act", told)
    assert "Correction of act № 2026-000001, revision 2" in chat.screen["text"]
    await finish(chat, Language.ENGLISH)
    assert await statuses(office) == [("superseded", 1), ("finished", 2)]
    found = await office.rows("SELECT correction_reason AS why FROM inspection WHERE id = 2")
    assert found[0]["why"] == WORDS


async def test_a_supervisor_unlocks_without_being_asked(office: Office) -> None:
    """From the card, with words of the own; over a restart, and without a reason never."""
    await accepted(office)
    supervisor = office.chat("supervisor")
    await supervisor.send("/acts")
    await supervisor.press("📄")
    await supervisor.press("🔓 Unlock for a correction")
    assert "🔓 Unlock for this reason" not in supervisor.labels()
    await supervisor.tap(supervisor.screen, "ce:1", force=True)
    assert supervisor.toast == "No correction of this act is asked for."
    await office.stop()
    await office.start()
    assert "1001 characters" in await supervisor.send("ә" * 1001)
    await supervisor.send(WORDS)
    assert "State: ↩ returned" in supervisor.screen["text"]
    (told,) = await audited(office, "act_unlocked")
    assert json.loads(told) | {"from": "accepted", "to": "returned", "remark": WORDS} == json.loads(
        told
    )


async def test_declined_and_asked_once_more(office: Office) -> None:
    """The inspector is told, the act stays accepted, and another request can follow."""
    chat = await asked(office)
    supervisor = office.chat("supervisor")
    (notice,) = notices(supervisor, ASKED)
    await supervisor.press("Decline the correction", notice)
    assert supervisor.toast == "Declined. The inspector is told."
    assert notices(chat, "The correction was declined by")
    assert notices(office.chat(SECOND), "The correction was declined by")
    assert await status(office) == "accepted"
    await supervisor.tap(supervisor.screen, "cd:1", force=True)
    assert "has declined this correction already" in supervisor.toast
    await chat.tap(chat.screen, "ck:1", force=True)
    await chat.send("once more")
    assert "The request was sent to: " in chat.screen["text"]


@pytest.mark.parametrize("first", ["cd:1", "ce:1"])
async def test_of_two_supervisors_the_first_one_decides(office: Office, first: str) -> None:
    """The other one hears what holds; also who is in the middle of writing a reason."""
    await asked(office)
    one, other = office.chat("supervisor"), office.chat(SECOND)
    (notice,) = notices(other, ASKED)
    await other.press("🔓 Unlock for a correction", notice)
    (own,) = notices(one, ASKED)
    await one.tap(own, first, force=True)
    words = "has unlocked this act" if first == "ce:1" else "has declined this correction"
    assert f"Төлегенова Гүлнар {words}" in await other.send("my own words")
    for data in ("cd:1", "ce:1"):
        await other.tap(other.messages[-1], data, force=True)
        assert f"Төлегенова Гүлнар {words}" in other.toast
    assert len(await audited(office, "act_unlocked")) == (first == "ce:1")
    assert await status(office) == ("returned" if first == "ce:1" else "accepted")


@pytest.mark.case(20)
@pytest.mark.parametrize("turn", range(2))
async def test_two_supervisors_decide_at_the_same_moment(office: Office, turn: int) -> None:
    """One of the two counts, the other one hears which; the inspector is told once."""
    chat = await asked(office)
    pair = [office.chat("supervisor"), office.chat(SECOND)]
    one, other = reversed(pair) if turn else pair
    await both_tap(office, (one, "ce:1"), (other, "cd:1"))
    (taken,) = [step for step, _author in await steps(office)][2:]
    assert await status(office) == {"unlocked": "returned"}.get(taken, "accepted")
    assert sorted(len(each.toast) > 50 for each in (one, other)) == [False, True]
    told = ("Unlocked for a correction by", "The correction was declined by")
    assert sum(len(notices(chat, words)) for words in told) == 1


async def test_everybody_is_told_in_the_own_language(office: Office) -> None:
    """A request typed in one language goes round with words in another."""
    chat = await accepted(office)
    await office.rows("UPDATE person SET language = 'kk', language_chosen = 1 WHERE id = 1003")
    await office.rows("UPDATE person SET language = 'ru', language_chosen = 1 WHERE id = 1004")
    await chat.tap(chat.screen, "ck:1", force=True)
    await chat.send(WORDS)
    languages = {"supervisor": Language.KAZAKH, SECOND: Language.RUSSIAN}
    for key, language in languages.items():
        (notice,) = notices(office.chat(key), WORDS)
        words = say(language, "Decline the correction")
        assert words != "Decline the correction"
        assert words in office.chat(key).labels(notice)


async def test_without_a_supervisor_the_administrators_decide(office: Office) -> None:
    """Those who received the act have left; an administrator unlocks."""
    await office.hire("administrator")
    chat = await accepted(office)
    await office.rows("UPDATE person SET role = NULL, active = 0 WHERE id IN (1003, 1004)")
    await chat.tap(chat.screen, "ck:1", force=True)
    await chat.send(WORDS)
    administrator = office.chat("administrator")
    (notice,) = notices(administrator, ASKED)
    await administrator.press("🔓 Unlock for a correction", notice)
    await administrator.press("🔓 Unlock for this reason")
    assert await status(office) == "returned"


async def test_wrong_people_and_old_buttons(office: Office) -> None:
    """The inspector decides on nothing of the own; strangers learn nothing."""
    chat = await asked(office)
    for data in ("cl:1", "cd:1", "ce:1"):
        await chat.tap(chat.screen, data, force=True)
        assert chat.toast == "Your role does not allow this."
    await office.rows("DELETE FROM submission WHERE supervisor = 1004")
    other = office.chat(SECOND)
    for data in ("cl:1", "cd:1", "ce:1", "ck:1", "cv:1"):
        await other.tap(other.messages[-1], data, force=True)
        assert other.toast == "There is no such act."
    await office.rows("UPDATE inspection SET status = 'submitted' WHERE id = 1")
    supervisor = office.chat("supervisor")
    for data in ("cl:1", "cd:1"):
        await supervisor.tap(supervisor.messages[-1], data, force=True)
        assert "is with the supervisors at present" in supervisor.toast
    await chat.tap(chat.screen, "ck:1", force=True)
    assert "is with the supervisors at present" in chat.toast
    assert [step for step, _author in await steps(office)] == ["accepted", "correction_asked"]


@pytest.mark.parametrize(
    ("slow", "fast"),
    [
        ("ask", "ask"),
        ("unlock", "unlock"),
        ("unlock", "decline"),
        ("decline", "unlock"),
        ("decline", "decline"),
    ],
)
async def test_of_two_that_read_before_either_writes_one_wins(
    office: Office, slow: str, fast: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state and its version are compared when it is written, not when it was read."""
    is_first_request = slow == "ask"
    await (accepted(office) if is_first_request else asked(office))
    stores, corrections = stores_of(office), services_of(office).corrections
    move = stores.inspections.move

    async def meanwhile(inspection: Inspection, after: InspectionStatus, now: datetime) -> bool:
        """The slow one has read and is about to write: the fast one does all of it now."""
        monkeypatch.setattr(stores.inspections, "move", move)
        await _do(corrections, fast, people[2])
        return await move(inspection, after, now)

    monkeypatch.setattr(stores.inspections, "move", meanwhile)
    error: type[BrokenRule] = ScreenIsStale if is_first_request else AskSettled
    async with stores.database.transaction():
        found = [await stores.people.get(PersonId(number)) for number in (1002, 1003, 1004)]
        people = [each for each in found if each]
        if is_first_request:
            people[2] = people[0]
        with pytest.raises(error):
            await _do(corrections, slow, people[0] if is_first_request else people[1])
    done = {"unlock": "unlocked", "decline": "correction_declined", "ask": "correction_asked"}
    taken = [step for step, _author in await steps(office)]
    assert taken == ["accepted", *([] if is_first_request else ["correction_asked"]), done[fast]]


async def _do(corrections: Corrections, what: str, person: Person) -> None:
    if what == "unlock":
        await corrections.unlock(person, ACT, None, as_asked=True)
    elif what == "decline":
        await corrections.decline(person, ACT)
    else:
        await corrections.ask(person, ACT, WORDS)
