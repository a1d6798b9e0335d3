"""Accepting acts: what a supervisor gets, one tap, and what everybody hears of it."""

import json

import pytest

from bot.domain.language import Language
from tests.office import Office
from tests.telegram.issuing import issue
from tests.telegram.reviewing import (
    ACCEPT,
    RETURN,
    SECOND,
    caption,
    file_of,
    notices,
    send_to_body,
    status,
    steps,
    submitted,
)

ENGLISH = Language.ENGLISH


async def test_a_supervisor_gets_the_act_with_all_that_is_needed_to_decide(office: Office) -> None:
    """Number, subject, inspector, violations with their severity, and the two buttons."""
    await submitted(office)
    chat = office.chat("supervisor")
    text = caption(chat)
    for words in (
        "New act from: Жұмабеков Ерлан, бас маман",
        "Act № 2026-000001",
        '"A&B" <b>ЖШС</b> 😀',
        "1 violation: 1 (minor)",
    ):
        assert words in text
    buttons = chat.buttons(file_of(chat))
    assert [(b["text"], b.get("style")) for b in buttons[:2]] == [
        (ACCEPT, "success"),
        (RETURN, "danger"),
    ]
    assert "🔍 What changed" not in chat.labels(file_of(chat))


async def test_one_tap_accepts_and_everybody_sees_it(office: Office) -> None:
    """Each supervisor's message is edited in place, the other one and the inspector are told."""
    inspector = await submitted(office)
    first, second = office.chat("supervisor"), office.chat(SECOND)
    await first.press(ACCEPT, file_of(first))

    assert first.toast == "Accepted. The inspector is told."
    assert await status(office) == "accepted"
    assert await steps(office) == [("accepted", 1003)]
    for chat in (first, second):
        assert "✅ Accepted by Төлегенова Гүлнар, бас маман" in caption(chat)
        assert not {ACCEPT, RETURN} & set(chat.labels(file_of(chat)))
    assert len(notices(second, "Accepted by Төлегенова")) == 1
    assert notices(first, "Accepted by") == []
    assert len(notices(inspector, "Accepted by Төлегенова")) == 1
    assert len(first.documents) == len(second.documents) == 2


async def test_a_decision_is_audited_with_the_state_before_and_after(office: Office) -> None:
    """Who did what to which act, and what it was before."""
    await submitted(office)
    chat = office.chat("supervisor")
    await chat.press(ACCEPT, file_of(chat))
    rows = await office.rows(
        "SELECT action, actor, details FROM audit WHERE action IN ('act_submitted', 'act_accepted')"
    )
    found = [(row["action"], row["actor"], json.loads(row["details"])) for row in rows]
    told = [(action, actor, more["from"], more["to"]) for action, actor, more in found]
    assert told == [
        ("act_submitted", 1002, "finished", "submitted"),
        ("act_submitted", 1002, "finished", "submitted"),
        ("act_accepted", 1003, "submitted", "accepted"),
    ]


async def test_each_supervisor_reads_the_decision_in_the_own_language(office: Office) -> None:
    """The edit speaks the language of its reader, not of who decided."""
    await submitted(office)
    second, first = office.chat(SECOND), office.chat("supervisor")
    await second.tap(second.screen, "lang:ru", force=True)
    await first.press(ACCEPT, file_of(first))
    assert "Утверждено: Төлегенова Гүлнар" in caption(second)
    assert "Accepted by" in caption(first)


@pytest.mark.case(20)
async def test_a_double_tap_on_accept_changes_nothing_twice(office: Office) -> None:
    """One decision, one notice to each."""
    inspector = await submitted(office)
    chat = office.chat("supervisor")
    await chat.press(ACCEPT, file_of(chat))
    await chat.tap(file_of(chat), "ra:1", force=True)
    assert "already" in chat.toast
    assert await steps(office) == [("accepted", 1003)]
    assert len(notices(inspector, "Accepted by")) == 1
    assert len(notices(office.chat(SECOND), "Accepted by")) == 1


async def test_who_comes_second_sees_who_decided_and_how(office: Office) -> None:
    """An alert with the name, and the act's card as it is now."""
    await submitted(office)
    first, second = office.chat("supervisor"), office.chat(SECOND)
    await first.press(ACCEPT, file_of(first))
    for data in ("ra:1", "rr:1", "rb:1", "rt:1:1", "rp:1:0"):
        await second.tap(file_of(second), data, force=True)
        assert "Accepted by Төлегенова Гүлнар" in second.toast
        assert "State: ✅ accepted" in second.text
    assert await steps(office) == [("accepted", 1003)]
    assert await status(office) == "accepted"


