"""A chat shows at most the last four digits of a person's number; the act has it whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.documents.workshop import Workshop
from bot.domain.language import Language
from tests.campaign.proceedings import act_of
from tests.documents.reading import read_text
from tests.office import BODY, Office
from tests.telegram.walking import (
    APPOINTMENT,
    BIN,
    IIN,
    MINERS,
    POOLS,
    SUBJECT,
    answer_rest,
    begin,
    begin_filled,
    fill_header,
    finish,
    photo,
    say,
)

FIVE_IN_A_ROW = {
    part
    for number in (BIN, IIN)
    for place in range(len(number) - 4)
    if len(set(part := number[place : place + 5])) > 2  # 00001 is no part of a number
}
SEPARATOR = re.compile(r"[\s.\-–—•·\u00a0\u202f]")
NOT_SHOWN = frozenset({"callback_query_id", "chat_id", "message_id", "reply_parameters"})


def shown(value: Any) -> Iterator[str]:
    """All texts of what the bot sent: messages, buttons, toasts, names; without separators."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from () if name in NOT_SHOWN else shown(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from shown(inner)
    else:
        yield SEPARATOR.sub("", str(value))


def gives_away(text: str) -> bool:
    """Say whether more than four digits of a number in a row can be read."""
    return any(part in text for part in FIVE_IN_A_ROW)


@pytest.mark.case(61)
@pytest.mark.parametrize("language", list(Language))
async def test_no_chat_shows_more_than_four_digits(
    tmp_path: Path, workshop: Workshop, language: Language
) -> None:
    """A whole inspection, a second one of the same subject, wrong numbers, lists, a supervisor."""
    async with Office(tmp_path / "data", workshop, admin_ids="1001") as office:
        chat = await begin_filled(office, language, POOLS)
        await office.hire("supervisor", language=language)
        await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
        await answer_rest(chat, language)
        await finish(chat, language)
        await chat.press(say(language, "Send to supervisor"), act_of(chat))
        await chat.press(say(language, "Send to supervisor"))
        await begin(chat, MINERS)
        await fill_header(chat, language)
        await answer_rest(chat, language)
        for command in ("/acts", "/drafts", "/profile", "/help", "/new", "/start", "/cancel"):
            await chat.send(command)
        await begin(chat, MINERS)
        await chat.press(BODY)
        await chat.send(APPOINTMENT)
        await chat.press(say(language, "Today"))
        await chat.send(SUBJECT)
        for wrong in (BIN[:-1] + "9", IIN + "0", " ".join(IIN)):
            await chat.send(wrong)
        acts = [*chat.documents, *office.chat("supervisor").documents]
        assert len(acts) == 2
        texts = [text for call in office.world.calls for text in shown(call.parameters)]
        assert [text for text in texts if gives_away(text)] == []
        assert sum(BIN[-4:] in text for text in texts) > 3
        for act, owner in zip(acts, ("inspector", "supervisor"), strict=True):
            assert BIN in read_text(office.chat(owner).file(act))


def test_the_search_finds_a_number_in_any_form() -> None:
    """As a whole, in groups, in a button and in the name of a file."""
    for sent in (
        {"text": f"number {BIN}"},
        {"caption": "5006 4000 0015"},
        {"reply_markup": {"inline_keyboard": [[{"text": "500-640-000-015"}]]}},
        {"document": f"act-{BIN[:6]}.pdf"},
    ):
        assert any(map(gives_away, shown(sent)))
    assert not any(
        part in text for text in shown({"text": "••••••••0015"}) for part in FIVE_IN_A_ROW
    )
