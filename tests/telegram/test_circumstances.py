"""The circumstances that the act tells beside the header: tapped, typed, or left for the pen."""

from datetime import date, timedelta

import pytest

from bot.domain.circumstances import Acquaintance, Circumstance
from bot.domain.language import Language
from bot.i18n import speaking
from bot.telegram.screens.circumstances import acquaintance_name, circumstance_name
from bot.telegram.screens.words import day
from tests.documents.reading import folded, read_text
from tests.office import Chat, Office, services_of
from tests.telegram.walking import ADDRESS, answer_rest, begin_filled, finish, say

ENGLISH = Language.ENGLISH
COLLEAGUES = "Оспанов Бауыржан, маман\n\nСейітова Әлия ,  бас маман, бөлім"
TYPED = {
    Circumstance.STARTED_AT: ("05.03.2026 9:05", "2026-03-05T09:05:00+05:00"),
    Circumstance.PERIOD_START: ("05.03.2026", "2026-03-05"),
    Circumstance.PERIOD_END: ("2026-03-06", "2026-03-06"),
    Circumstance.PLACE: ("  Астана,\n Мәңгілік ел, 8 ", "Астана, Мәңгілік ел, 8"),
    Circumstance.COLLEAGUES: (
        COLLEAGUES,
        (
            '[{"full_name":"Оспанов Бауыржан","position":"маман"},'
            '{"full_name":"Сейітова Әлия","position":"бас маман, бөлім"}]'
        ),
    ),
    Circumstance.REPRESENTATIVE_NAME: ("Әбішев <Қанат> & Ко", "Әбішев <Қанат> & Ко"),
    Circumstance.REPRESENTATIVE_POSITION: ("директор", "директор"),
}
PRINTED = (
    "Астана, Мәңгілік ел, 8",
    "Оспанов Бауыржан",
    "Сейітова Әлия, бас маман, бөлім",
    "Әбішев <Қанат> & Ко",
    "директор",
)
REFUSED = {
    (Circumstance.STARTED_AT, "05.03.2026"): "Type day and time",
    (Circumstance.STARTED_AT, "25:00"): "Type day and time",
    (Circumstance.STARTED_AT, "31.02.2026 10:00"): "This is not a date",
    (Circumstance.STARTED_AT, "05.03.2999 10:00"): "This day is still to come",
    (Circumstance.PERIOD_START, "soon"): "This is not a date",
    (Circumstance.PERIOD_END, "05.03.2999"): "This day is still to come",
    (Circumstance.PLACE, "Ұ" * 401): "401 characters, at most 400",
    (Circumstance.PLACE, "\u200b"): "no visible text",
    (Circumstance.COLLEAGUES, "Оспанов Бауыржан"): "full name, comma, position",
    (Circumstance.COLLEAGUES, "Оспанов Бауыржан, "): "full name, comma, position",
    (Circumstance.COLLEAGUES, ", маман"): "full name, comma, position",
    (Circumstance.COLLEAGUES, "A, b\n" * 11): "full name, comma, position",
    (Circumstance.REPRESENTATIVE_NAME, "Ұ" * 201): "201 characters, at most 200",
    (Circumstance.REPRESENTATIVE_POSITION, "\u2060"): "no visible text",
    (Circumstance.ACQUAINTANCE, "signed"): "press one of the buttons",
}


async def at_review(office: Office, language: Language = ENGLISH) -> Chat:
    """An inspector at the review of an inspection without violations."""
    chat = await begin_filled(office, language)
    await answer_rest(chat, language)
    return chat


async def told(office: Office) -> dict[Circumstance, str | None]:
    """What is kept."""
    (row,) = await office.rows("SELECT * FROM inspection")
    return {name: row[name.value] for name in Circumstance}


def today(office: Office) -> date:
    """The present day of the bot."""
    return services_of(office.app).inspections.today()


def named(name: Circumstance, language: Language = ENGLISH) -> str:
    """What a circumstance is called."""
    with speaking(language):
        return circumstance_name(name)


@pytest.mark.parametrize("language", list(Language))
async def test_each_circumstance_can_be_typed_and_is_printed(
    office: Office, language: Language
) -> None:
    """What was typed is kept, shown in the list, and stands in the act."""
    chat = await at_review(office, language)
    await chat.press(say(language, "✏ Circumstances"))
    for name, (typed, kept) in TYPED.items():
        await chat.press(f"▫️ {named(name, language)}"[:50])
        await chat.send(typed)
        assert f"✅ {named(name, language)}"[:50] in str(chat.labels())
        assert (await told(office))[name] == kept
    await chat.tap(chat.screen, "cf:1:acquaintance")
    with speaking(language):
        refused = acquaintance_name(Acquaintance.REFUSED_TO_READ)
        first, last = day(date(2026, 3, 5)), day(date(2026, 3, 6))
    await chat.press(refused)
    assert not any(label.startswith("▫️") for label in chat.labels())
    for shown in ("Әбішев <Қанат> & Ко", "Сейітова Әлия, бас маман, бөлім", refused, first, last):
        assert shown in chat.text
    await chat.press(say(language, "📋 Review"))
    assert say(language, "All items are filled in.") in chat.text
    await finish(chat, language)
    printed = read_text(chat.file(chat.documents[0]))
    for value in (*PRINTED, "09:05"):
        assert folded(value) in printed


