"""The terms of an order after the act is finished: who sees them, and what becomes of them."""

from datetime import timedelta

import pytest

from bot.domain.language import Language
from tests.office import Chat, Office
from tests.telegram.terms import (
    open_term,
    ordered,
    proofs,
    terms,
    today,
    told,
    written,
)
from tests.telegram.walking import photo, say

REMARK = 'Тізілімге енгізілді <b>"&"</b> 😀'
REASON = "Жабдық жолда & <i>кедендe</i> 😀"


async def extend(chat: Chat, *said: str) -> str:
    """Type these into the dialog that extends the open term."""
    await chat.press("⏳ Extend")
    for each in said:
        await chat.send(each)
    return chat.text


@pytest.mark.parametrize("language", list(Language))
async def test_the_order_lists_its_violations(office: Office, language: Language) -> None:
    """Each violation with its term and the days that are left, in every language."""
    chat = await ordered(office, language=language)
    await chat.tap(chat.screen, "do:1", force=True)
    assert say(language, "Order to eliminate violations") in chat.text
    assert chat.text.count("⏳") == 2
    assert "10 " in chat.text
    assert [label[:4] for label in chat.labels()[:2]] == ["⏳ 3 ", "⏳ 7 "]
    await chat.press("⏳ 7")
    assert "7." in chat.text
    await chat.press(say(language, "◀ Back"))
    assert chat.text.count("⏳") == 2
    opened = await told(office, "deadline_opened")
    assert opened == ["deadline_opened"] * 2


async def test_a_violation_is_eliminated_with_an_album_and_a_remark(office: Office) -> None:
    """All photos count, the remark is kept as it was typed, and who did it is shown."""
    chat = await ordered(office)
    await open_term(chat)
    await chat.press("✅ Eliminated")
    assert not [label for label in chat.labels() if "Confirm" in label]
    pictures = [photo(color=f"rgb({place * 20},90,90)") for place in range(10)]
    await chat.do(lambda: chat.phones.send_album(chat.key, pictures, "Hall 3"))
    assert "📎 10 photos" in chat.text
    await chat.send(REMARK)
    assert "10 photos" in chat.text
    await chat.press("✅ Confirm")

    assert chat.toast == "Kept."
    assert "Eliminated" in chat.text
    assert 'енгізілді <b>"&"</b> 😀' in chat.text  # as typed, not as bold
    assert office.world.person("inspector").last_name in chat.text
    assert "To be eliminated by" in chat.text
    assert await proofs(office) == [("photo", "stored", 1, None)] * 10
    inspector = office.world.person("inspector").id
    kept = (await terms(office))["7"]
    assert (kept[0], kept[2:]) == ("eliminated", (REMARK, None, inspector, 1))
    assert (await terms(office))["3"][0] == "open"
    assert await told(office, "violation_eliminated") == ["violation_eliminated"]
    await chat.press("◀ Back")
    assert "✅ eliminated" in chat.text


async def test_nothing_is_eliminated_without_a_word_or_a_file(office: Office) -> None:
    """The button comes with the first of the two; pressed without, it says what is missing."""
    chat = await ordered(office)
    await open_term(chat)
    await chat.press("✅ Eliminated")
    await chat.tap(chat.screen, "dc:1:7:0", force=True)
    assert "Nothing shows yet that it was eliminated" in chat.toast
    assert "How was it eliminated?" in chat.text
    assert (await terms(office))["7"][0] == "open"


async def test_what_was_sent_can_be_looked_at(office: Office) -> None:
    """Each file comes as it was sent, with its caption; the last one leads back."""
    chat = await ordered(office, "supervisor")
    await open_term(chat)
    await chat.press("✅ Eliminated")
    phones, key = chat.phones, chat.key
    await chat.do(lambda: phones.send_photo(key, photo(), "<b>Зал</b> & 3"))
    await chat.do(lambda: phones.send_document(key, photo(), "a.jpg", "image/jpeg"))
    await chat.do(lambda: phones.send_voice(key, b"OggS", 3))
    await chat.press("✅ Confirm")
    boss = office.chat("supervisor")
    await open_term(boss)
    before = len(boss.messages)
    await boss.press("📎 Show the proof: 1 photo, 1 document, 1 voice message")
    sent = boss.messages[before:]
    kinds = [next(k for k in ("photo", "document", "voice") if k in each) for each in sent]
    assert kinds == ["photo", "document", "voice"]
    assert "<b>Зал</b> & 3" in sent[0]["caption"]
    await boss.press("◀ Back", sent[-1])
    assert "Eliminated" in boss.text


async def test_a_term_is_extended_with_a_reason(office: Office) -> None:
    """Wrong days are refused with the first possible one; term and reason are both needed."""
    chat = await ordered(office)
    due = today(office) + timedelta(days=10)
    await open_term(chat)
    text = await extend(chat, f"{due:%d.%m.%Y}")
    first = written(due + timedelta(days=1))
    assert f"must be later than the present one: {first} at the earliest" in text
    for wrong in ("31.02.2027", "05,12,2027", "01.01.2999"):
        assert "This is not a date" in await chat.send(wrong)
    assert "Confirm" not in str(chat.labels())
    await chat.send(f"{due + timedelta(days=21):%Y-%m-%d}")
    assert "Type the reason" in chat.text
    await chat.send(REASON)
    await chat.press("⏳ Confirm")

    until = due + timedelta(days=21)
    assert f"extended until {written(until)}" in chat.text
    assert f"at first until {written(due)}" in chat.text
    assert "Жабдық жолда & <i>кедендe</i> 😀" in chat.text
    inspector = office.world.person("inspector").id
    expected = ("open", until.isoformat(), None, REASON, inspector, 1)
    assert (await terms(office))["7"] == expected
    assert await told(office, "term_extended") == ["term_extended"]


