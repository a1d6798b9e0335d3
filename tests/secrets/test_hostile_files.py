"""Hostile files sent through the chat: refused in words or kept as they are, and work goes on."""

import os
import signal
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.documents.workshop import Workshop
from bot.domain.evidence import MAX_FILE_BYTES, EvidenceRefused, RefusalReason
from bot.domain.language import Language
from bot.i18n import speaking
from bot.services import evidence as services
from bot.telegram.screens.evidence import refused_note
from tests.documents.hostile import SCRIPT, Hostile, corpus
from tests.documents.samples import picture_bytes
from tests.office import Chat, Office
from tests.telegram.walking import answer_rest, begin_filled, finish, photo

AT_ONCE = 20
BOMB_COST = 100 * 1024
"""Kilobytes."""
GPS = 0x8825
MAKER = 0x010F


@pytest.fixture(scope="module")
def hostile() -> list[Hostile]:
    """The whole corpus."""
    return list(corpus())


async def evidence(office: Office) -> list[Any]:
    """What is kept of evidence, in order."""
    return await office.rows("SELECT kind, status, refusal, sha256 FROM evidence ORDER BY id")


def kept_files(folder: Path) -> dict[str, list[Path]]:
    """The files below the folder of data by the folder they lie in; the database aside."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("tekseru.sqlite3"):
            found.setdefault(path.relative_to(folder).parts[0], []).append(path)
    return found


def refusals(chat: Chat, language: Language) -> Counter[RefusalReason]:
    """Count the sentences of each refusal that a chat shows."""
    with speaking(language):
        words = {refused_note("1", reason): reason for reason in RefusalReason}
    texts = [str(message.get("text")) for message in chat.messages]
    return Counter(reason for note, reason in words.items() for text in texts if note in text)


@pytest.mark.case(44, 45, 46)
@pytest.mark.parametrize("language", list(Language))
async def test_hostile_files_do_no_harm(
    office: Office, hostile: list[Hostile], language: Language
) -> None:
    """Each is refused with a sentence or kept by its hash; the act is finished all the same."""
    assert len(hostile) > 50
    chat = await begin_filled(office, language)
    for start in range(0, len(hostile), AT_ONCE):
        for file in hostile[start : start + AT_ONCE]:
            chat.phones.send_document(chat.key, file.content, file.name, file.claims)
        await office.settle()
    rows = await evidence(office)
    assert [row["refusal"] for row in rows] == [file.refused for file in hostile]
    assert refusals(chat, language) == Counter(file.refused for file in hostile if file.refused)
    kept = {row["sha256"] for row in rows if row["status"] == "stored"}

    await answer_rest(chat, language)
    await finish(chat, language)
    assert len(chat.documents) == 1
    assert chat.file(chat.documents[0]).startswith(b"%PDF")

    found = kept_files(office.folder)
    assert set(found) == {"photos", "evidence", "acts"}
    assert {path.stem for path in found["photos"] + found["evidence"]} == kept
    assert {path.suffix for path in found["photos"]} == {".jpg"}
    assert {path.suffix for path in found["evidence"]} == {".bin"}
    assert all(SCRIPT not in path.read_bytes() for path in found["photos"])
    kept_paths = [path for paths in found.values() for path in paths]
    assert not any(path.stat().st_mode & 0o177 for path in kept_paths)
    outside = {path.name for path in office.folder.parent.rglob("*") if path.is_file()}
    assert outside.isdisjoint({"x.jpg", "escaped.txt", "passwd", ".env", "CON"})


@pytest.mark.case(45, 56)
async def test_a_bomb_costs_the_printing_process_less_than_100_megabytes(
    hostile: list[Hostile],
) -> None:
    """Its peak of memory after all hostile files, and the same process is still at work."""
    workshop = Workshop()
    await workshop.start()
    assert workshop._worker is not None
    process = workshop._worker.pid
    before = peak_memory(process)
    for file in hostile:
        if file.claims.startswith("image/"):
            reason = await outcome(workshop, file.content)
            assert reason == file.refused, file.name
    large = picture_bytes((4_000, 4_000), kind="PNG")
    assert await outcome(workshop, large) is None
    cost = peak_memory(process) - before
    assert workshop._worker.pid == process
    await workshop.close()
    assert 50 * 1024 < cost < BOMB_COST


def peak_memory(process: int) -> int:
    """Read the most memory a process ever held, in kilobytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


