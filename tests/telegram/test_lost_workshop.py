"""When the printing process dies again and again, nobody waits in vain."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.documents.workshop import Workshop, WorkshopLost
from bot.domain.act import Act, DocumentKind, Edition
from bot.domain.language import Language
from tests.office import Office
from tests.telegram.walking import answer_rest, begin_filled, finish, photo

ENGLISH = Language.ENGLISH


class DyingWorkshop(Workshop):
    """A workshop whose process dies at each job until it is mended."""

    mended = False

    async def render(
        self, kind: DocumentKind, act: Act, edition: Edition, verification_link: str | None = None
    ) -> bytes:
        """Die, or print."""
        if not self.mended:
            raise WorkshopLost
        return await super().render(kind, act, edition, verification_link)

    async def prepare_photo(self, data: bytes) -> bytes:
        """Die, or prepare."""
        if not self.mended:
            raise WorkshopLost
        return await super().prepare_photo(data)


@pytest_asyncio.fixture(loop_scope="session")
async def dying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """A running bot with a workshop that dies."""
    monkeypatch.setattr("bot.delivery.attempt._back_off", lambda _tries: 0.0)
    workshop = DyingWorkshop()
    async with Office(tmp_path / "data", workshop) as running:
        yield running
    await workshop.close()


@pytest.mark.case(56)
async def test_an_act_that_cannot_be_printed_is_told_and_kept(dying: Office) -> None:
    """The inspector hears of it, and gets the act from /acts once printing works again."""
    chat = await begin_filled(dying, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH)
    assert "Act № 2026-000001 could not be printed" in chat.text

    DyingWorkshop.mended = True
    try:
        await chat.send("/acts")
        await chat.press("📄")
        await chat.press("📄 Send the file")
    finally:
        DyingWorkshop.mended = False
    assert chat.documents[-1]["document"]["file_name"] == "act-2026-000001-r1-en.pdf"


async def test_an_act_that_cannot_be_printed_does_not_reach_the_supervisor_silently(
    dying: Office,
) -> None:
    """The inspector sees that it was not delivered, and why."""
    chat = await begin_filled(dying, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH)
    await dying.hire("supervisor")
    await chat.tap(chat.screen, "as:1", force=True)
    await chat.press("Send to supervisor")
    assert "not delivered: the act could not be printed" in chat.screen["text"]


@pytest.mark.case(45, 56)
async def test_a_photo_that_kills_the_process_is_refused(dying: Office) -> None:
    """It does not hold up the finish for ever."""
    chat = await begin_filled(dying, ENGLISH)
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    assert "a file could not be kept" in chat.text
    rows = await dying.rows("SELECT status, refusal FROM evidence")
    assert [tuple(row) for row in rows] == [("refused", "damaged")]
