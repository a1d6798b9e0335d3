"""Evidence: filed with the right requirement, fetched, checked, and never silently lost."""

from typing import Any

import pytest

from bot.demo.errors import bad_request, too_many_requests
from bot.domain.language import Language
from tests.office import Office
from tests.telegram.walking import answer_rest, begin, begin_filled, photo

ENGLISH = Language.ENGLISH


async def evidence(office: Office) -> list[Any]:
    """What is kept of evidence, in order."""
    return await office.rows(
        "SELECT requirement, kind, status, caption, refusal FROM evidence ORDER BY message_id"
    )


@pytest.mark.case(24)
async def test_an_album_is_kept_whole_and_draws_one_screen(office: Office) -> None:
    """Ten photos: ten pieces of evidence in their order, and one screen below them."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("❌")
    before = len(chat.messages)
    pictures = [photo(color=f"rgb({place * 20},90,90)") for place in range(10)]
    await chat.do(lambda: chat.phones.send_album(chat.key, pictures, "Hall 3"))

    kept = await evidence(office)
    assert [row["status"] for row in kept] == ["stored"] * 10
    assert {row["requirement"] for row in kept} == {"1"}
    assert len(chat.messages) == before + 1
    assert "10 photos" in chat.text


async def test_a_reply_is_filed_with_the_question_replied_to(office: Office) -> None:
    """A photo or a remark sent as a reply to an earlier question belongs to that one."""
    chat = await begin_filled(office, ENGLISH)
    first = chat.screen["message_id"]
    await chat.send("remark on one")
    await chat.press("✅ Complies")
    second = chat.screen["message_id"]
    assert first != second
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo(), reply_to=first))
    await chat.send("later remark", reply_to=first)

    assert [tuple(row)[:3] for row in await evidence(office)] == [("1", "photo", "stored")]
    rows = await office.rows("SELECT requirement, remark FROM answer")
    assert [tuple(row) for row in rows] == [("1", "remark on one\nlater remark")]
    assert "2 / 8" in chat.text


async def test_a_reply_is_never_taken_for_what_is_asked_at_the_moment(office: Office) -> None:
    """Not as the reason of another requirement, not as a field of another header."""
    chat = await begin_filled(office, ENGLISH)
    first = chat.screen["message_id"]
    await chat.send("remark on one")
    await chat.tap(chat.screen, "q:1:4", force=True)
    await chat.press("➖")
    await chat.send("the seal was missing", reply_to=first)
    assert "Why does it not apply?" in chat.text
    await begin(chat)
    await chat.send("seen by two people", reply_to=first)
    assert "header, 1 of 6" in chat.text
    rows = await office.rows("SELECT requirement, verdict, remark FROM answer")
    remark = "remark on one\nthe seal was missing\nseen by two people"
    assert [tuple(row) for row in rows] == [("1", None, remark)]


@pytest.mark.case(46)
async def test_every_kind_of_evidence_is_kept(office: Office) -> None:
    """Photos, pictures sent as files, documents, voice messages and places."""
    chat = await begin_filled(office, ENGLISH)
    phones, key = chat.phones, chat.key
    await chat.do(lambda: phones.send_photo(key, photo(), caption="  "))
    await chat.do(lambda: phones.send_document(key, photo(), "a.jpg", "image/jpeg", "as a file"))
    await chat.do(lambda: phones.send_document(key, b"%PDF-1.7", "../../x.pdf", "application/pdf"))
    await chat.do(lambda: phones.send_voice(key, b"OggS", 3))
    await chat.do(lambda: phones.send_location(key, 51.5, 71.25))

    assert [tuple(row)[1:4] for row in await evidence(office)] == [
        ("photo", "stored", None),
        ("photo", "stored", "as a file"),
        ("document", "stored", None),
        ("voice", "stored", None),
        ("location", "stored", None),
    ]
    assert "2 photos, 1 document, 1 voice message, 1 location" in chat.text
    kept = sorted(path.name for path in office.folder.rglob("*") if "x.pdf" in path.name)
    assert kept == []


async def test_photos_on_disk_are_small_upright_jpegs(office: Office) -> None:
    """The file is kept under the hash of what is printed later, readable by nobody else."""
    chat = await begin_filled(office, ENGLISH)
    await chat.do(
        lambda: chat.phones.send_document(
            chat.key, photo(3000, 2000), "big.jpg", "image/jpeg", None
        )
    )
    row = (await office.rows("SELECT sha256 FROM evidence"))[0]
    path = office.folder / "photos" / f"{row['sha256']}.jpg"
    assert path.read_bytes().startswith(b"\xff\xd8\xff")
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.case(44)
@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"", "The file is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a JPEG, PNG or WebP"),
        (photo()[:2000], "The picture is damaged"),
    ],
)
async def test_a_file_that_is_no_photo_is_refused_with_a_sentence(
    office: Office, content: bytes, answer: str
) -> None:
    """The requirement is named, and what was answered stays."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("✅ Complies")
    await chat.do(lambda: chat.phones.send_document(chat.key, content, "a.jpg", "image/jpeg", None))
    assert "Requirement 2: a file could not be kept." in chat.text
    assert answer in chat.text
    assert [row["status"] for row in await evidence(office)] == ["refused"]
    await chat.press("✅ Complies")
    assert "3 / 8" in chat.text


