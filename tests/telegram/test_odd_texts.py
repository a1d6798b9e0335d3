"""Whatever is typed or sent: refused with a sentence, or kept exactly; and never as markup."""

import random
import unicodedata
from typing import Any

import pytest

from bot.domain.checklist import SubjectNumberKind
from bot.domain.subject_number import SubjectNumberRefused, check_subject_number
from tests.campaign.recorded import begin, press, say
from tests.direct import DirectOffice
from tests.telegram.walking import IIN

WHO = "inspector"
KEPT = {
    "right-to-left": "\u202eабв\u202c",
    "zero width inside": "а\u200bб\u200dв",
    "emoji": "👩‍👩‍👧‍👦 🇰🇿",
    "markup": "<b>&amp;</b> <a href='x'>\"",
    "lines": "one\ntwo",
    "combined": "Й",
    "4096": "ұ" * 4000,
    "like a format": "%(name)s {0} %s",
}
CHANGED = {
    "NUL": ("a\x00b", "ab"),
    "terminal": ("a\x1b[31mb", "a[31mb"),
    "half an emoji": ("a\ud83db", "a\N{REPLACEMENT CHARACTER}b"),
    "spaces around": ("  a  ", "a"),
}
REFUSED = {
    "empty": "",
    "spaces": "   \t ",
    "zero width": "\u200b\u200d\ufeff",
    "directions": "\u202e\u202c",
    "NUL alone": "\x00",
    "too long": "ұ" * 4096,
}


def message(office: DirectOffice, **content: Any) -> dict[str, Any]:
    """A message as Telegram would deliver it, with anything in it."""
    person = office.world.person(WHO)
    number = next(NUMBERS)
    fields = {"message_id": number, "date": 1_790_000_000, "chat": person.as_chat()}
    return {"update_id": number, "message": {**fields, "from": person.as_user(), **content}}


NUMBERS = iter(range(7 * 10**8, 8 * 10**8))


async def deliver(office: DirectOffice, **content: Any) -> str:
    """Deliver a message and read the answer."""
    await office.handle([message(office, **content)])
    await office.speak()
    assert [tuple(row) for row in office.rows("SELECT error FROM dead_letter")] == []
    return str(office.messages(WHO)[-1]["text"])


async def remark_of(office: DirectOffice, text: str) -> tuple[str | None, str]:
    """Type a remark to the open requirement: what is kept, and what is said."""
    await begin(office, WHO)
    answer = await deliver(office, text=text)
    rows = office.rows("SELECT remark FROM answer")
    return (rows[0][0] if rows else None), answer


@pytest.mark.case(25)
@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
async def test_an_odd_text_is_kept_exactly(direct: DirectOffice, text: str) -> None:
    """In the one form that Unicode calls composed, and else to the letter."""
    kept, answer = await remark_of(direct, text)
    assert kept == unicodedata.normalize("NFC", text)
    assert "Remark kept" in answer


@pytest.mark.case(25)
@pytest.mark.parametrize(("text", "kept"), CHANGED.values(), ids=CHANGED)
async def test_what_cannot_be_printed_is_left_out(
    direct: DirectOffice, text: str, kept: str
) -> None:
    """Control characters go; half of a letter becomes the sign for an unknown one."""
    assert (await remark_of(direct, text))[0] == kept


@pytest.mark.case(25)
@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
async def test_a_text_without_words_is_refused(direct: DirectOffice, text: str) -> None:
    """A sentence says why, and nothing is kept."""
    kept, answer = await remark_of(direct, text)
    assert kept is None
    assert answer.startswith("⚠️")


@pytest.mark.case(25)
@pytest.mark.parametrize(
    "place", ["q:{}:1", "a:{}:4:0:not_applicable", "h:{}:address", "r:{}", "e"]
)
@pytest.mark.parametrize("kind", ["sticker", "poll", "dice", "contact", "story", "pinned_message"])
async def test_what_cannot_be_kept_is_answered_everywhere(
    direct: DirectOffice, place: str, kind: str
) -> None:
    """At a question, a reason, a field, the review and at home: said so, and nothing changed."""
    inspection = await begin(direct, WHO)
    await press(direct, WHO, place.format(inspection))
    before = direct.rows("SELECT version FROM inspection")[0][0]
    assert (await deliver(direct, **{kind: CONTENT[kind]})).startswith("⚠️")
    assert direct.rows("SELECT version FROM inspection")[0][0] == before


