"""Corrections: the next revision of an act, begun by tap, with the one before kept as it was."""

import json
from functools import partial

import pytest

from bot.domain.language import Language
from tests.office import Office
from tests.telegram.correcting import (
    REASON,
    VIOLATED,
    audited,
    correct,
    correct_and_finish,
    names,
    put_right,
    read,
    statuses,
    with_act,
)
from tests.telegram.reviewing import RETURN, SECOND, file_of, send_to_body, submitted
from tests.telegram.walking import REMARK, begin, finish, photo, say

ENGLISH = Language.ENGLISH


async def test_a_correction_is_the_next_revision_of_the_same_act(office: Office) -> None:
    """Reason, one answer changed, finished: same number, and the old one is superseded."""
    chat = await with_act(office)
    review = await correct(chat)
    assert "Correction of act № 2026-000001, revision 2" in review
    assert await statuses(office) == [("finished", 1), ("draft", 2)]
    await put_right(chat)
    await finish(chat, ENGLISH)
    assert await statuses(office) == [("superseded", 1), ("finished", 2)]
    assert names(chat)[-1] == "act-2026-000001-r2-en.pdf"
    printed = read(chat, chat.documents[-1])
    assert "No. 2026-000001 (revision 2" in printed
    assert "Supersedes revision 1 of" in printed
    assert "Reason for the correction: <b>&amp; «қате»" in printed
    assert "Corrected by: Жұмабеков Ерлан, бас маман" in printed
    (told,) = await audited(office, "act_superseded")
    assert json.loads(told)["from"] == "finished"
    assert json.loads(told)["to"] == "superseded"
    assert json.loads((await audited(office, "correction_begun"))[0])["reason"] == REASON


async def test_the_order_is_printed_anew_and_the_old_files_stay(office: Office) -> None:
    """Both documents of the new revision arrive; a reprint of the old one is the same bytes."""
    chat = await with_act(office)
    before = [chat.file(message) for message in chat.documents]
    await correct(chat)
    await chat.tap(chat.screen, f"q:2:{VIOLATED}", force=True)
    await chat.send("one more word")
    await chat.tap(chat.screen, "r:2", force=True)
    await finish(chat, ENGLISH)
    assert names(chat)[2:] == ["act-2026-000001-r2-en.pdf", "order-2026-000001-r2-en.pdf"]
    assert "one more word" in read(chat, chat.documents[2])
    assert "Supersedes revision 1" in read(chat, chat.documents[3])
    await chat.tap(chat.screen, "af:1", force=True)
    assert [chat.file(message) for message in chat.documents[-2:]] == before
    assert "Supersedes" not in read(chat, chat.documents[-1])


@pytest.mark.parametrize("document", [0, 1])
async def test_an_old_print_is_called_superseded(office: Office, document: int) -> None:
    """The act as well as the order; the new ones are genuine."""
    chat = await with_act(office)
    old = chat.file(chat.documents[document])
    await correct_and_finish(chat)
    new = chat.file(chat.documents[-1])
    for content, verdict in ((old, "superseded: act"), (new, "✅ Genuine")):
        await chat.send("/verify")
        send = partial(chat.phones.send_document, "inspector", content, "act.pdf")
        await chat.do(partial(send, "application/pdf"))
        assert any(verdict in str(message.get("text")) for message in chat.messages[-3:])


async def test_the_draft_says_what_it_is_wherever_it_is_shown(office: Office) -> None:
    """In the list of drafts, in the question, in the review, and when it is cancelled."""
    chat = await with_act(office)
    await correct(chat)
    await begin(chat)
    await chat.send("/continue")
    assert any("✏ revision 2" in label for label in chat.labels())
    await chat.press("✏ revision 2")
    await chat.tap(chat.screen, "q:2:1", force=True)
    assert chat.screen["text"].startswith("✏ Correction of act № 2026-000001, revision 2\n")
    assert "↩" not in " ".join(chat.labels())
    await chat.tap(chat.screen, "u:2:1:0", force=True)  # nothing was answered here that could go
    assert "out of date" in chat.toast
    assert (await office.rows("SELECT SUM(version) AS taps FROM answer WHERE inspection = 2"))[0][
        "taps"
    ] == 0