@pytest.mark.case(44)
async def test_a_file_that_telegram_would_not_hand_over_is_refused_at_once(
    office: Office,
) -> None:
    """Above 20 MB a bot cannot fetch a file: said at once, and nothing is kept."""
    chat = await begin_filled(office, ENGLISH)
    large = b"\xff\xd8\xff" + bytes(21 * 2**20)
    await chat.do(lambda: chat.phones.send_document(chat.key, large, "a.jpg", "image/jpeg", None))
    assert "larger than 20 MB" in chat.text
    assert await evidence(office) == []


@pytest.mark.case(49)
async def test_a_file_that_is_gone_is_refused(office: Office) -> None:
    """Telegram no longer knows the file."""
    chat = await begin_filled(office, ENGLISH)
    office.world.fail_next("getFile", bad_request("invalid file_id"))
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    assert "Telegram no longer has the file" in chat.text


@pytest.mark.case(49)
async def test_a_file_that_waits_holds_up_the_finish(office: Office) -> None:
    """The act cannot be finished while a photo is on its way; it shows as a gap."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("✅ Complies")
    await answer_rest(chat, ENGLISH)
    await chat.press("✏ Answers")
    office.world.fail_next("getFile", too_many_requests(5))
    chat.phones.send_photo(chat.key, photo())
    await office.world.wait_until(lambda: "⏳" in chat.text, timeout=20)
    review = next(b for b in chat.buttons() if b["text"] == "📋 Review")
    chat.phones.tap(chat.key, chat.screen["message_id"], str(review["callback_data"]))
    await office.world.wait_until(lambda: "on its way" in " ".join(chat.labels()), timeout=20)
    assert "Finish" not in chat.labels()

    await office.settle()
    assert "Finish" in chat.labels()


async def test_evidence_without_an_open_requirement_is_not_lost_silently(office: Office) -> None:
    """At home and in the review the bot says that it was not kept."""
    chat = await begin_filled(office, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    assert "This was not kept" in chat.text
    assert "This was not kept" in await chat.send("what about this")
    await chat.send("/cancel")
    await chat.press("Leave it for later")
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    assert "This was not kept" in chat.text
    assert await evidence(office) == []


@pytest.mark.case(14, 24)
async def test_the_same_message_counts_once(office: Office) -> None:
    """Delivered twice by Telegram, kept once."""
    chat = await begin_filled(office, ENGLISH)
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    await office.rows("DELETE FROM processed_update")
    message = next(m for m in office.world.messages(chat.key) if "photo" in m)
    office.world.updates.add("message", message)
    office.world.changes.announce()
    await office.settle()
    assert len(await evidence(office)) == 1