async def test_nobody_decides_about_an_act_of_his_own(office: Office) -> None:
    """An administrator who inspects may do everything but this, and so may a co-inspector."""
    await office.hire("supervisor", "administrator")
    inspector = await issue(office)
    await office.rows("UPDATE person SET role = 'admin' WHERE id = 1002")
    await office.rows(
        "INSERT INTO participant (inspection, person, joined_at) VALUES (1, 1001, '2026-01-01')"
    )
    await inspector.tap(inspector.documents[0], "as:1", force=True)
    assert not any("Сәрсенова" in label for label in inspector.labels())
    await inspector.tap(inspector.screen, "ax:1", force=True)
    colleague = office.chat("administrator")
    for chat in (inspector, colleague):
        await chat.send("/acts")
        await chat.press("📄 № 2026-000001")
        assert ACCEPT not in chat.labels()
        for data in ("ra:1", "rr:1", "rb:1"):
            await chat.tap(chat.screen, data, force=True)
            assert chat.toast == "Your role does not allow this."
    assert await status(office) == "submitted"
    assert await steps(office) == []


async def test_an_administrator_may_decide_about_an_act_sent_to_others(office: Office) -> None:
    """From the card; the supervisors see it on their messages."""
    inspector = await submitted(office)
    await office.hire("administrator")
    chat = office.chat("administrator")
    await chat.send("/acts")
    await chat.press("📄 № 2026-000001")
    await chat.press(ACCEPT)
    assert "State: ✅ accepted" in chat.text
    assert "Accepted by Сәрсенова Айгүл" in caption(office.chat("supervisor"))
    assert len(notices(inspector, "Accepted by Сәрсенова")) == 1


async def test_a_removed_supervisor_decides_nothing(office: Office) -> None:
    """The buttons under an old file are dead, and the others still decide."""
    await submitted(office)
    first, second = office.chat("supervisor"), office.chat(SECOND)
    await office.rows("UPDATE person SET role = NULL, active = 0 WHERE id = 1003")
    for data in ("ra:1", "rr:1", "rb:1"):
        await first.tap(file_of(first), data, force=True)
        assert "invited staff only" in first.toast
    assert await status(office) == "submitted"
    before = caption(first)
    await second.press(ACCEPT, file_of(second))
    assert caption(first) == before
    assert await steps(office) == [("accepted", 1004)]


async def test_a_supervisor_who_became_an_inspector_decides_nothing(office: Office) -> None:
    """A role that was changed counts at once."""
    await submitted(office)
    chat = office.chat("supervisor")
    await office.rows("UPDATE person SET role = 'inspector' WHERE id = 1003")
    await chat.tap(file_of(chat), "ra:1", force=True)
    assert chat.toast == "There is no such act."
    assert await status(office) == "submitted"


async def test_an_inspector_who_blocked_the_bot_holds_up_nothing(office: Office) -> None:
    """The decision stands; the inspector hears of it when the bot is opened again."""
    inspector = await submitted(office)
    office.server.phones.block_bot("inspector")
    chat = office.chat("supervisor")
    await chat.press(ACCEPT, file_of(chat))
    assert await status(office) == "accepted"
    office.server.phones.start("inspector")
    await office.settle()
    assert len(notices(inspector, "Accepted by")) == 1


async def test_a_second_supervisor_who_blocked_the_bot_sees_the_truth_later(office: Office) -> None:
    """The edit waits; the buttons of yesterday are gone when the bot is opened again."""
    await submitted(office)
    first, second = office.chat("supervisor"), office.chat(SECOND)
    office.server.phones.block_bot(SECOND)
    await first.press(ACCEPT, file_of(first))
    assert ACCEPT in second.labels(file_of(second))
    office.server.phones.start(SECOND)
    await office.settle()
    assert ACCEPT not in second.labels(file_of(second))
    assert "Accepted by Төлегенова" in caption(second)


async def test_an_act_sent_once_more_lives_in_its_newest_message(office: Office) -> None:
    """The older message of the same supervisor loses its buttons; only the new one is edited."""
    inspector = await submitted(office, violated=False)
    chat = office.chat("supervisor")
    old = file_of(chat)["message_id"]
    await send_to_body(inspector)
    assert len(chat.documents) == 2
    assert chat.labels(chat.documents[0]) == []
    await chat.tap(chat.documents[0], "ra:1", force=True)
    assert await status(office) == "accepted"
    assert old != file_of(chat)["message_id"]
    assert "Accepted by" in caption(chat)
    assert "Accepted by" not in chat.documents[0]["caption"]


async def test_the_name_of_who_decides_can_be_anything(office: Office) -> None:
    """HTML in a name is text, everywhere it is said."""
    await submitted(office)
    await office.rows("UPDATE person SET full_name = '<b>&😀' WHERE id = 1003")
    chat = office.chat("supervisor")
    await chat.press(ACCEPT, file_of(chat))
    second = office.chat(SECOND)
    await second.tap(file_of(second), "ra:1", force=True)
    assert "Accepted by <b>&😀" in second.toast
    assert "Accepted by <b>&😀" in caption(second)
