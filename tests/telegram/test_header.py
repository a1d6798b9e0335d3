"""Filling in the header: what is accepted, what is refused, and that nothing entered is lost."""

import pytest

from bot.domain.language import Language
from tests.office import BODY, Chat, Office
from tests.telegram.walking import (
    ADDRESS,
    APPOINTMENT,
    BIN,
    IIN,
    MINERS,
    POOLS,
    SUBJECT,
    answer_rest,
    begin,
    fill_header,
    finish,
)

ENGLISH = Language.ENGLISH


async def at_number(office: Office, checklist: str) -> Chat:
    """An inspector who is asked for the IIN/BIN."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat, checklist)
    await chat.press(BODY)
    await chat.send(APPOINTMENT)
    await chat.press("Today")
    await chat.send(SUBJECT)
    return chat


@pytest.mark.case(26)
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("500640000014", "the check digit does not match"),
        ("50064000001", "exactly 12 digits"),
        ("50064000O015", "exactly 12 digits"),
        ("500640000610", "the check digit does not match"),
        ("💥", "exactly 12 digits"),
        ("   ", "exactly 12 digits"),
    ],
)
async def test_a_wrong_number_is_refused_with_the_reason(
    office: Office, typed: str, answer: str
) -> None:
    """The field is asked for again, and everything entered before is still there."""
    chat = await at_number(office, MINERS)
    if typed.strip():
        assert answer in await chat.send(typed)
        assert "12 digits of the IIN or BIN" in chat.text
    await chat.send(BIN)

    header = await office.rows("SELECT * FROM inspection")
    assert (header[0]["subject_name"], header[0]["subject_number"]) == (SUBJECT, BIN)


@pytest.mark.case(26, 61)
async def test_miners_may_have_an_iin_and_pools_may_not(office: Office) -> None:
    """The pools' form takes a BIN only; the number is shown with its last digits alone."""
    chat = await at_number(office, POOLS)
    assert "takes a BIN only" in await chat.send(IIN)
    await chat.send(BIN)
    assert "••••••••0015" in chat.text
    assert not any(BIN in str(message.get("text")) for message in chat.messages)


@pytest.mark.case(26)
async def test_an_odd_date_in_the_number_is_only_a_hint(office: Office) -> None:
    """Since 2013 the digits of an IIN need not follow the birth date."""
    chat = await at_number(office, MINERS)
    assert "date part of the number is unusual" in await chat.send("501399100015")
    assert "header, 6 of 6" in chat.text


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("31.02.2026", "not a date"),
        ("tomorrow", "not a date"),
        ("05.03.1899", "not a date"),
        ("01.01.2999", "still to come"),
    ],
)
async def test_a_wrong_date_is_refused_with_an_example(
    office: Office, typed: str, answer: str
) -> None:
    """The date of the appointment act is a day that has come."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat)
    await chat.press(BODY)
    await chat.send(APPOINTMENT)

    assert answer in await chat.send(typed)
    await chat.send("5.3.2026")
    rows = await office.rows("SELECT appointment_date FROM inspection")
    assert rows[0]["appointment_date"] == "2026-03-05"


@pytest.mark.case(25)
async def test_texts_longer_than_the_form_are_refused(office: Office) -> None:
    """A name of 4,096 characters is refused with both figures, and the field asked for again."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat)
    await chat.press(BODY)
    await chat.send(APPOINTMENT)
    await chat.press("Yesterday")

    answer = await chat.send("Ұ" * 4096)
    assert "4096 characters, at most 400" in answer
    assert "header, 4 of 6" in answer
    await chat.send("Ұ" * 400)
    assert "header, 5 of 6" in chat.text


async def test_each_field_can_be_skipped_and_is_then_a_gap(office: Office) -> None:
    """Skipped fields are buttons of the review, and the act cannot be finished without them."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat)
    for _field in range(6):
        await chat.press("Skip")
    await answer_rest(chat, ENGLISH)

    assert "10 gaps are left" in chat.text  # four of them circumstances, which do not block
    assert "Finish" not in chat.labels()
    await chat.press("Empty: Address")
    await chat.send(ADDRESS)
    assert "9 gaps are left" in chat.text


async def test_one_can_go_back_and_correct_a_field(office: Office) -> None:
    """*Back* shows what is saved; typing replaces it, *next* keeps it."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat)
    await chat.press(BODY)
    await chat.send("old number")
    await chat.press("◀ Back")
    assert "Saved: old number" in chat.text

    await chat.send("new number")
    await chat.press("◀ Back")
    await chat.press("Next ▶")
    rows = await office.rows("SELECT appointment_number FROM inspection")
    assert rows[0]["appointment_number"] == "new number"


async def test_every_field_can_be_corrected_from_the_review(office: Office) -> None:
    """*Header* in the review leads through all fields, filled or not."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat)
    await fill_header(chat, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await chat.press("✏ Header")
    for place in range(2, 7):
        await chat.press("Next ▶")
        assert f"header, {place} of 6" in chat.text
    await chat.send("Corrected address")
    assert "Corrected address" in chat.text
    assert "review" in chat.text
    await chat.press("✏ Header")
    for _field in range(6):
        await chat.press("Next ▶")
    assert "review" in chat.text


async def test_a_location_becomes_the_address(office: Office) -> None:
    """A shared place fills the address, and nothing else."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat)
    await chat.do(lambda: chat.phones.send_location(chat.key, 51.7, 75.3))
    assert "fits the address field only" in chat.text
    for _field in range(5):
        await chat.press("Skip")
    await chat.do(lambda: chat.phones.send_location(chat.key, 51.7, 75.3))
    rows = await office.rows("SELECT address FROM inspection")
    assert rows[0]["address"].startswith("51.7")


async def test_a_known_subject_is_offered(office: Office) -> None:
    """Name and address of an earlier inspection of the same subject can be taken over."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat)
    await fill_header(chat, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH)

    await begin(chat)
    await chat.press(BODY)
    await chat.send("second")
    await chat.press("Today")
    await chat.send("another spelling")
    assert "known from an earlier inspection" in await chat.send(BIN)
    await chat.press("Take over")
    rows = await office.rows("SELECT subject_name, address FROM inspection ORDER BY id DESC")
    assert tuple(rows[0]) == (SUBJECT, ADDRESS)


async def test_a_known_subject_can_be_declined(office: Office) -> None:
    """What was typed stays, and the address is asked for."""
    await office.hire("inspector")
    chat = office.chat("inspector")
    await begin(chat)
    await fill_header(chat, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH)
    await begin(chat)
    for _field in range(3):
        await chat.press("Skip")
    await chat.send("another spelling")
    await chat.send(BIN)
    await chat.press("Keep what I typed")
    assert "header, 6 of 6" in chat.text
    rows = await office.rows("SELECT subject_name FROM inspection ORDER BY id DESC")
    assert rows[0]["subject_name"] == "another spelling"
