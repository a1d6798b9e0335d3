"""Files that Telegram hands over only after several attempts, or never."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.errors import bad_request
from bot.demo.trouble.dice import Trouble
from bot.demo.trouble.faults import DOWNLOAD, DOWNLOADING, Fault
from bot.documents.workshop import Workshop
from bot.domain.language import Language
from tests.campaign.troubled import TroubledOffice, be_quick
from tests.office import Chat
from tests.telegram.walking import (
    answer_rest,
    begin_filled,
    finish,
    order_everything,
    photo,
)

ENGLISH = Language.ENGLISH
BEFORE = (
    Fault.TOO_FAST,
    Fault.SERVER_ERROR,
    Fault.BAD_GATEWAY,
    Fault.DROPPED_BEFORE,
    Fault.DROPPED_AFTER,
    Fault.HANGING_BEFORE,
    Fault.BROKEN_JSON,
    Fault.WRONG_SHAPE,
    Fault.REDIRECTED,
    Fault.UNAUTHORIZED,
    Fault.FILE_UNAVAILABLE,
)
"""What can go wrong when the link is asked for."""
DURING = (*DOWNLOADING, Fault.BAD_GATEWAY, Fault.HANGING_BEFORE, Fault.REDIRECTED)
"""What can go wrong when the file is fetched; a dropped connection the HTTP client mends itself."""


@pytest_asyncio.fixture(loop_scope="session")
async def office(
    tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[TroubledOffice]:
    """An office in which things go wrong when a test says so."""
    be_quick(monkeypatch, call_seconds=1.0)
    async with TroubledOffice(tmp_path / "data", workshop, Trouble()) as running:
        yield running


async def evidence(office: TroubledOffice) -> list[str]:
    """What became of the files."""
    return [row["status"] for row in await office.rows("SELECT status FROM evidence ORDER BY id")]


def links(office: TroubledOffice) -> int:
    """How often a link to a file was given."""
    return sum(call.method == "getFile" and call.error is None for call in office.world.calls)


def data_of(chat: Chat, label: str) -> str:
    """What a button of the open screen tells the bot."""
    return next(str(b["callback_data"]) for b in chat.buttons() if b["text"] == label)


@pytest.mark.case(49)
async def test_a_photo_comes_in_the_end_whatever_happens_to_its_link(
    office: TroubledOffice,
) -> None:
    """Each failure of `getFile` that may pass is waited out, one after another."""
    chat = await begin_filled(office, ENGLISH)
    for fault in BEFORE:
        office.trouble.plan(fault, "getFile")
    chat.phones.send_photo(chat.key, photo())
    await office.settle()
    assert [office.trouble.times(fault, "getfile") for fault in BEFORE] == [1] * len(BEFORE)
    assert await evidence(office) == ["stored"]


@pytest.mark.case(49)
async def test_a_failed_download_asks_for_a_fresh_link(office: TroubledOffice) -> None:
    """A link lives for an hour: each attempt begins with `getFile`."""
    chat = await begin_filled(office, ENGLISH)
    for fault in DURING:
        office.trouble.plan(fault, DOWNLOAD)
    chat.phones.send_photo(chat.key, photo())
    await office.settle()
    assert [office.trouble.times(fault, DOWNLOAD) for fault in DURING] == [1] * len(DURING)
    assert await evidence(office) == ["stored"]
    assert links(office) == len(DURING) + 1


@pytest.mark.case(49)
@pytest.mark.parametrize("reason", ["invalid file_id", "file is too big"])
async def test_a_file_that_is_gone_for_good_is_not_asked_for_again(
    office: TroubledOffice, reason: str
) -> None:
    """Telegram knows no such file, or never hands it to a bot: the inspector is told at once."""
    chat = await begin_filled(office, ENGLISH)
    office.world.fail_next("getFile", bad_request(reason))
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    assert await evidence(office) == ["refused"]
    assert "a file could not be kept" in chat.text
    assert links(office) == 0


@pytest.mark.case(49)
async def test_an_act_waits_for_its_photos(office: TroubledOffice) -> None:
    """The answer is kept while the photo is under way; nothing is finished before it is there."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("❌")
    office.trouble.chances[Fault.DOWNLOAD_MISSING] = 1.0
    chat.phones.send_photo(chat.key, photo())
    await office.world.wait_until(lambda: links(office) > 3)
    assert await evidence(office) == ["pending"]
    verdict = await office.rows("SELECT verdict FROM answer WHERE requirement = '1'")
    assert [row["verdict"] for row in verdict] == ["violates"]

    office.trouble.chances.clear()
    await office.settle()
    assert await evidence(office) == ["stored"]
    await chat.send("found on the spot")
    await chat.press("Next ▶")
    await answer_rest(chat, ENGLISH)
    await order_everything(chat, ENGLISH)
    data = data_of(chat, "Finish")
    await chat.press("✏ Answers")
    office.trouble.chances[Fault.DOWNLOAD_MISSING] = 1.0
    asked = links(office)
    chat.phones.send_photo(chat.key, photo(color="red"))
    await office.world.wait_until(lambda: links(office) > asked)
    review = data_of(chat, "📋 Review")
    chat.phones.tap(chat.key, chat.screen["message_id"], review, force=True)
    await office.world.wait_until(lambda: "on its way" in " ".join(chat.labels()))
    chat.phones.tap(chat.key, chat.screen["message_id"], data, force=True)
    asked = links(office)
    await office.world.wait_until(lambda: links(office) > asked + 3)
    assert await evidence(office) == ["stored", "pending"]
    assert "Finish" not in chat.labels()

    office.trouble.chances.clear()
    await office.settle()
    assert await evidence(office) == ["stored", "stored"]
    assert await office.rows("SELECT id FROM act") == []
    await finish(chat, ENGLISH)
    assert len(chat.documents) == len(("act", "order"))
