"""What waits for a decision, the lists, and the card of an act."""

from collections.abc import Sequence

import pytest

from bot.domain.act import Edition
from bot.domain.inspection import InspectionStatus
from bot.domain.people import PersonId
from bot.domain.transitions import Action, Part, may
from tests.office import Chat, Office
from tests.telegram.issuing import INSPECTOR, issue, services_of, stores_of
from tests.telegram.reviewing import (
    ACCEPT,
    RETURN,
    SECOND,
    file_of,
    hire_second,
    notices,
    send_to_body,
    status,
    submitted,
)

BUTTONS = {
    Action.SUBMIT: ("Send to supervisor", "Send once more"),
    Action.WITHDRAW: ("Withdraw",),
    Action.ACCEPT: (ACCEPT,),
    Action.RETURN: (RETURN,),
    Action.CORRECT: ("✏ Correct the act",),
    Action.ASK_CORRECTION: ("✋ Ask for a correction",),
    Action.UNLOCK: ("🔓 Unlock for a correction",),
}


async def sent_acts(office: Office, count: int) -> None:
    """So many acts of the inspector, all sent to the supervisor, a minute after each other."""
    await office.hire("inspector", "supervisor")
    services, stores = services_of(office), stores_of(office)
    async with stores.database.transaction():
        inspector = await stores.people.get(INSPECTOR)
        assert inspector is not None
        for _act in range(count):
            draft = await services.inspections.begin(inspector, "digital_mining_pools")
            await stores.database.rows(
                "UPDATE inspection SET status = 'finished', subject_name = 'ЖШС' WHERE id = ?",
                (draft.id,),
            )
            found = await stores.inspections.get(draft.id)
            assert found is not None
            now = services.clock.now()
            record = await stores.acts.add(
                found, 2026, f"c{draft.id}", Edition.RUSSIAN, inspector, now
            )
            await services.submissions.submit(inspector, record.id, [PersonId(1003)])
        await stores.database.rows("DELETE FROM outbox")
        await stores.database.rows(
            "UPDATE submission SET submitted_at = '2026-11-0' || (1 + id / 10) || 'T0' || (id % 10)"
            " || ':00:00+00:00'"
        )


async def test_what_waits_longest_comes_first(office: Office) -> None:
    """Paged, with since when; then there is a way to all acts, and back."""
    await sent_acts(office, 10)
    chat = office.chat("supervisor")
    await chat.send("/acts")
    assert "Waiting for your decision: 10" in chat.text
    assert chat.labels()[0] == "📥 № 2026-000001 · ЖШС"
    assert "№ 2026-000001 · since 1 Nov 2026, 06:00" in chat.text
    await chat.press("▶")
    assert [label for label in chat.labels() if "📥" in label] == [
        "📥 № 2026-000009 · ЖШС",
        "📥 № 2026-000010 · ЖШС",
    ]
    await chat.press("◀")
    await chat.press("📄 All acts")
    assert "Finished acts" in chat.text
    assert "⏳ waits for a decision" in chat.text
    await chat.press("📥 Waiting for your decision: 10")
    assert chat.labels()[0] == "📥 № 2026-000001 · ЖШС"


async def test_the_home_screen_tells_how_many_acts_wait(office: Office) -> None:
    """With a button to them; without any there is none."""
    await submitted(office)
    chat = office.chat("supervisor")
    await chat.send("/start")
    await chat.press("📥 Waiting for your decision: 1")
    await chat.press("📥 № 2026-000001")
    await chat.press(ACCEPT)
    await chat.send("/start")
    assert not any("📥" in label for label in chat.labels())
    inspector = office.chat("inspector")
    await inspector.send("/start")
    assert not any("📥" in label for label in inspector.labels())


async def test_empty_lists_say_what_to_do(office: Office) -> None:
    """No dead ends: each has a way on and a way back."""
    await office.hire("inspector", "supervisor")
    for key in ("inspector", "supervisor"):
        chat = office.chat(key)
        assert "There are no finished acts yet." in await chat.send("/acts")
        assert chat.labels() == ["🆕 New inspection", "◀ Back"]
        await chat.tap(chat.screen, "rl:0", force=True)
        assert "Nothing waits for your decision." in chat.text
        await chat.press("◀ Back")
        assert "Hello" in chat.text


async def test_the_inspectors_list_shows_the_state_of_each_act(office: Office) -> None:
    """Finished, waiting, returned: without opening anything."""
    inspector = await submitted(office)
    await inspector.send("/acts")
    assert "⏳ waits for a decision" in inspector.text
    chat = office.chat("supervisor")
    await chat.press(RETURN, file_of(chat))
    await chat.send("Қате")
    await chat.press(RETURN)
    await inspector.send("/acts")
    assert "↩ returned" in inspector.text


