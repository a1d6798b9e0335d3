"""Who may use the bot: invitations, the first administrator, strangers, the profile."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.documents.workshop import Workshop
from bot.domain.language import Language
from tests.office import Chat, Office

STRANGER = "This bot is for invited staff only."


@pytest_asyncio.fixture(loop_scope="session")
async def unclaimed(tmp_path: Path, workshop: Workshop) -> AsyncIterator[Office]:
    """A running bot without any administrator."""
    async with Office(tmp_path / "data", workshop) as running:
        yield running


def english(office: Office, *keys: str) -> list[Chat]:
    """The phones of persons whose Telegram speaks English."""
    for key in keys:
        office.server.phones.set_language(key, "en")
    return [office.chat(key) for key in keys]


async def introduce(chat: Chat) -> None:
    """Fill in the profile."""
    await chat.send("Серікбаев Нұрлан Асқарұлы")
    await chat.send("бас маман")
    await chat.send("Департамент")


async def invite(admin: Chat, role: str) -> str:
    """Make an invitation and give the payload of its link."""
    await admin.send("/invite")
    await admin.press(role)
    notice = next(m["text"] for m in reversed(admin.messages) if "?start=" in m.get("text", ""))
    return str(notice).split("?start=")[1].split()[0]


async def dump(office: Office) -> dict[str, list[Any]]:
    """Everything in the database."""
    tables = await office.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {
        t["name"]: [tuple(r) for r in await office.rows(f"SELECT * FROM {t['name']}")]
        for t in tables
    }


async def test_the_first_start_names_a_link_for_the_administrator(unclaimed: Office) -> None:
    """Its first user becomes the administrator; the second one learns nothing."""
    link = unclaimed.app.claim_link
    assert link is not None
    payload = link.split("?start=")[1]
    first, second = english(unclaimed, "inspector", "outsider")

    await first.do(lambda: first.phones.start(first.key, payload))
    assert "Your role: administrator" in first.text
    assert STRANGER in await second.do(lambda: second.phones.start(second.key, payload))
    await unclaimed.stop()
    await unclaimed.start()
    assert unclaimed.app.claim_link is None


async def test_a_restart_before_the_claim_makes_a_new_link(unclaimed: Office) -> None:
    """The older link is worthless then."""
    old = str(unclaimed.app.claim_link).split("?start=")[1]
    await unclaimed.stop()
    await unclaimed.start()
    (chat,) = english(unclaimed, "inspector")
    assert STRANGER in await chat.do(lambda: chat.phones.start(chat.key, old))
    new = str(unclaimed.app.claim_link).split("?start=")[1]
    await chat.do(lambda: chat.phones.start(chat.key, new))
    assert "administrator" in chat.text


async def test_an_administrator_of_the_settings_needs_no_link(office: Office) -> None:
    """ADMIN_IDS are administrators from their first message."""
    (admin,) = english(office, "administrator")
    await admin.do(lambda: admin.phones.start(admin.key))
    assert "About you, 1 of 3" in admin.text
    assert office.app.claim_link is None


@pytest.mark.case(3)
async def test_an_invitation_works_once_and_the_inviter_is_told(office: Office) -> None:
    """From the link to a ready inspector; the same link is worthless afterwards."""
    admin, inspector, outsider = english(office, "administrator", "inspector", "outsider")
    await admin.do(lambda: admin.phones.start(admin.key))
    await introduce(admin)
    payload = await invite(admin, "Inspector")
    assert payload.split("_", 1)[1] not in str(await dump(office))

    await inspector.do(lambda: inspector.phones.start(inspector.key, payload))
    assert "Welcome! Your role: inspector" in inspector.text
    assert "Your invitation was accepted" in admin.text
    await introduce(inspector)
    assert "You are ready" in inspector.text
    assert "🆕 New inspection" in inspector.labels()

    assert STRANGER in await outsider.do(lambda: outsider.phones.start(outsider.key, payload))
    await inspector.do(lambda: inspector.phones.start(inspector.key, payload))
    assert "not valid, or was used, or expired" in inspector.text


async def test_somebody_with_the_role_does_not_use_the_invitation_up(office: Office) -> None:
    """An administrator who tries the link leaves it valid for the colleague."""
    admin, inspector = english(office, "administrator", "inspector")
    await admin.do(lambda: admin.phones.start(admin.key))
    await introduce(admin)
    payload = await invite(admin, "Inspector")
    await admin.do(lambda: admin.phones.start(admin.key, payload))
    assert "You have this role already" in admin.text
    await inspector.do(lambda: inspector.phones.start(inspector.key, payload))
    assert "Welcome! Your role: inspector" in inspector.text


@pytest.mark.case(3)
async def test_an_invitation_expires(office: Office) -> None:
    """After 72 hours the link is answered like any other wrong one."""
    admin, outsider = english(office, "administrator", "outsider")
    await admin.do(lambda: admin.phones.start(admin.key))
    await introduce(admin)
    payload = await invite(admin, "Supervisor")
    await office.rows("UPDATE invitation SET expires_at = '2026-01-01T00:00:00+00:00'")
    assert STRANGER in await outsider.do(lambda: outsider.phones.start(outsider.key, payload))


@pytest.mark.case(1, 2)
async def test_strangers_learn_one_sentence_and_leave_no_trace(office: Office) -> None:
    """Whatever they send, nothing of it is kept."""
    (outsider,) = english(office, "outsider")
    answers = {
        await outsider.do(lambda: outsider.phones.start(outsider.key)),
        await outsider.do(lambda: outsider.phones.start(outsider.key, "i_wrong")),
        await outsider.send("/new"),
        await outsider.send("hello"),
        await outsider.do(lambda: outsider.phones.send_location(outsider.key, 51, 71)),
    }
    assert len(answers) == 1
    assert STRANGER in answers.pop()
    unknown = await outsider.do(lambda: outsider.phones.start(outsider.key, "v_something"))
    assert unknown == "❌ This bot has issued no act with this code."
    tables = await dump(office)
    # Not as part of a time: the digits of the id may stand there by chance.
    trace = re.compile(r"(?<![\d.])1004(?!\d)|Дархан")
    assert {name for name, rows in tables.items() if trace.search(str(rows))} == set()


@pytest.mark.case(8)
async def test_only_an_administrator_invites(office: Office) -> None:
    """Typed or forged, the command is refused."""
    await office.hire("inspector", "supervisor")
    for key in ("inspector", "supervisor"):
        chat = office.chat(key)
        assert "Your role does not allow this." in await chat.send("/invite")
        await chat.tap(chat.screen, "i:admin", force=True)
        assert "Your role does not allow this." in chat.toast


@pytest.mark.case(7)
async def test_a_role_that_was_taken_away_counts_from_the_next_update(office: Office) -> None:
    """Open dialogs and old buttons are dead at once."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await chat.send("/new")
    screen = chat.screen
    await office.rows("UPDATE person SET active = 0 WHERE id = 1002")
    assert STRANGER in await chat.send("/new")
    await chat.tap(screen, "n:digital_miners", force=True)
    assert STRANGER in chat.toast
    assert await office.rows("SELECT id FROM inspection") == []


