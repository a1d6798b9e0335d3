"""Is a print genuine: by its code, and by the bytes of its file, whatever else is under way."""

import pytest

from bot.demo.errors import bad_request
from bot.domain.act import Edition
from bot.domain.language import Language
from tests.office import Chat, Office
from tests.telegram.issuing import issue, supersede
from tests.telegram.walking import ADDRESS, REMARK, SUBJECT, begin, begin_filled, photo

PDF = "application/pdf"
FOREIGN = b"%PDF-1.7\n%somebody's own\n"
UNKNOWN = "❌ Unknown"
NO_PDF = "This is no PDF"


async def check(chat: Chat, content: bytes, name: str = "a.pdf", kind: str | None = PDF) -> str:
    """Send a file and read the answer, which stands above the screen."""
    await chat.do(lambda: chat.phones.send_document(chat.key, content, name, kind))
    return str(chat.messages[-2]["text"])


async def codes(office: Office) -> list[str]:
    """The codes of all acts."""
    return [row["code"] for row in await office.rows("SELECT code FROM act ORDER BY id")]


async def test_the_file_of_an_act_is_genuine(office: Office) -> None:
    """With number, date, revision and language, and not a word of what it says."""
    chat = await issue(office)
    answer = await check(chat, chat.file(chat.documents[0]))
    assert answer.startswith("✅ Genuine: act № 2026-000001, revision 1, of ")
    assert answer.endswith("Act on the results · English")
    assert not [word for word in (SUBJECT, ADDRESS, REMARK) if word in answer]
    assert "Hello" in chat.text
    assert await office.rows("SELECT 1 FROM evidence") == []


async def test_each_document_and_copy_is_told_by_name(office: Office) -> None:
    """The order to eliminate is no act, and a copy in another language says that it is one."""
    chat = await issue(office, Edition.KAZAKH_AND_RUSSIAN, violated=True)
    act, order = chat.documents
    assert (await check(chat, chat.file(act))).endswith("Act on the results · Қазақша + Русский")
    answer = await check(chat, chat.file(order))
    assert answer.endswith("Order to eliminate violations · Қазақша + Русский")
    await chat.press("🌐 Another language", act)
    await chat.press("English")
    copy = await check(chat, chat.file(chat.documents[2]))
    assert "✅ Genuine" in copy
    assert copy.endswith("Act on the results\nCopy in another language: English")


async def test_a_revision_supersedes_the_act_before(office: Office) -> None:
    """The older file stays genuine, and says which one counts; so does its code."""
    chat = await issue(office)
    revised = await supersede(office)
    answer = await check(chat, chat.file(chat.documents[0]))
    assert "♻️ Genuine, but superseded" in answer
    assert answer.splitlines()[0].endswith("was replaced by revision 2.")
    for code, said in ((revised.code, "✅ Genuine"), ((await codes(office))[0], "♻️ Genuine, but")):
        await chat.do(lambda code=code: chat.phones.start(chat.key, f"v_{code}"))  # type: ignore[misc]
        assert said in chat.messages[-2]["text"]


@pytest.mark.parametrize("change", ["appended", "changed", "cut"])
async def test_one_byte_is_enough(office: Office, change: str) -> None:
    """The file still says which act it is, and its bytes say that it is not."""
    chat = await issue(office)
    file = chat.file(chat.documents[0])
    middle = file.index(b"stream") + 20
    altered = {
        "appended": file + b"\n",
        "changed": file[:middle] + bytes([file[middle] ^ 1]) + file[middle + 1 :],
        "cut": file[:-1],
    }[change]
    answer = await check(chat, altered)
    assert "⚠️ Altered: it says it is act № 2026-000001, revision 1" in answer


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (FOREIGN, UNKNOWN),
        (b"MZ no document at all", NO_PDF),
        (b"", "The file is empty"),
        (FOREIGN + b"\n/Keywords (tekseru:" + b"A" * 22 + b":2026-000001:r1:act:kk)", UNKNOWN),
        (b"%PDF-" + b"\n/Keywords (tekseru:" * 10_000, UNKNOWN),
        (FOREIGN + bytes(20 * 2**20 - len(FOREIGN)), UNKNOWN),
        (FOREIGN + bytes(20 * 2**20), "no file larger than 20 MB"),
    ],
    ids=["foreign", "no PDF", "empty", "pretender", "hostile", "20 MB", "more"],
)
async def test_whatever_is_sent_the_answer_is_clear(
    office: Office, content: bytes, expected: str
) -> None:
    """Foreign, hostile, empty and huge files; the conversation goes on."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await chat.send("/verify")
    await chat.do(lambda: chat.phones.send_document(chat.key, content, "a.pdf", PDF))
    assert [m for m in chat.messages[-2:] if expected in str(m.get("text"))]
    if "larger" in expected:
        assert await chat.press("◀ Back")
    assert "Hello" in chat.text


async def test_a_file_that_grows_or_is_gone_is_answered(office: Office) -> None:
    """What the message told of its size is not believed, and no check waits for ever."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    office.world.fail_next("getFile", bad_request("file is too big"))
    assert "no file larger than 20 MB" in await check(chat, FOREIGN)
    office.world.fail_next("getFile", bad_request("invalid file_id"))
    assert "Telegram no longer has the file" in await check(chat, FOREIGN)
    assert "Hello" in chat.text


