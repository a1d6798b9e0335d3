"""The documents of a finished inspection: which, in which languages, to whom, and only once."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.act import Edition
from bot.domain.language import Language
from tests.campaign.recorded import begin as begin_directly
from tests.campaign.recorded import press, say
from tests.direct import DirectOffice, staffed
from tests.documents.reading import folded, read_text
from tests.office import Chat, Office, services_of
from tests.telegram.walking import (
    MINERS,
    REMARK,
    answer_rest,
    begin_filled,
    begin_violated,
    finish,
    order_everything,
)

ENGLISH = Language.ENGLISH
BOTH = Edition.KAZAKH_AND_RUSSIAN
OLD_ORDER = "INSERT INTO outbox (lane, kind, payload, subject, due_at) VALUES (?, ?, ?, ?, 0)"


def files(chat: Chat) -> list[str]:
    """The names of the files in a chat, the oldest first."""
    return [str(message["document"]["file_name"]) for message in chat.documents]


def row_in(language: Language, number: str = "1") -> str:
    """A requirement's text, as a print is compared."""
    (form,) = [c.checklist for c in load_checklists([CHECKLISTS]) if c.checklist.id == MINERS]
    return folded(form.requirement(number).text[language])


async def with_violation(office: Office, edition: Edition) -> Chat:
    """An inspector who has just finished an inspection with one violation."""
    chat = await begin_violated(office, ENGLISH, "1")
    await finish(chat, ENGLISH, edition)
    return chat


@pytest.mark.parametrize("edition", list(Edition))
async def test_a_violation_makes_two_documents(office: Office, edition: Edition) -> None:
    """The act, then the order to eliminate, both in the languages that were chosen."""
    chat = await with_violation(office, edition)
    languages = edition.replace("+", "-")
    assert files(chat) == [
        f"act-2026-000001-r1-{languages}.pdf",
        f"order-2026-000001-r1-{languages}.pdf",
    ]
    act, order = (read_text(chat.file(message)) for message in chat.documents)
    for printed in (act, order):
        assert "2026-000001" in printed
        for language in Language:
            assert (row_in(language) in printed) is (language in edition.languages)
    for language in edition.languages:
        assert row_in(language, "2") in act
        assert row_in(language, "2") not in order
    assert folded(REMARK) in act
    assert "Order to eliminate violations" in chat.documents[1]["caption"]
    assert "Send to supervisor" in chat.labels(chat.documents[0])
    assert (await office.rows("SELECT edition FROM act"))[0]["edition"] == edition


async def test_without_a_violation_there_is_one_document(office: Office) -> None:
    """Nothing to eliminate, nothing to order."""
    chat = await begin_filled(office, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH, BOTH)
    assert files(chat) == ["act-2026-000001-r1-kk-ru.pdf"]


async def test_the_supervisor_gets_both_documents(office: Office) -> None:
    """The very files that the inspector has, the act first, and no button to send them on."""
    await office.hire("supervisor")
    chat = await with_violation(office, BOTH)
    await chat.press("Send to supervisor", chat.documents[0])
    await chat.press("Send to supervisor")
    supervisor = office.chat("supervisor")
    assert files(supervisor) == files(chat)
    for own, received in zip(chat.documents, supervisor.documents, strict=True):
        assert chat.file(own) == supervisor.file(received)
        assert "Send to supervisor" not in supervisor.labels(received)
    assert "delivered" in chat.text


async def test_a_copy_in_another_edition_is_marked_and_keeps_the_number(office: Office) -> None:
    """Both documents, in the caption as on the paper; the act's own edition is no copy."""
    chat = await with_violation(office, BOTH)
    await chat.press("🌐 Another language", chat.documents[0])
    await chat.press("Русский")
    assert files(chat)[2:] == ["act-2026-000001-r1-ru.pdf", "order-2026-000001-r1-ru.pdf"]
    original, copy = (read_text(chat.file(chat.documents[place])) for place in (0, 2))
    mark = folded("Настоящая копия")
    assert "2026-000001" in copy
    assert chat.documents[2]["caption"].endswith("Copy in another language: Русский")
    assert chat.documents[3]["caption"].endswith("Copy in another language: Русский")
    assert "Send to supervisor" not in chat.labels(chat.documents[2])
    assert (mark in copy, mark in original) == (True, False)

    await chat.press("🌐 Another language", chat.documents[3])
    await chat.press("Қазақша + Русский")
    assert files(chat)[4:] == files(chat)[:2]
    assert [chat.file(message) for message in chat.documents[4:]] == [
        chat.file(message) for message in chat.documents[:2]
    ]
    assert [row["number"] for row in await office.rows("SELECT COUNT(*) AS number FROM act")] == [1]


