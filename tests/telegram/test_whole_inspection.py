"""A whole inspection, from /start to the act in the supervisor's chat, over real HTTP."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.checklist import Verdict
from bot.domain.language import Language
from tests.office import Office
from tests.telegram.walking import (
    ADDRESS,
    APPOINTMENT,
    BIN,
    MINERS,
    POOLS,
    REMARK,
    SUBJECT,
    answer_rest,
    begin,
    fill_header,
    finish,
    label,
    photo,
    say,
)


def folded(text: str) -> str:
    """A text without white space, to compare what is printed over several lines."""
    return "".join(text.split())


@pytest.mark.parametrize("checklist", [MINERS, POOLS])
@pytest.mark.parametrize("language", list(Language))
async def test_from_start_to_the_act_in_the_supervisors_chat(
    office: Office, checklist: str, language: Language
) -> None:
    """Every answer, remark and photo is in the act that the supervisor receives."""
    await office.hire("inspector", "supervisor", language=language)
    chat = office.chat("inspector")
    await begin(chat, checklist)
    await fill_header(chat, language)

    await chat.press(label(language, Verdict.VIOLATES))
    await chat.send(REMARK)
    await chat.do(lambda: chat.phones.send_photo(chat.key, photo(), caption="Құрылғылар"))
    await chat.press(say(language, "Next ▶"))
    await answer_rest(chat, language)
    await finish(chat, language)
    await chat.press(say(language, "Send to supervisor"), chat.documents[0])
    await chat.press(say(language, "Send to supervisor"))

    received, order = office.chat("supervisor").documents
    assert received["document"]["file_name"] == f"act-2026-000001-r1-{language}.pdf"
    assert order["document"]["file_name"] == f"order-2026-000001-r1-{language}.pdf"
    assert SUBJECT in received["caption"]
    assert say(language, "delivered") in chat.text
    printed = folded(
        "".join(p.extract_text() for p in PdfReader(BytesIO(chat.file(received))).pages)
    )
    form = next(c.checklist for c in load_checklists([CHECKLISTS]) if c.checklist.id == checklist)
    for requirement in form.requirements:
        assert folded(requirement.text[language]) in printed
    for value in (BIN, ADDRESS, APPOINTMENT, REMARK, "Құрылғылар", '"A&B"<b>ЖШС</b>'):
        assert folded(value) in printed


async def test_the_language_can_change_in_the_middle_of_everything(office: Office) -> None:
    """`/lang` draws the open screen anew at each step, and nothing else changes."""
    await office.hire("inspector", language=Language.ENGLISH)
    chat = office.chat("inspector")
    await begin(chat)
    for language, shown in (
        (Language.RUSSIAN, "Русский"),
        (Language.KAZAKH, "Қазақша"),
        (Language.ENGLISH, "English"),
    ):
        await chat.send("/lang")
        await chat.press(shown)
        form = load_checklists([CHECKLISTS])[0].checklist
        assert form.header[0].caption[language] in chat.text
        assert chat.toast == say(language, "Language: English")
    await fill_header(chat, Language.ENGLISH)
    await chat.press("✅ Complies")
    await chat.send("/lang")
    await chat.press("Русский")

    assert form.requirements[1].text[Language.RUSSIAN] in chat.text
    assert await office.rows("SELECT COUNT(*) FROM answer") is not None
    await chat.press(label(Language.RUSSIAN, Verdict.COMPLIES))
    await answer_rest(chat, Language.RUSSIAN)
    assert say(Language.RUSSIAN, "Finish") in chat.labels()
    assert (
        "Требуют внимания 4 пункта:" in chat.text
    )  # circumstances, which can be filled in by hand
