"""Four persons at once, over HTTP: two inspectors on their phones, and those who decide."""

import asyncio
from typing import Any

import pytest

from bot.domain.checklist import Verdict
from bot.domain.language import Language
from tests.office import Chat, Office
from tests.telegram.issuing import stores_of
from tests.telegram.reviewing import ACCEPT, RETURN, caption, file_of, notices
from tests.telegram.walking import REMARK, answer_rest, begin_filled, finish, label, photo

ENGLISH = Language.ENGLISH
VIOLATES, COMPLIES = label(ENGLISH, Verdict.VIOLATES), label(ENGLISH, Verdict.COMPLIES)
OBJECTION = "Екінші талап: <b>&</b> 😀 құжат бар"


def last(chat: Chat, words: str) -> dict[str, Any]:
    """The last message that says this."""
    return notices(chat, words)[-1]


async def inspect_together(office: Office, inspector: Chat, colleague: Chat) -> None:
    """Both answer the first requirement at once, then each another one."""
    await inspector.press("☰")
    await inspector.press("👥 Co-inspectors")
    await inspector.press("⬜️ Оспанов")
    await inspector.press("▶ Go on")
    await colleague.press("▶ Go on", last(colleague, "named you as co-inspector"))
    await asyncio.gather(inspector.press(VIOLATES), colleague.press(COMPLIES))
    answers = await office.rows("SELECT version, author FROM answer")
    assert [row["version"] for row in answers] == [1], "one of the two counts"
    late, first = (
        (colleague, "Жұмабеков") if answers[0]["author"] == 1002 else (inspector, "Оспанов")
    )
    assert first in late.toast

    await colleague.tap(colleague.screen, "q:1:2", force=True)
    await colleague.press(VIOLATES)
    await colleague.send("Құжат табылмады")
    await colleague.do(lambda: colleague.phones.send_photo(colleague.key, photo()))
    await inspector.tap(inspector.screen, "q:1:1", force=True)
    await inspector.press(VIOLATES)
    await inspector.send(REMARK)
    await inspector.press("Next ▶")


async def send_up(chat: Chat) -> None:
    """Send the act under the last file to everybody who may decide."""
    await chat.press("Send to supervisor", file_of(chat))
    while any(name.startswith("⬜️") for name in chat.labels()):
        await chat.press("⬜️")
    await chat.press("Send to supervisor")


async def send_back(supervisor: Chat) -> None:
    """Say by tap, text and voice what is wrong."""
    await supervisor.press(RETURN, file_of(supervisor))
    await supervisor.press("⬜️ ❌ 2.")
    await supervisor.send(OBJECTION)
    await supervisor.do(lambda: supervisor.phones.send_voice(supervisor.key, b"OggS", 3))
    await supervisor.press(RETURN)


@pytest.mark.case(13)
async def test_four_persons_take_an_act_through_the_whole_loop(office: Office) -> None:
    """Inspected by two, returned, corrected, accepted, unlocked, and a violation eliminated."""
    await office.hire("colleague", "supervisor", "administrator")
    inspector = await begin_filled(office, ENGLISH)
    colleague = office.chat("colleague")
    supervisor, administrator = office.chat("supervisor"), office.chat("administrator")
    await inspect_together(office, inspector, colleague)
    await answer_rest(inspector, ENGLISH)
    await finish(inspector, ENGLISH)
    assert notices(colleague, "has finished the inspection")
    await send_up(inspector)
    for chat in (supervisor, administrator):
        assert "2 violations: 1 (significant), 2 (significant)" in caption(chat)

    await send_back(supervisor)
    assert "↩ Returned by" in caption(administrator)
    assert ACCEPT not in administrator.labels(file_of(administrator))
    await administrator.tap(file_of(administrator), "ra:1", force=True)
    assert "Returned by Төлегенова" in administrator.toast
    assert any("voice" in message for message in inspector.messages)
    kept = await office.rows("SELECT voice_sha256 FROM review WHERE step = 'returned'")
    assert (office.folder / "evidence" / f"{kept[0][0]}.bin").read_bytes() == b"OggS"

    await inspector.press("✏ Requirement 2", last(inspector, "Returned by"))
    assert "Correction of act" in inspector.text
    assert "Құжат табылмады" in inspector.text
    await inspector.press(COMPLIES)
    await finish(inspector, ENGLISH)
    await send_up(inspector)
    assert "revision 2" in caption(supervisor)
    await supervisor.press("🔍 What changed", file_of(supervisor))
    changed = supervisor.text
    assert changed.index(VIOLATES) < changed.index(COMPLIES), "from, then to"
    await supervisor.press(ACCEPT, file_of(supervisor))
    for chat in (supervisor, administrator):
        assert "✅ Accepted by" in caption(chat)

    await unlock(inspector, supervisor)
    await eliminate(office, inspector)
    rows = await office.rows("SELECT revision, status FROM inspection ORDER BY id")
    assert [tuple(row) for row in rows] == [
        (1, "superseded"),
        (2, "returned"),
        (3, "cancelled"),
    ]
    async with stores_of(office).database.transaction():
        audit = stores_of(office).audit
        assert await audit.first_broken() is None
        assert await audit.first_untold() is None
        assert await audit.first_forged() is None


async def unlock(inspector: Chat, supervisor: Chat) -> None:
    """An accepted act is unlocked on request; its correction is begun and cancelled."""
    await inspector.press("📋 About the act", last(inspector, "Accepted by"))
    await inspector.press("✋ Ask for a correction")
    await inspector.send("Мекенжай қате")
    await supervisor.press("🔓", last(supervisor, "A correction is asked for"))
    await supervisor.press("🔓 Unlock for this reason")
    await inspector.press("✏ Correct the act", last(inspector, "Unlocked for a correction"))
    assert "revision 3" in inspector.text
    await inspector.send("/cancel")
    await inspector.press("Yes, cancel it")


async def eliminate(office: Office, inspector: Chat) -> None:
    """What is left of the violations is eliminated, with a photo and a remark."""
    await inspector.tap(inspector.screen, "do:2", force=True)
    assert "2." not in [name[:2] for name in inspector.labels()]
    await inspector.tap(inspector.screen, "dd:2:1", force=True)
    await inspector.press("✅ Eliminated")
    await inspector.do(lambda: inspector.phones.send_photo(inspector.key, photo(color="green")))
    await inspector.send("Тізілімге енгізілді")
    await inspector.press("✅ Confirm: eliminated")
    terms = await office.rows("SELECT inspection, requirement, state FROM deadline ORDER BY 1, 2")
    assert ("eliminated",) in [tuple(row)[2:] for row in terms if row["inspection"] == 2]
    proofs = await office.rows("SELECT status FROM proof")
    assert [row["status"] for row in proofs] == ["stored"]