FILE = {"file_id": "f", "file_unique_id": "f"}
CONTENT: dict[str, dict[str, Any]] = {
    "sticker": {
        **FILE,
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    },
    "poll": {
        "id": "1",
        "question": "?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
    "dice": {"emoji": "🎲", "value": 1},
    "contact": {"phone_number": "7", "first_name": "x"},
    "story": {"chat": {"id": 1002, "type": "private"}, "id": 1},
    "pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1002, "type": "private"}},
}


@pytest.mark.case(26, 61)
async def test_a_wrong_number_is_refused_and_not_repeated(direct: DirectOffice) -> None:
    """Five hundred damaged numbers: none is kept, and none is said back in full."""
    inspection = await begin(direct, WHO)
    await press(direct, WHO, f"h:{inspection}:subject_number")
    before = direct.rows("SELECT subject_number FROM inspection")[0][0]
    dice = random.Random(26)
    for _try in range(500):
        digits = list(IIN)
        place = dice.randrange(12)
        digits[place] = dice.choice([each for each in "0123456789XО " if each != digits[place]])
        typed = "".join(digits)
        if is_sound(typed):
            continue  # another person's number: nobody can tell
        answer = await deliver(direct, text=typed)
        assert answer.startswith("⚠️")
        assert typed.strip() not in answer
        assert direct.rows("SELECT subject_number FROM inspection")[0][0] == before


def is_sound(typed: str) -> bool:
    """Say whether this is somebody's number."""
    try:
        return bool(check_subject_number(typed, SubjectNumberKind.IIN_OR_BIN))
    except SubjectNumberRefused:
        return False


SIGNS = ("<", ">", "&", '"', "'", "<b>", "</b>", "&lt;", "&#60;", "<a href=", "ұ", "😀", " ", "%s")
NAMES = 20
DRAWING = ("sendMessage", "editMessageText")


def name(dice: random.Random) -> str:
    """Something that somebody might type, or try."""
    return "x" + "".join(dice.choices(SIGNS, k=dice.randint(1, 8))) + "y"


@pytest.mark.case(30)
async def test_a_name_is_shown_as_it_was_typed_wherever_it_is_shown(direct: DirectOffice) -> None:
    """Subject, address, remark, reason, caption and profile: read as letters, never as markup."""
    dice = random.Random(30)
    for _name in range(NAMES):
        typed = " ".join(name(dice).split())
        for screen in await all_screens(direct, typed):
            assert typed in screen, (typed, screen)
    assert not any("parse" in refusal for refusal in direct.telegram.refused)


async def all_screens(office: DirectOffice, typed: str) -> list[str]:
    """Each text of the bot in which this name must stand."""
    inspection = await begin(office, WHO, "digital_miners")
    shown = []
    for field in ("state_body", "appointment_number", "subject_name", "address"):
        await press(office, WHO, f"h:{inspection}:{field}")
        shown.append(await said(office, typed))
        await press(office, WHO, f"h:{inspection}:{field}")
        shown.append(last(office))
    await press(office, WHO, f"q:{inspection}:1")
    shown += [last(office), await said(office, typed)]
    await press(office, WHO, f"a:{inspection}:4:0:not_applicable")
    await say(office, WHO, typed)
    await press(office, WHO, f"q:{inspection}:4")
    shown.append(last(office))
    await press(office, WHO, f"r:{inspection}")
    shown.append(last(office))
    shown.append(await said(office, "/cancel"))
    for field in ("full_name", "position"):
        await press(office, WHO, f"me:{field}")
        await say(office, WHO, typed)
    shown += [last(office), await said(office, "/profile")]
    await press(office, WHO, f"x:{inspection}")
    shown.append(last(office))
    return shown


async def said(office: DirectOffice, typed: str) -> str:
    """Type something and read the answer."""
    await say(office, WHO, typed)
    return last(office)


def last(office: DirectOffice) -> str:
    """The last message, as it can be read."""
    drawn = [p for method, p in office.telegram.said if method in DRAWING and p["chat_id"] == 1002]
    known = {message["message_id"]: message for message in office.messages(WHO)}
    newest = drawn[-1].get("message_id", max(known))
    return str(known[newest]["text"])
