"""Walking through an inspection as an inspector does, in any language."""

from io import BytesIO

from PIL import Image

from bot.domain.act import Edition
from bot.domain.checklist import Severity, Verdict
from bot.domain.language import Language
from bot.i18n import gettext, speaking
from bot.telegram.screens.elimination import severity_name
from bot.telegram.screens.words import edition_name, verdict_label
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


def grade(language: Language, severity: Severity = Severity.SIGNIFICANT) -> str:
    """What the button of a severity says."""
    with speaking(language):
        return severity_name(severity)


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
    while _first(chat, "a:") or _first(chat, "k:"):
        labels = chat.labels()
        await chat.press(complies if complies in labels else "✅")


async def begin_violated(office: Office, language: Language, *numbers: str) -> Chat:
    """An inspector at the review, with these requirements violated and described."""
    chat = await begin_filled(office, language)
    for number in numbers:
        await chat.tap(chat.screen, f"q:1:{number}", force=True)
        await chat.press(label(language, Verdict.VIOLATES))
        await chat.send(REMARK)
        await chat.press(say(language, "Next ▶"))
    await answer_rest(chat, language)
    return chat


async def order_everything(chat: Chat, language: Language) -> None:
    """From the review, give each violation that lacks it a severity and the shortest term."""
    if violation := _first(chat, "eo:"):
        await chat.tap(chat.screen, violation)
    while term := _first(chat, "ed:"):
        await chat.tap(chat.screen, term)
        inspection, number = term.split(":")[1:3]
        if _first(chat, f"eg:{inspection}:{number}:"):
            await chat.press(grade(language))


async def begin_filled(office: Office, language: Language, checklist: str = MINERS) -> Chat:
    """An inspector at the first requirement of a fresh inspection."""
    await office.hire("inspector", language=language)
    chat = office.chat("inspector")
    await begin(chat, checklist)
    await fill_header(chat, language)
    return chat


async def finish(chat: Chat, language: Language, printed: Edition | None = None) -> None:
    """Finish from the review, whatever is violated, with documents in an edition."""
    await order_everything(chat, language)
    await chat.press(say(language, "Finish"))
    await chat.press(edition_name(printed or Edition(language.value)))


def _data(chat: Chat) -> list[str]:
    return [str(button.get("callback_data", "")) for button in chat.buttons()]


def _first(chat: Chat, beginning: str) -> str | None:
    return next((data for data in _data(chat) if data.startswith(beginning)), None)