@pytest.mark.case(20)
async def test_a_double_tap_on_an_edition_finishes_once(office: Office) -> None:
    """One act, one order, whatever the second tap asks for."""
    chat = await begin_violated(office, ENGLISH, "1")
    await order_everything(chat, ENGLISH)
    await chat.press("Finish")
    screen = chat.screen
    taps = [str(b["callback_data"]) for b in chat.buttons() if "p:1:" in str(b["callback_data"])]
    for data in (taps[2], taps[2], taps[0]):
        chat.phones.tap(chat.key, screen["message_id"], data, force=True)
    await office.settle()
    assert files(chat) == ["act-2026-000001-r1-kk-ru.pdf", "order-2026-000001-r1-kk-ru.pdf"]
    assert len(await office.rows("SELECT 1 FROM document")) == 2


@pytest.mark.case(15)
async def test_a_restart_between_finish_and_print_loses_no_document(tmp_path: Path) -> None:
    """Both are ordered in the transaction that gives the number."""
    office = await staffed(tmp_path / "data")
    number = await begin_directly(office, "inspector")
    version = await ready_to_finish(office, number)
    screen = office.screen("inspector")
    assert screen is not None
    office.phones.tap("inspector", screen["message_id"], f"p:{number}:{version}:kk+ru", force=True)
    await office.handle(office.pick_up())
    await office.crash()
    await office.start()
    await office.settle()
    names = [m["document"]["file_name"] for m in office.messages("inspector") if "document" in m]
    assert names == ["act-2026-000001-r1-kk-ru.pdf", "order-2026-000001-r1-kk-ru.pdf"]
    await office.crash()


async def ready_to_finish(office: DirectOffice, inspection: int) -> int:
    """Answer everything, with one violation and its order; tell the version to finish."""
    who = "inspector"
    await press(office, who, f"a:{inspection}:1:0:violates")
    await say(office, who, REMARK)
    for number in (2, 3, 4, 6, 7, 8):
        await press(office, who, f"a:{inspection}:{number}:0:complies")
    await press(office, who, f"k:{inspection}:5:0:substation")
    await press(office, who, f"eg:{inspection}:1:gross")
    await press(office, who, f"ed:{inspection}:1:10")
    rows = office.rows("SELECT version FROM inspection WHERE id = ?", (inspection,))
    return int(rows[0][0])


@pytest.mark.parametrize(("subject", "name"), [("1:kk:1002", "kk"), ("1:en:1002", "en")])
async def test_what_the_first_release_had_ordered_is_printed(
    office: Office, subject: str, name: str
) -> None:
    """Its orders name no document, its acts have no hash; both were kept through the update."""
    chat = await begin_filled(office, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH)
    await office.rows("UPDATE act SET data_hash = NULL, previous_hash = NULL")
    await office.rows("DELETE FROM document")
    await office.rows(OLD_ORDER, ("print", "print_act", "{}", subject))
    assert office.app.outbox is not None
    office.app.outbox.wake()
    await office.settle()
    assert files(chat)[1:] == [f"act-2026-000001-r1-{name}.pdf"]
    assert await office.rows("SELECT 1 FROM outbox") == []


async def test_an_inspection_of_the_first_release_is_finished_with_an_order(
    office: Office,
) -> None:
    """A draft from before the update has violations without severity and term: they are asked."""
    chat = await begin_violated(office, ENGLISH, "1", "3")
    await office.stop()
    await office.start()
    await chat.tap(chat.screen, "r:1", force=True)
    assert "Finish" not in chat.labels()
    await finish(chat, ENGLISH)
    order = read_text(chat.file(chat.documents[1]))
    due = services_of(office.app).inspections.today() + timedelta(days=10)
    assert folded(f"{due.day} {due:%B %Y}") in order
    assert row_in(ENGLISH, "3") in order