async def test_the_profile_can_be_changed(office: Office) -> None:
    """Each field is a button; *back* leaves it as it is."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await chat.send("/profile")
    await chat.press("✏ Position")
    assert "Saved: бас маман" in chat.text
    await chat.send("жетекші маман")
    assert "Your profile is saved" in chat.text
    await chat.send("/profile")
    assert "жетекші маман" in chat.text
    await chat.press("✏ Full name")
    await chat.press("◀ Back")
    assert "Hello" in chat.text
    await chat.tap(chat.screen, "me:nonsense", force=True)
    assert "out of date" in chat.toast


async def test_the_profile_comes_before_the_first_inspection(office: Office) -> None:
    """Without a name there is no act."""
    (admin,) = english(office, "administrator")
    await admin.send("/new")
    assert "First tell us who you are" in admin.text
    await admin.send("/profile")
    assert "About you, 1 of 3" in admin.text
    await admin.send("/cancel")
    assert "nothing to cancel" in admin.text
    await admin.tap(admin.messages[-1], "n:digital_miners", force=True)
    assert "About you" in admin.text


async def test_the_language_follows_telegram_until_it_is_chosen(office: Office) -> None:
    """First guess from the client, then /lang for good; unknown languages change nothing."""
    await office.hire("inspector", language=Language.KAZAKH)
    chat = office.chat("inspector")
    for code, role in (("ru-RU", "ru"), ("de", "ru"), ("en", "en")):
        chat.phones.set_language(chat.key, code)
        await chat.send("/start")
        rows = await office.rows("SELECT language FROM person WHERE id = 1002")
        assert rows[0]["language"] == role
    await chat.send("/lang")
    await chat.press("Русский")
    chat.phones.set_language(chat.key, "en")
    await chat.send("/start")
    rows = await office.rows("SELECT language FROM person WHERE id = 1002")
    assert rows[0]["language"] == "ru"
    menu = [call for call in office.world.calls if call.method == "setMyCommands"][-1]
    assert menu.parameters["scope"]["chat_id"] == chat.screen["chat"]["id"]
