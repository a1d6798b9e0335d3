"""What people say and who they are stays in the database: no log, no output."""

import logging
from pathlib import Path

import pytest

from bot.demo.errors import bad_request, forbidden, too_many_requests
from bot.documents.workshop import Workshop
from bot.domain.checklist import Verdict
from bot.domain.language import Language
from bot.logs import start_logging
from bot.services.inspections import Inspections
from tests.app.logging_kept import logging_kept
from tests.office import TOKEN, Office, official
from tests.telegram.walking import (
    ADDRESS,
    BIN,
    IIN,
    REMARK,
    SUBJECT,
    answer_rest,
    begin,
    fill_header,
    finish,
    label,
    photo,
)

CAPTION = "Канарейка на снимке"
CANARIES = (
    TOKEN,
    TOKEN.partition(":")[2],
    IIN,
    BIN,
    SUBJECT,
    ADDRESS,
    REMARK,
    CAPTION,
    str(official("inspector", Language.ENGLISH).full_name),
    str(official("supervisor", Language.ENGLISH).full_name),
)


@pytest.mark.case(38, 39)
@pytest.mark.asyncio(loop_scope="session")
async def test_a_whole_conversation_leaves_nothing_of_its_people_in_the_logs(
    tmp_path: Path,
    workshop: Workshop,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At the most talkative level, with refusals, faults and a handler that breaks."""
    with logging_kept():
        start_logging(logging.DEBUG)
        async with Office(tmp_path / "data", workshop, admin_ids="1001") as office:
            world = office.world
            await office.hire("inspector", "supervisor")
            chat = office.chat("inspector")
            await begin(chat)
            await fill_header(chat, Language.ENGLISH)
            world.fail_next("editMessageText", bad_request("message can't be edited"))
            await chat.press(label(Language.ENGLISH, Verdict.VIOLATES))
            world.fail_next("editMessageText", too_many_requests(0))
            await chat.send(REMARK)
            await chat.do(lambda: chat.phones.send_photo(chat.key, photo(), caption=CAPTION))
            world.fail_next("getFile", bad_request("file is too big"))
            await chat.do(lambda: chat.phones.send_photo(chat.key, photo(), caption=CAPTION))
            await chat.press("Next")
            await answer_rest(chat, Language.ENGLISH)
            await finish(chat, Language.ENGLISH)
            world.fail_next("sendDocument", forbidden("bot was blocked by the user"))
            await chat.press("Send to supervisor", chat.documents[0])
            await chat.press("Send to supervisor")
            await break_the_bot(office, monkeypatch)
    said = "".join(capfd.readouterr())
    assert "update.buried" in said
    assert "_remark_that_breaks" in said
    for canary in CANARIES:
        assert canary not in said, canary


async def _remark_that_breaks(*arguments: object) -> None:
    raise ValueError(arguments[-1])


async def break_the_bot(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a handler fail over what somebody typed, and send what no release understands."""
    chat = office.chat("inspector")
    await begin(chat)
    monkeypatch.setattr(Inspections, "type_header", _remark_that_breaks)
    assert "was NOT saved" in await chat.send(REMARK)
    office.world.updates.add("message", {"from": {"id": "no number", "first_name": REMARK}})
    await office.settle()