async def outcome(workshop: Workshop, content: bytes) -> RefusalReason | None:
    """Prepare a photo; tell why it was refused."""
    try:
        await workshop.prepare_photo(content)
    except EvidenceRefused as error:
        return error.reason
    return None


@pytest.mark.case(47)
async def test_where_and_with_what_a_photo_was_taken_is_not_kept(office: Office) -> None:
    """Neither on disk nor in the act; the place is given on purpose, as a location."""
    exif = Image.Exif()
    exif[MAKER] = "Secret Camera"
    exif[GPS] = {1: "N", 2: (51.0, 7.0, 42.0)}
    encoded = BytesIO()
    Image.new("RGB", (2_000, 1_500), "teal").save(encoded, "JPEG", exif=exif, comment=b"secret")
    chat = await begin_filled(office, Language.ENGLISH)
    await chat.do(
        lambda: chat.phones.send_document(chat.key, encoded.getvalue(), "a.jpg", "image/jpeg")
    )
    (path,) = (office.folder / "photos").iterdir()
    with Image.open(path) as kept:
        assert not kept.getexif()
        assert "comment" not in kept.info
    assert b"ecret" not in path.read_bytes()


@pytest.mark.case(48)
async def test_somebody_who_sends_too_much_is_stopped_for_the_day(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is for everybody; the next day, and for others, there is room again."""
    monkeypatch.setattr(services, "MAX_BYTES_A_DAY", 5 * 2**20)
    chat = await begin_filled(office, Language.ENGLISH)
    size = 2 * 2**20

    async def send(number: int) -> str:
        content = bytes([number]) * size
        return await chat.do(
            lambda: chat.phones.send_document(chat.key, content, "a.bin", "text/plain")
        )

    assert "2 documents" in [await send(number) for number in range(2)][1]
    assert "at most 5 MB of files a day" in await send(3)
    assert len(await evidence(office)) == 2
    await chat.do(lambda: chat.phones.send_location(chat.key, 51.1, 71.2))
    assert "1 location" in chat.text
    await office.rows("UPDATE evidence SET sent_at = datetime(sent_at, '-1 day') || '+00:00'")
    assert "3 documents" in await send(4)


@pytest.mark.case(48)
async def test_an_inspection_holds_so_many_files(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more is refused in words, and nothing is kept of it."""
    monkeypatch.setattr(services, "MAX_EVIDENCE", 3)
    chat = await begin_filled(office, Language.ENGLISH)
    for _ in range(4):
        await chat.do(lambda: chat.phones.send_location(chat.key, 51.1, 71.2))
    assert "at most 3 files" in chat.text
    assert len(await evidence(office)) == 3


def test_the_limits_are_those_of_the_design() -> None:
    """A hundred files an inspection, 200 MB a day for one inspector, 20 MB a file."""
    assert (services.MAX_EVIDENCE, services.MAX_BYTES_A_DAY) == (100, 200 * 2**20)
    assert MAX_FILE_BYTES == 20 * 2**20


@pytest.mark.case(44)
async def test_a_file_over_20_megabytes_is_refused_whatever_it_claims(office: Office) -> None:
    """By the size that Telegram tells, and by what really comes when that was a lie."""
    chat = await begin_filled(office, Language.ENGLISH)
    stored = office.world.files.add("document", bytes(21 * 2**20), "a.pdf", "application/pdf")
    document = {**stored.identity(), "mime_type": "application/pdf"}
    for size in (stored.identity()["file_size"], 1_000):
        chat.phones._send(chat.key, {"document": {**document, "file_size": size}})
        await office.settle()
        assert "larger than 20 MB" in chat.text
    assert [row["refusal"] for row in await evidence(office)] == ["too_large"]
    assert kept_files(office.folder) == {}


@pytest.mark.case(45, 56)
async def test_a_printing_process_that_dies_of_a_photo_is_replaced(
    office: Office, workshop: Workshop
) -> None:
    """Killed by the system for its memory: the photo is fetched again, the bot goes on."""
    chat = await begin_filled(office, Language.ENGLISH)
    assert workshop._worker is not None
    process = workshop._worker.pid
    os.kill(process, signal.SIGKILL)
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
    assert [row["status"] for row in await evidence(office)] == ["stored"]
    assert workshop._worker is not None
    assert workshop._worker.pid != process
    await answer_rest(chat, Language.ENGLISH)
    await finish(chat, Language.ENGLISH)
    assert len(chat.documents) == 1