def shown(chat: Chat) -> set[Action]:
    """The actions that a card offers."""
    labels = set(chat.labels())
    return {action for action, words in BUTTONS.items() if labels & set(words)}


def allowed(state: InspectionStatus, part: Part, asked: Sequence[Action]) -> set[Action]:
    """The actions that the rules allow."""
    return {action for action in asked if may(state, action, part)}


@pytest.mark.parametrize(
    "state", [s for s in InspectionStatus if s.value not in {"draft", "cancelled"}]
)
async def test_a_card_offers_what_the_rules_allow_and_nothing_else(
    office: Office, state: InspectionStatus
) -> None:
    """For the leader, a supervisor who received it, and an administrator, in every state."""
    inspector = await submitted(office)
    await office.hire("administrator")
    await office.rows("UPDATE inspection SET status = ? WHERE id = 1", (state.value,))
    people = {
        "inspector": Part.LEADER,
        "supervisor": Part.SUPERVISOR,
        "administrator": Part.ADMINISTRATOR,
    }
    for key, part in people.items():
        chat = office.chat(key)
        await chat.tap(chat.screen, "ao:1", force=True)
        assert shown(chat) == allowed(state, part, list(BUTTONS)), (key, chat.labels())
        for label in ("📄 Send the file", "🌐 Another language", "⏰ Deadlines", "◀ To the list"):
            assert label in chat.labels()
        assert "🔍 What changed" not in chat.labels()
    assert inspector.labels()[-1] == "◀ To the list"


async def test_the_card_tells_everything_about_an_act(office: Office) -> None:
    """Number, subject, inspector, state, to whom it was sent and whether it arrived, deadlines."""
    inspector = await issue(office, violated=True)
    await office.hire("supervisor")
    await hire_second(office)
    office.server.phones.block_bot(SECOND)
    await send_to_body(inspector)
    await inspector.press("📋 About the act")
    for words in (
        "Act № 2026-000001",
        '"A&B" <b>ЖШС</b> 😀',
        "Inspector: Жұмабеков Ерлан, бас маман",
        "1 violation: 1 (minor)",
        "State: ⏳ waits for a decision",
        "Төлегенова Гүлнар, бас маман: ✅ delivered",
        "Ысқақов Дархан, басшы: ⚠️ not delivered: the person has blocked the bot",
        "Terms: 1 open",
    ):
        assert words in inspector.text, inspector.text


async def test_the_card_shows_the_last_decision_with_its_remark(office: Office) -> None:
    """Who, when, what is to be corrected and why."""
    await submitted(office)
    chat = office.chat("supervisor")
    await chat.press(RETURN, file_of(chat))
    await chat.press("⬜️ ❌ 1.")
    await chat.send("Суреті <b>жоқ</b> & анық емес")
    await chat.press(RETURN)
    inspector = office.chat("inspector")
    await inspector.press("📋 About the act", notices(inspector, "Returned by")[0])
    for words in (
        "State: ↩ returned",
        "↩ Returned by Төлегенова Гүлнар",
        "To be corrected: 1",
        "💬 Суреті <b>жоқ</b> & анық емес",
    ):
        assert words in inspector.text


async def test_a_whole_state_body_is_chosen_with_one_tap(office: Office) -> None:
    """Its supervisors come first, however they typed its name; others are not among them."""
    await office.hire("supervisor", "administrator")
    await hire_second(office)
    await office.rows("UPDATE person SET state_body = 'Басқа', full_name = 'Аа' WHERE id = 1001")
    chat = await issue(office)
    await chat.press("Send to supervisor", chat.documents[0])
    assert chat.labels()[0].startswith("⬜️ All of Цифрлық активтер")
    assert chat.labels()[0].endswith("(2)")
    assert [label[:7] for label in chat.labels()[1:4]] == ["⬜️ Төле", "⬜️ Ысқа", "⬜️ Аа, "]
    await chat.press("⬜️ All of")
    assert [label[:2] for label in chat.labels()[:4]] == ["☑️", "☑️", "☑️", "⬜️"]
    await chat.press("☑️ All of")
    assert "Send to supervisor" not in chat.labels()
    await chat.press("⬜️ All of")
    await chat.press("Send to supervisor")
    rows = await office.rows("SELECT supervisor FROM submission ORDER BY supervisor")
    assert [row[0] for row in rows] == [1003, 1004]


async def test_a_decided_act_is_sent_to_nobody_else(office: Office) -> None:
    """Neither by an old button under the file nor by one of the card."""
    inspector = await submitted(office)
    chat = office.chat("supervisor")
    await chat.press(ACCEPT, file_of(chat))
    await inspector.send("/cancel")
    for data in ("as:1", "ax:1", "rw:1"):
        await inspector.tap(inspector.documents[0], data, force=True)
        assert "accepted" in inspector.toast.lower()
    assert await status(office) == "accepted"
    assert len(await office.rows("SELECT 1 FROM submission")) == 2
