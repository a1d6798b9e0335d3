"""Proof that a violation was eliminated: kept, refused with a word, or forgotten on purpose."""

import pytest

from bot.demo.errors import bad_request
from bot.services.evidence import MAX_BYTES_A_DAY
from tests.office import Chat, Office
from tests.telegram.terms import ENGLISH, open_term, ordered, proofs, terms, told
from tests.telegram.walking import answer_rest, begin, fill_header, photo

REMARK = "Тізілімге енгізілді"


async def proving(office: Office) -> Chat:
    """An inspector who is asked how a violation was eliminated."""
    chat = await ordered(office)
    await open_term(chat)
    await chat.press("✅ Eliminated")
    return chat


async def test_files_that_cannot_be_kept_are_told(office: Office) -> None:
    """Too large, gone, damaged: each with a word, and none of them proves anything."""
    chat = await proving(office)
    phones, key = chat.phones, chat.key
    large = b"\xff\xd8\xff" + bytes(21 * 2**20)
    await chat.do(lambda: phones.send_document(key, large, "a.jpg", "image/jpeg", None))
    assert "larger than 20 MB" in chat.text
    assert await proofs(office) == []
    office.world.fail_next("getFile", bad_request("invalid file_id"))
    await chat.do(lambda: phones.send_photo(key, photo()))
    assert "requirement 7: a file could not be kept as proof. Telegram no longer" in chat.text
    await chat.do(lambda: phones.send_document(key, b"", "a.pdf", "application/pdf"))
    assert "The file is empty" in chat.text
    assert [each[1:] for each in await proofs(office)] == [
        ("refused", None, "gone"),
        ("refused", None, "empty"),
    ]
    await chat.tap(chat.screen, "dc:1:7:0", force=True)
    assert "Nothing shows yet" in chat.toast
    assert await told(office, "proof_refused") == ["proof_refused"] * 2


async def test_texts_and_places_that_do_not_fit_are_told(office: Office) -> None:
    """Too long, invisible, a place: nothing is cut off in silence."""
    chat = await proving(office)
    assert "Too long: 4096 characters" in await chat.send("ұ" * 4096)
    assert "no visible text" in await chat.send("\u200b \u200d")
    await chat.do(lambda: chat.phones.send_location(chat.key, 51.5, 71.25))
    assert "a location proves nothing" in chat.text
    await chat.send("a" * 400)
    assert "Too long: 701 characters" in await chat.send("b" * 300)
    await chat.press("🗑 Start over")
    assert "💬" not in chat.text
    await chat.press("◀ Back")
    await chat.press("❌ Not eliminated")
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    assert "only a text is expected here" in chat.text
    assert await proofs(office) == []


async def test_forgotten_files_prove_nothing(office: Office) -> None:
    """What was sent by mistake is left out; what was sent before leaving counts on return."""
    chat = await proving(office)
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    await chat.press("🗑 Start over")
    assert "📎" not in chat.text
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo(color="red")))
    await chat.send("/cancel")
    await open_term(chat)
    await chat.press("✅ Eliminated")
    assert "📎 1 photo" in chat.text
    await chat.press("✅ Confirm")
    assert "📎 1 photo" in chat.text
    assert [each[2] for each in await proofs(office)] == [-1, 1]
    await chat.press("↩ Undo")
    assert "📎" not in chat.text
    assert await told(office, "proof_discarded") == ["proof_discarded"]


async def test_a_restart_in_the_middle_loses_nothing(office: Office) -> None:
    """Remark and files are there again, and so are the open dialog and its buttons."""
    chat = await proving(office)
    await chat.send(REMARK)
    chat.phones.send_photo(chat.key, photo())
    await office.stop()
    await office.start()
    await office.settle()
    assert REMARK in chat.screen["text"]
    assert "📎 1 photo" in chat.screen["text"]
    await chat.press("✅ Confirm")
    await office.settle()
    assert (await terms(office))["7"][0] == "eliminated"
    assert await proofs(office) == [("photo", "stored", 1, None)]


async def test_the_inspection_under_way_comes_back(office: Office) -> None:
    """Who settles a term in the middle of another inspection finds it where it was."""
    chat = await ordered(office)
    await begin(chat)
    await fill_header(chat, ENGLISH)
    question = await chat.send("/continue")
    await open_term(chat)
    await chat.press("✅ Eliminated")
    await chat.send(REMARK)
    await chat.press("✅ Confirm")
    await chat.send("/continue")
    assert chat.text == question
    await open_term(chat, "3")
    await chat.press("⏳ Extend")
    await chat.send(REMARK)
    assert await chat.send("/cancel") == question
    await answer_rest(chat, ENGLISH)
    remarks = await office.rows("SELECT remark FROM answer WHERE inspection = 2 AND remark <> ''")
    assert remarks == []


MANY_FILES = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 20)
INSERT INTO proof (inspection, requirement, kind, status, author, message_id, file_id, sent_at)
SELECT 1, '7', 'photo', 'stored', 1002, -i, 'x', '2026-01-01' FROM n
"""
MUCH_EVIDENCE = f"""
INSERT INTO evidence (inspection, requirement, kind, status, author, message_id, file_size, sent_at)
VALUES (1, '1', 'photo', 'stored', 1002, -1, {MAX_BYTES_A_DAY}, '2999-01-01')
"""


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (MANY_FILES, "at most 20 files prove one elimination"),
        (MUCH_EVIDENCE, "MB of files a day"),
    ],
)
async def test_a_phone_that_went_mad_is_stopped(office: Office, statement: str, words: str) -> None:
    """Files of one elimination are limited, and all files of a day together."""
    chat = await proving(office)
    await office.rows(statement)
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    assert words in chat.text


async def test_the_same_message_proves_once(office: Office) -> None:
    """Delivered twice by Telegram, kept once."""
    chat = await proving(office)
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    await office.rows("DELETE FROM processed_update")
    message = next(m for m in office.world.messages(chat.key) if "photo" in m)
    office.world.updates.add("message", message)
    office.world.changes.announce()
    await office.settle()
    assert len(await proofs(office)) == 1


async def test_who_was_removed_is_still_named(office: Office) -> None:
    """The state stays with the name of who told it, also after the role was taken away."""
    chat = await proving(office)
    await chat.send(REMARK)
    await chat.press("✅ Confirm")
    await office.hire("administrator")
    await office.rows("UPDATE person SET role = NULL, active = 0 WHERE id = 1002")
    admin = office.chat("administrator")
    await open_term(admin)
    assert office.world.person("inspector").last_name in admin.text
    await admin.press("↩ Undo")
    assert (await terms(office))["7"][0] == "open"
