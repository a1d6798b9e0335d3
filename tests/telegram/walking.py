"""Walking through an inspection as an inspector does, in any language."""

from io import BytesIO

from PIL import Image

from bot.domain.checklist import Verdict
from bot.domain.language import Language
from bot.i18n import gettext, speaking
from bot.telegram.screens.words import LANGUAGE_NAMES, verdict_label
from tests.office import BODY, Chat, Office

BIN = "500640000015"
IIN = "500615100015"
SUBJECT = '"A&B" <b>ЖШС</b> 😀'
ADDRESS = "Екібастұз қ., Өндірістік аймақ, 12"
APPOINTMENT = "17-2/141"
REMARK = "Тізілімде жоқ 14 құрылғы табылды"
MINERS = "digital_miners"
POOLS = "digital_mining_pools"


def say(language: Language, message: str) -> str:
    """What the bot's own text is in a language."""
    with speaking(language):
        return gettext(message)


def label(language: Language, verdict: Verdict) -> str:
    """What the button of a verdict says."""
    with speaking(language):
        return verdict_label(verdict)


def photo(width: int = 640, height: int = 480, color: str = "teal") -> bytes:
    """A photo as a phone sends it."""
    encoded = BytesIO()
    Image.new("RGB", (width, height), color).save(encoded, "JPEG")
    return encoded.getvalue()


async def begin(chat: Chat, checklist: str = MINERS) -> None:
    """Choose a checklist."""
    await chat.send("/new")
    wanted = next(
        button for button in chat.buttons() if str(button["callback_data"]) == f"n:{checklist}"
    )
    await chat.tap(chat.screen, str(wanted["callback_data"]))


async def fill_header(chat: Chat, language: Language, subject: str = SUBJECT) -> None:
    """Answer each field of the header."""
    await chat.press(BODY)
    await chat.send(APPOINTMENT)
    await chat.press(say(language, "Today"))
    await chat.send(subject)
    await chat.send(BIN)
    if say(language, "Take over") in chat.labels():
        await chat.press(say(language, "Keep what I typed"))
    await chat.send(ADDRESS)


async def answer_rest(chat: Chat, language: Language) -> None:
    """Answer each requirement that is still open with *complies*, or the first case that does."""
    complies = label(language, Verdict.COMPLIES)
    while any("a:" in data or "k:" in data for data in _data(chat)):
        labels = chat.labels()
        await chat.press(complies if complies in labels else "✅")


async def begin_filled(office: Office, language: Language, checklist: str = MINERS) -> Chat:
    """An inspector at the first requirement of a fresh inspection."""
    await office.hire("inspector", language=language)
    chat = office.chat("inspector")
    await begin(chat, checklist)
    await fill_header(chat, language)
    return chat


async def finish(chat: Chat, language: Language, printed: Language | None = None) -> None:
    """Finish from the review, with an act in a language."""
    await chat.press(say(language, "Finish"))
    await chat.press(LANGUAGE_NAMES[printed or language])


def _data(chat: Chat) -> list[str]:
    return [str(button.get("callback_data", ""))[:2] for button in chat.buttons()]
