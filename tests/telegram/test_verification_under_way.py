"""A check that is under way when the bot stops, a role ends, or a bug strikes."""

from pathlib import Path
from typing import Any

import pytest

from bot.demo.errors import too_many_requests
from tests.access.test_removal_under_way import until_jobs
from tests.direct import staffed
from tests.office import Office
from tests.telegram.issuing import issue
from tests.telegram.test_verification import FOREIGN, PDF, UNKNOWN, check


async def test_a_check_survives_a_restart(office: Office) -> None:
    """Telegram was busy when the bot stopped; the answer comes afterwards, and once."""
    chat = await issue(office)
    file = chat.file(chat.documents[0])
    await chat.send("/new")
    office.world.fail_next("getFile", too_many_requests(3))
    chat.phones.send_document(chat.key, file, "a.pdf", PDF)
    await office.world.wait_until(lambda: _failed(office, "getFile"))
    await office.stop()
    await office.start()
    await office.settle()
    answers = [m for m in chat.messages if str(m.get("text")).startswith("✅ Genuine")]
    assert len(answers) == 1
    assert await office.rows("SELECT 1 FROM outbox") == []
    assert "Hello" in chat.text


def _failed(office: Office, method: str) -> bool:
    return any(call.method == method and call.error for call in office.world.calls)


async def test_a_check_that_was_done_but_not_kept_is_done_again(tmp_path: Path) -> None:
    """The crash came between the look at the file and the answer: one answer, none lost."""
    office = await staffed(tmp_path)
    office.phones.send_document("inspector", FOREIGN, "a.pdf", PDF)
    await office.handle(office.pick_up())
    await until_jobs(office, "check_file")
    await office.crash()
    await office.start()
    await office.settle()
    said = [str(m.get("text")) for m in office.messages("inspector")]
    assert len([text for text in said if text.startswith(UNKNOWN)]) == 1
    assert "Hello" in said[-1]
    await office.crash()


async def test_only_the_last_of_several_files_ends_the_wait(tmp_path: Path) -> None:
    """An answer about the first one does not turn the next one into evidence."""
    office = await staffed(tmp_path)
    for content in (FOREIGN, FOREIGN + b"2"):
        office.phones.send_document("inspector", content, "a.pdf", PDF)
    await office.handle(office.pick_up())
    states = []
    for _ in range(2):
        await until_jobs(office, "check_file")
        await office.outbox._keep_outcomes()
        found = office.rows("SELECT state FROM conversation WHERE person = 1002")
        states.append([row["state"] for row in found if row["state"]])
    assert states == [["Verifying:waiting"], []]
    await office.crash()


@pytest.mark.parametrize("looked", [False, True])
async def test_the_role_is_looked_at_again_before_the_answer(
    tmp_path: Path, *, looked: bool
) -> None:
    """Removed before the file was fetched, or between the look and the answer."""
    office = await staffed(tmp_path)
    office.phones.send_document("inspector", FOREIGN, "a.pdf", PDF)
    await office.handle(office.pick_up())
    if looked:
        await until_jobs(office, "check_file")
    await office.write("UPDATE person SET role = NULL, active = 0 WHERE id = 1002")
    await office.settle()
    assert UNKNOWN not in str(office.messages("inspector"))
    await office.crash()


async def test_a_bug_in_the_look_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three tries, then the person hears that nothing came of it."""

    def broken(_file: bytes) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.app.jobs.read_marks", broken)
    monkeypatch.setattr("bot.delivery.attempt._back_off", lambda _tries: 0.0)
    await office.hire("inspector")
    chat = office.chat("inspector")
    assert "The file could not be checked" in await check(chat, FOREIGN)
    assert "Hello" in chat.text
