"""What was sent for one revision is evidence in the next one as well, and counts once."""

from functools import partial

from bot.domain.language import Language
from tests.office import Office
from tests.telegram.correcting import VIOLATED, correct, put_right, read
from tests.telegram.issuing import stores_of
from tests.telegram.walking import begin_violated, finish, photo

ENGLISH = Language.ENGLISH


async def test_photos_are_taken_over_and_more_can_come(office: Office) -> None:
    """Printed in both revisions, of which only the second has the photo that was added."""
    chat = await begin_violated(office, ENGLISH, VIOLATED)
    await chat.tap(chat.screen, f"q:1:{VIOLATED}", force=True)
    await chat.do(partial(chat.phones.send_photo, "inspector", photo()))
    await chat.tap(chat.screen, "r:1", force=True)
    await finish(chat, ENGLISH)
    await correct(chat)
    await chat.tap(chat.screen, f"q:2:{VIOLATED}", force=True)
    assert "📎 1 photo" in chat.screen["text"]
    await chat.do(partial(chat.phones.send_photo, "inspector", photo(color="navy")))
    assert "📎 2 photos" in chat.screen["text"]
    kept = await office.rows("SELECT inspection, inherited, author FROM evidence ORDER BY id")
    assert [tuple(row) for row in kept] == [(1, 0, 1002), (2, 1, 1002), (2, 0, 1002)]
    async with stores_of(office).database.transaction():
        assert await stores_of(office).audit.first_untold() is None
    await chat.tap(chat.screen, "r:2", force=True)
    await finish(chat, ENGLISH)
    await chat.tap(chat.screen, "cv:2", force=True)
    assert "📎 added: 1 photo" in chat.screen["text"]
    assert "taken away" not in chat.screen["text"]
    acts = [m for m in chat.documents if m["document"]["file_name"].startswith("act-")]
    assert [read(chat, act).count("Жұмабеков Ерлан") for act in acts] == [
        read(chat, acts[0]).count("Жұмабеков Ерлан"),
        # The new first page names who corrected, and the annex who sent the second photo.
        read(chat, acts[0]).count("Жұмабеков Ерлан") + 2,
    ]


async def test_what_was_put_right_keeps_its_photo(office: Office) -> None:
    """Put right without touching the photo: it is still the same piece of evidence."""
    chat = await begin_violated(office, ENGLISH, VIOLATED)
    await chat.tap(chat.screen, f"q:1:{VIOLATED}", force=True)
    await chat.do(partial(chat.phones.send_photo, "inspector", photo()))
    await chat.tap(chat.screen, "r:1", force=True)
    await finish(chat, ENGLISH)
    await correct(chat)
    await put_right(chat)
    await finish(chat, ENGLISH)
    hashes = await office.rows("SELECT DISTINCT sha256 FROM evidence")
    assert len(hashes) == 1