@pytest.mark.parametrize(("label", "days"), [("10", 10), ("20", 20), ("30", 30)])
async def test_days_on_buttons_count_from_the_term(office: Office, label: str, days: int) -> None:
    """The reason may come first; an overdue term is extended from today."""
    chat = await ordered(office)
    late = today(office) - timedelta(days=4)
    await office.rows("UPDATE deadline SET due = ? WHERE requirement = '3'", (late.isoformat(),))
    await chat.tap(chat.screen, "do:1", force=True)
    assert "🔴 until" in chat.text
    assert "overdue by 4 days" in chat.text
    for number, since in (("7", today(office) + timedelta(days=10)), ("3", today(office))):
        await open_term(chat, number)
        await extend(chat, REASON)
        await chat.press(f"{label} more days")
        await chat.press("⏳ Confirm")
        until = since + timedelta(days=days)
        assert (await terms(office))[number][1] == until.isoformat()


async def test_not_eliminated_and_taken_back(office: Office) -> None:
    """A remark is optional; it can be taken back, extended, or eliminated later."""
    chat = await ordered(office)
    await open_term(chat)
    await chat.press("❌ Not eliminated")
    await chat.press("❌ Confirm")
    assert "Not eliminated" in chat.text
    assert (await terms(office))["7"][0::2][:2] == ("not_eliminated", None)
    await chat.press("↩ Undo")
    assert chat.toast == "Taken back."
    assert (await terms(office))["7"][0] == "open"
    await chat.press("❌ Not eliminated")
    await chat.send(REMARK)
    await chat.press("❌ Confirm")
    assert (await terms(office))["7"][2] == REMARK
    await chat.press("⏳ Extend")
    await chat.send(REASON)
    await chat.press("10 more days")
    await chat.press("⏳ Confirm")
    assert (await terms(office))["7"][0] == "open"
    await chat.press("✅ Eliminated")
    await chat.send(REMARK)
    await chat.press("✅ Confirm")
    await chat.press("↩ Undo: back to open")
    await chat.press("↩ Undo: as ordered")
    due = today(office) + timedelta(days=10)
    assert (await terms(office))["7"][:4] == ("open", due.isoformat(), None, None)


async def test_a_second_tap_changes_nothing_more(office: Office) -> None:
    """The same button twice does it once; an old one says how things stand now."""
    chat = await ordered(office)
    await open_term(chat)
    await chat.press("✅ Eliminated")
    await chat.send(REMARK)
    await chat.press("✅ Confirm")
    await chat.tap(chat.screen, "dc:1:7:0", force=True)
    assert chat.toast == ""
    assert "Eliminated" in chat.text
    for old in ("de:1:7:0", "dx:1:7:0", "dn:1:7:0", "dy:1:7:0:10", "df:1:7:5", "du:1:7:7"):
        await chat.tap(chat.screen, old, force=True)
        assert "out of date" in chat.toast
    for forged in ("dd:1:4", "dd:1:99", "de:1:4:0", "dc:1:x:0", "dp:1:4"):
        await chat.tap(chat.screen, forged, force=True)
        assert "out of date" in chat.toast
    assert (await terms(office))["7"][-1] == 1
    assert await told(office, "violation_eliminated") == ["violation_eliminated"]


async def test_of_two_who_decide_at_once_the_first_counts(office: Office) -> None:
    """The other is told who was faster, and nothing of the other's is kept."""
    chat = await ordered(office, "supervisor")
    boss = office.chat("supervisor")
    for each, label in ((chat, "✅ Eliminated"), (boss, "❌ Not eliminated")):
        await open_term(each)
        await each.press(label)
        await each.send(REMARK)
    await boss.press("❌ Confirm")
    await chat.press("✅ Confirm")
    assert "was faster: nothing of yours was changed" in chat.toast
    assert office.world.person("supervisor").last_name in chat.toast
    assert "Not eliminated" in chat.text
    assert (await terms(office))["7"][0] == "not_eliminated"
    assert await told(office, "violation_eliminated", "violation_not_eliminated") == [
        "violation_not_eliminated"
    ]


async def test_nobody_else_learns_of_the_order(office: Office) -> None:
    """Not a supervisor who did not receive it; an administrator and a co-inspector do."""
    chat = await ordered(office)
    await office.hire("supervisor", "administrator")
    boss, admin = office.chat("supervisor"), office.chat("administrator")
    for data in ("do:1", "dl:1:0", "dd:1:7", "de:1:7:0", "dc:1:7:0", "du:1:7:0", "dp:1:7"):
        await boss.tap(boss.screen, data, force=True)
        assert "no such act" in boss.toast
    await open_term(admin)
    assert "✅ Eliminated" in admin.labels()
    await office.rows(
        "INSERT INTO participant (inspection, person, joined_at) VALUES (1, ?, '2026')",
        (office.world.person("supervisor").id,),
    )
    await open_term(boss)
    assert "✅ Eliminated" in boss.labels()
    assert chat.labels()


async def test_a_superseded_order_leads_to_the_correction(office: Office) -> None:
    """Its terms no longer count: they can be read, and not changed."""
    chat = await ordered(office)
    await open_term(chat)
    await chat.press("✅ Eliminated")
    await office.rows("UPDATE inspection SET status = 'superseded'")
    await chat.send(REMARK)
    assert (await terms(office))["7"][0] == "open"
    await open_term(chat)
    assert "A correction has replaced this act" in chat.text
    assert chat.labels() == ["◀ Back"]