async def test_a_cancelled_correction_leaves_the_act_as_it_was(office: Office) -> None:
    """It can be brought back, unless another one was begun meanwhile."""
    chat = await with_act(office)
    await correct(chat)
    await chat.send("/cancel")
    assert "The act stays as it is" in chat.screen["text"]
    await chat.press("Yes, cancel it")
    assert "The correction is cancelled; the act stays as it is." in chat.text
    assert await statuses(office) == [("finished", 1), ("cancelled", 2)]
    way_back = chat.messages[-1]
    await chat.press("↩ Bring it back", way_back)
    assert await statuses(office) == [("finished", 1), ("draft", 2)]
    await chat.tap(chat.screen, "x:2", force=True)
    await correct(chat)
    assert await statuses(office) == [("finished", 1), ("cancelled", 2), ("draft", 2)]
    await chat.tap(chat.screen, "y:2", force=True)
    assert "out of date" in chat.toast
    assert await statuses(office) == [("finished", 1), ("cancelled", 2), ("draft", 2)]


async def test_two_devices_open_one_correction(office: Office) -> None:
    """A second tap, and a second reason, lead into the draft that is there already."""
    chat = await with_act(office)
    await correct(chat)
    assert "Correction of act" in await chat.tap(chat.screen, "ca:1", force=True)
    await chat.tap(chat.screen, "cr:1:3", force=True)
    assert chat.screen["text"].startswith("✏ Correction of act")
    assert "3." in chat.screen["text"]
    assert await statuses(office) == [("finished", 1), ("draft", 2)]
    await chat.tap(chat.screen, "cr:1:77", force=True)
    assert "out of date" in chat.toast


async def test_a_reason_is_waited_for_over_a_restart(office: Office) -> None:
    """The dialog stays open; too much, nothing and a photo are no reasons; /cancel goes back."""
    chat = await with_act(office)
    await chat.tap(chat.screen, "cr:1:3", force=True)
    assert "Write the reason" in chat.screen["text"]
    await office.stop()
    await office.start()
    assert "1001 characters" in await chat.send("ә" * 1001)
    assert "no visible text" in await chat.send("\u200b")
    await chat.do(lambda: chat.phones.send_photo("inspector", photo()))
    assert "write the reason as text" in chat.text
    assert await statuses(office) == [("finished", 1)]
    assert "Hello" in await chat.send("/cancel")
    await chat.tap(chat.screen, "cr:1:3", force=True)
    question = await chat.send("ә" * 1000)
    assert question.startswith("✏ Correction of act")
    assert (await office.rows("SELECT correction_reason AS why FROM inspection WHERE id = 2"))[0][
        "why"
    ] == "ә" * 1000


async def test_a_returned_act_is_corrected_with_one_tap(office: Office) -> None:
    """What the supervisor said is the reason; the button opens exactly the requirement named."""
    chat = await submitted(office)
    supervisor = office.chat("supervisor")
    await supervisor.press(RETURN, file_of(supervisor))
    await supervisor.send("Қате <b>бар")
    await supervisor.tap(supervisor.screen, "rt:1:3", force=True)
    await supervisor.tap(supervisor.screen, "rb:1", force=True)
    told = next(m for m in reversed(chat.messages) if "Returned by" in str(m.get("text", "")))
    await chat.press("✏ Requirement 3", told)
    assert "3." in chat.screen["text"]
    assert (await office.rows("SELECT correction_reason AS why FROM inspection WHERE id = 2"))[0][
        "why"
    ] == "№ 3: Қате <b>бар"
    await chat.press("➖" if "➖ Not applicable" in chat.labels() else "❌")
    await chat.tap(chat.screen, "r:2", force=True)
    await finish(chat, ENGLISH)
    assert await statuses(office) == [("superseded", 1), ("finished", 2)]
    assert "Superseded by a newer revision" in file_of(supervisor)["caption"]


async def test_what_was_submitted_meanwhile_is_not_superseded(office: Office) -> None:
    """The draft is kept, and can be finished once the act is back."""
    chat = await submitted(office)
    await chat.tap(chat.documents[0], "rw:1", force=True)
    await correct(chat)
    await office.rows("UPDATE inspection SET status = 'submitted' WHERE id = 1")
    await finish(chat, ENGLISH)
    assert "is with the supervisors at present" in chat.toast
    assert await statuses(office) == [("submitted", 1), ("draft", 2)]
    await office.rows("UPDATE inspection SET status = 'accepted' WHERE id = 1")
    await chat.press("English")
    assert "was accepted meanwhile" in chat.toast
    await office.rows("UPDATE inspection SET status = 'returned' WHERE id = 1")
    await chat.press("English")
    assert await statuses(office) == [("superseded", 1), ("finished", 2)]