async def test_the_code_of_a_print_tells_whether_the_act_exists(office: Office) -> None:
    """Anybody with a role may scan or type it; what the act says is told to nobody else."""
    await issue(office)
    await office.hire("supervisor")
    code = (await codes(office))[0]
    chat = office.chat("supervisor")
    await chat.do(lambda: chat.phones.start(chat.key, f"v_{code}"))
    assert "✅ Genuine: act № 2026-000001, revision 1" in chat.messages[-2]["text"]
    for wrong in ("v_unknown", "v_", f"v_{code}x", f"v_{code.swapcase()}", f"v_{'A' * 22}"):
        await chat.do(lambda wrong=wrong: chat.phones.start(chat.key, wrong))  # type: ignore[misc]
        assert UNKNOWN in chat.messages[-2]["text"]
    await chat.send("/verify")
    for typed in (code, f" {code[:9]} {code[9:]}\n", f"https://t.me/a_bot?start=v_{code}"):
        await chat.send("/verify")
        await chat.send(typed)
        assert "✅ Genuine: act № 2026-000001" in chat.messages[-2]["text"]
        assert "Hello" in chat.text
    assert not [word for word in (SUBJECT, ADDRESS) if word in str(chat.messages)]


async def test_verify_explains_and_leads_back(office: Office) -> None:
    """Out of the middle of an inspection, and into it again at the same requirement."""
    chat = await begin_filled(office, Language.ENGLISH)
    await chat.press("✅ Complies")
    shown = chat.text
    for way in ("◀ Back", "/cancel"):
        explained = await chat.send("/verify")
        assert "QR code" in explained
        assert "as a file" in explained
        await (chat.send(way) if way.startswith("/") else chat.press(way))
        assert chat.text.splitlines()[-1] == shown.splitlines()[-1]
    await chat.send("/verify")
    await chat.send("/verify")
    assert UNKNOWN in await check(chat, FOREIGN, "a.txt", "text/plain")
    assert chat.text.splitlines()[-1] == shown.splitlines()[-1]
    assert await office.rows("SELECT 1 FROM evidence") == []
    await chat.press("✅ Complies")
    assert "3 / 8" in chat.text


async def test_several_files_are_checked_one_after_another(office: Office) -> None:
    """None of them becomes evidence, and the inspection comes back after the last one."""
    issued = await issue(office)
    file = issued.file(issued.documents[0])
    chat = await begin_filled(office, Language.ENGLISH)
    await chat.send("/verify")
    for content in (file, FOREIGN):
        chat.phones.send_document(chat.key, content, "a.pdf", PDF)
    await office.settle()
    texts = [str(m.get("text")) for m in chat.messages[-5:]]
    assert [text[:3] for text in texts if text[:2] in {"✅ ", "❌ "}] == ["✅ G", "❌ U"]
    assert "1 / 8" in chat.text
    assert await office.rows("SELECT 1 FROM evidence") == []


async def test_what_is_no_file_and_no_code_is_refused_in_words(office: Office) -> None:
    """A photo has other bytes, a remark is no code; neither is kept, and both are told so."""
    chat = await begin_filled(office, Language.ENGLISH)
    await chat.send("/verify")
    assert "⚠️ This is not a code" in await chat.send("a remark, but in the wrong place")
    picture = photo()
    assert "⚠️ A photo cannot be checked" in await chat.do(
        lambda: chat.phones.send_photo(chat.key, picture)
    )
    assert "⚠️ This was not kept" in await chat.do(
        lambda: chat.phones.send_voice(chat.key, b"OggS", 3)
    )
    assert UNKNOWN in await _typed(chat, "A" * 22)
    await chat.press("◀ Back")
    assert "1 / 8" in chat.text
    kept = await office.rows("SELECT 1 FROM evidence UNION ALL SELECT 1 FROM answer")
    assert kept == []


async def _typed(chat: Chat, text: str) -> str:
    await chat.send(text)
    return str(chat.messages[-2]["text"])


@pytest.mark.parametrize("kind", [PDF, "application/octet-stream"])
async def test_a_pdf_stays_evidence_while_a_requirement_is_open(office: Office, kind: str) -> None:
    """An inspector files papers; only after /verify, or when nothing is open, they are checked."""
    chat = await begin_filled(office, Language.ENGLISH)
    await chat.do(lambda: chat.phones.send_document(chat.key, FOREIGN, "paper.PDF", kind))
    assert "Kept with requirement 1" in chat.text
    assert len(await office.rows("SELECT 1 FROM evidence WHERE status = 'stored'")) == 1
    question = chat.screen["message_id"]
    await chat.send("/verify")
    await chat.do(
        lambda: chat.phones.send_document(chat.key, FOREIGN + b"2", "b.pdf", kind, None, question)
    )
    assert len(await office.rows("SELECT 1 FROM evidence WHERE status = 'stored'")) == 2
    await chat.tap(chat.screen, "e", force=True)
    assert UNKNOWN in await check(chat, FOREIGN, "paper.PDF", kind)
    await chat.do(lambda: chat.phones.send_document(chat.key, b"text", "notes.txt", "text/plain"))
    assert "This was not kept" in chat.text


async def test_a_pdf_in_the_middle_of_an_inspection_is_not_checked(office: Office) -> None:
    """In the header or at the review it was meant for the inspection: it says where it belongs."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat)
    for data in ("h:1:address", "r:1"):
        await chat.tap(chat.screen, data, force=True)
        await chat.do(lambda: chat.phones.send_document(chat.key, FOREIGN, "paper.pdf", PDF))
        assert "This was not kept: open the requirement" in chat.text
    assert UNKNOWN not in str(chat.messages)


async def test_an_inspection_that_ended_meanwhile_is_not_returned_to(office: Office) -> None:
    """Cancelled from an older screen, or given to nobody: then home."""
    chat = await begin_filled(office, Language.ENGLISH)
    await chat.send("/verify")
    await office.rows("UPDATE inspection SET status = 'cancelled'")
    assert UNKNOWN in await check(chat, FOREIGN)
    assert "Hello" in chat.text