@pytest.mark.parametrize("language", list(Language))
async def test_what_can_be_tapped_need_not_be_typed(office: Office, language: Language) -> None:
    """Just now, yesterday, today, the header's address, nobody else, and four ways to end."""
    chat = await at_review(office, language)
    await chat.tap(chat.screen, "co:1")
    taps = {
        Circumstance.STARTED_AT: "Just now",
        Circumstance.PERIOD_START: "Yesterday",
        Circumstance.PERIOD_END: "Today",
        Circumstance.COLLEAGUES: "Nobody else",
    }
    for name, choice in taps.items():
        await chat.press(f"▫️ {named(name, language)}"[:50])
        await chat.press(say(language, choice))
    await chat.press(f"▫️ {named(Circumstance.PLACE, language)}"[:50])
    await chat.press(ADDRESS)
    assert ADDRESS in chat.text
    assert say(language, "Nobody else") in chat.text
    kept = await told(office)
    assert str(kept[Circumstance.STARTED_AT]).startswith(today(office).isoformat())
    assert kept[Circumstance.PERIOD_START] == (today(office) - timedelta(days=1)).isoformat()
    assert kept[Circumstance.PERIOD_END] == today(office).isoformat()
    assert (kept[Circumstance.COLLEAGUES], kept[Circumstance.PLACE]) == ("[]", ADDRESS)
    for each in Acquaintance:
        await chat.tap(chat.screen, "cf:1:acquaintance")
        with speaking(language):
            await chat.press(acquaintance_name(each))
        assert (await told(office))[Circumstance.ACQUAINTANCE] == each


@pytest.mark.parametrize(("name", "typed"), list(REFUSED))
async def test_what_cannot_be_is_refused(office: Office, name: Circumstance, typed: str) -> None:
    """The words say what is expected, the question stays, nothing is kept."""
    chat = await at_review(office)
    question = await chat.tap(chat.screen, f"cf:1:{name}", force=True)
    answer = await chat.send(typed)
    assert answer.startswith("⚠️")
    assert REFUSED[name, typed] in answer
    assert answer.endswith(question)
    assert set((await told(office)).values()) == {None}


async def test_a_moment_of_today_is_its_time_alone(office: Office) -> None:
    """The shortest way to say it on the day itself."""
    chat = await at_review(office)
    await chat.tap(chat.screen, "cf:1:started_at", force=True)
    await chat.send("0:00")
    kept = (await told(office))[Circumstance.STARTED_AT]
    assert str(kept).startswith(f"{today(office).isoformat()}T00:00:00")


async def test_a_period_does_not_end_before_it_begins(office: Office) -> None:
    """Whichever end is told last, typed or tapped."""
    chat = await at_review(office)
    await chat.tap(chat.screen, "cf:1:period_start", force=True)
    await chat.press("Today")
    await chat.press("▫️ End")
    await chat.press("Yesterday")
    assert "The period ends before it begins." in chat.toast
    assert "The period ends before it begins." in await chat.send("05.03.2026")
    assert (await told(office))[Circumstance.PERIOD_END] is None
    await chat.press("Today")
    await chat.press("✅ Beginning")
    await chat.press("Yesterday")
    kept = await told(office)
    assert str(kept[Circumstance.PERIOD_START]) < str(kept[Circumstance.PERIOD_END])


async def test_what_was_told_can_be_told_anew(office: Office) -> None:
    """The question shows what is saved; back leaves it as it is."""
    chat = await at_review(office)
    await chat.tap(chat.screen, "cf:1:representative_name", force=True)
    await chat.send("Әбішев")
    await chat.press("✅ Representative")
    assert "Saved: Әбішев" in chat.text
    await chat.press("◀ Back")
    assert (await told(office))[Circumstance.REPRESENTATIVE_NAME] == "Әбішев"
    await chat.press("✅ Representative")
    await chat.send("Қанатов")
    assert (await told(office))[Circumstance.REPRESENTATIVE_NAME] == "Қанатов"


@pytest.mark.parametrize("language", list(Language))
async def test_nothing_of_it_need_be_told(office: Office, language: Language) -> None:
    """Four gaps that do not hold anybody up; the act has lines for the pen instead."""
    chat = await at_review(office, language)
    gaps = [data for b in chat.buttons() if (data := str(b["callback_data"])).startswith("cf:")]
    assert gaps == [
        "cf:1:started_at",
        "cf:1:representative_name",
        "cf:1:representative_position",
        "cf:1:acquaintance",
    ]
    await chat.tap(chat.screen, "cf:1:started_at")
    await chat.press(say(language, "◀ Back"))
    await chat.press(say(language, "📋 Review"))
    await finish(chat, language)
    assert len(chat.documents) == 1
    assert set((await told(office)).values()) == {None}


async def test_a_button_of_a_finished_inspection_changes_nothing(office: Office) -> None:
    """What was signed stays what it is."""
    chat = await at_review(office)
    await chat.tap(chat.screen, "cf:1:acquaintance")
    question = chat.screen
    await chat.press("◀ Back")
    await chat.press("📋 Review")
    await finish(chat, ENGLISH)
    for data in ("co:1", "cf:1:place", "cu:1:acquaintance:signed"):
        await chat.tap(question, data, force=True)
        assert "finished or cancelled" in chat.toast
    assert set((await told(office)).values()) == {None}


async def test_a_button_of_somebody_elses_inspection_does_nothing(office: Office) -> None:
    """Nor do the words tell that there is such an inspection."""
    await at_review(office)
    await office.hire("supervisor")
    other = office.chat("supervisor")
    for data in ("co:1", "cf:1:place", "cu:1:acquaintance:signed", "cu:1:colleagues:nobody"):
        await other.tap(other.screen, data, force=True)
        assert "There is no such inspection." in other.toast
    assert set((await told(office)).values()) == {None}