async def test_an_act_that_is_being_corrected_is_not_sent(office: Office) -> None:
    """Who sends the old revision while a new one is under way hears what to do first."""
    chat = await submitted(office)
    await chat.tap(chat.documents[0], "rw:1", force=True)
    await correct(chat)
    await send_to_body(chat)
    assert "This act is being corrected" in chat.toast
    assert await statuses(office) == [("finished", 1), ("draft", 2)]


@pytest.mark.parametrize("key", ["supervisor", "administrator"])
async def test_only_who_inspects_corrects(office: Office, key: str) -> None:
    """Neither buttons nor guesses help somebody else."""
    await submitted(office)
    await office.hire("administrator")
    stranger = office.chat(key)
    for data in ("ca:1", "cr:1:3", "ck:1"):
        await stranger.tap(stranger.messages[-1], data, force=True)
        assert stranger.toast == "Your role does not allow this."
    await stranger.tap(stranger.messages[-1], "ca:9", force=True)
    assert stranger.toast == "There is no such act."
    assert await statuses(office) == [("submitted", 1)]


async def test_a_co_inspector_only_goes_on_with_a_correction(office: Office) -> None:
    """Beginning one is for who leads; once it is open, the colleague answers in it as well."""
    chat = await submitted(office)
    await chat.tap(chat.documents[0], "rw:1", force=True)
    await office.rows("DELETE FROM submission")
    await office.rows(
        "INSERT INTO participant (inspection, person, joined_at) VALUES (1, 1004, '2026')"
    )
    colleague = office.chat(SECOND)
    await colleague.tap(colleague.messages[-1], "ca:1", force=True)
    assert colleague.toast == "Your role does not allow this."
    await correct(chat)
    await colleague.tap(colleague.messages[-1], "cr:1:2", force=True)
    assert "Correction of act № 2026-000001, revision 2" in colleague.screen["text"]
    found = await office.rows("SELECT person FROM participant WHERE inspection = 2")
    assert [row["person"] for row in found] == [1004]


@pytest.mark.parametrize("language", list(Language))
async def test_the_list_of_differences(office: Office, language: Language) -> None:
    """By requirement, from what to what; also for a supervisor who has the new revision."""
    chat = await with_act(office, language)
    await correct(chat)
    await chat.tap(chat.screen, f"q:2:{VIOLATED}", force=True)
    await chat.press("✅")
    await chat.tap(chat.screen, "h:2:subject_name", force=True)
    await chat.send("Жаңа <i>атау")
    await chat.tap(chat.screen, "r:2", force=True)
    await finish(chat, language)
    await chat.tap(chat.screen, "cv:2", force=True)
    shown = chat.screen["text"]
    assert "→ Жаңа <i>атау" in shown
    assert say(language, "Requirement %(number)s") % {"number": VIOLATED} in shown
    assert "❌" in shown
    assert "✅" in shown
    assert REASON in shown
    assert REMARK not in shown
    await chat.tap(chat.screen, "cv:1", force=True)
    assert chat.toast == say(language, "There is no such act.")


async def test_terms_of_the_former_revision_are_kept(office: Office) -> None:
    """They were granted when that was handed over; another term needs ten days again."""
    chat = await with_act(office)
    await office.rows("UPDATE measure SET due = '2026-01-20'")
    await correct(chat)
    await finish(chat, ENGLISH)
    assert await statuses(office) == [("superseded", 1), ("finished", 2)]
    await correct(chat, 2)
    await office.rows("UPDATE measure SET due = '2026-01-21' WHERE inspection = 3")
    await chat.tap(chat.screen, "r:3", force=True)
    await finish(chat, ENGLISH)
    assert "at least ten calendar days" in chat.toast
    assert f"{VIOLATED}." in chat.screen["text"]
    assert (await statuses(office))[-1] == ("draft", 3)


async def test_the_visible_list_shows_both_revisions(office: Office) -> None:
    """The older one is marked."""
    chat = await with_act(office)
    await correct_and_finish(chat)
    await chat.send("/acts")
    shown = chat.screen["text"]
    assert shown.count("№ 2026-000001") >= 2
    assert "superseded" in shown
