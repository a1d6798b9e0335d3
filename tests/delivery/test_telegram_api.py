"""Calls over HTTP: every way in which an answer can be wrong, sorted by what to do about it."""

import traceback
from pathlib import Path
from typing import Any

import pytest

from bot.delivery import telegram_api
from bot.delivery.errors import (
    AnotherPoller,
    ChatMigrated,
    PersonUnreachable,
    TelegramRefused,
    TelegramUnreachable,
    TooFast,
    WrongToken,
)
from bot.delivery.telegram_api import TelegramApi, stored_file
from bot.demo.errors import ApiError, too_many_requests
from bot.demo.server import DemoServer
from bot.demo.world import World
from tests.delivery.telegram import (
    TOKEN,
    Answer,
    ScriptedTelegram,
    dropped,
    ok,
    refused,
    silent,
    text,
)

PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"
REDIRECT = text(302, "", Location="/bot1:other/getMe")


async def test_a_result_comes_back_as_telegram_sent_it(
    telegram: ScriptedTelegram, api: TelegramApi
) -> None:
    """Parameters go out as JSON, the result comes in undecoded."""
    telegram.will("sendMessage", ok({"message_id": 5, "unknown": [None]}))
    parameters = {"chat_id": 1, "text": "Қуат", "reply_markup": {"inline_keyboard": []}}
    assert await api.call("sendMessage", parameters) == {"message_id": 5, "unknown": [None]}
    assert telegram.called("sendMessage") == [parameters]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refused(400, "Bad Request: chat not found"), TelegramRefused),
        (refused(401, "Unauthorized"), WrongToken),
        (refused(403, "Forbidden: bot was blocked by the user"), PersonUnreachable),
        (refused(404, "Not Found"), WrongToken),
        (refused(409, "Conflict: terminated by other getUpdates request"), AnotherPoller),
        (refused(413, "Request Entity Too Large"), TelegramRefused),
        (refused(429, "Too Many Requests", retry_after=3), TooFast),
        (refused(400, "upgraded", migrate_to_chat_id=-100), ChatMigrated),
        (refused(400, "upgraded", migrate_to_chat_id="-100"), TelegramRefused),
        (refused(500, "Internal Server Error"), TelegramUnreachable),
        (refused(504, "Gateway Timeout"), TelegramUnreachable),
        (text(502, PAGE), TelegramUnreachable),
        (text(200, PAGE), TelegramUnreachable),
        (text(200, ""), TelegramUnreachable),
        (text(200, '{"ok": true, "resu'), TelegramUnreachable),
        (text(200, "[1, 2]"), TelegramUnreachable),
        (text(200, "null"), TelegramUnreachable),
        (text(200, '{"ok": true}'), TelegramUnreachable),
        (text(200, '{"ok": false}'), TelegramUnreachable),
        (text(200, '{"ok": 1, "result": 1}'), TelegramUnreachable),
        (text(400, '{"ok": false, "error_code": "x"}'), TelegramUnreachable),
        (text(200, "[" * 100_000), TelegramUnreachable),
        (text(403, '{"ok": false, "error_code": 403, "parameters": [1]}'), PersonUnreachable),
        (text(400, '{"ok": false, "error_code": 400, "description": [1]}'), TelegramRefused),
        (REDIRECT, TelegramUnreachable),
        (dropped, TelegramUnreachable),
    ],
)
async def test_each_wrong_answer_has_its_kind_of_error(
    telegram: ScriptedTelegram, api: TelegramApi, answer: Answer, error: type[Exception]
) -> None:
    """What passes, what is refused for good, and who is to blame, is told apart."""
    telegram.will("getMe", answer)
    with pytest.raises(error) as caught:
        await api.call("getMe", {})
    assert type(caught.value) is error
    assert len(telegram.calls) == 1


async def test_bytes_that_are_no_text_are_no_answer(
    telegram: ScriptedTelegram, api: TelegramApi
) -> None:
    """A body in another encoding than it says is a broken answer."""
    telegram.will("getMe", text(200, "ә", **{"Content-Type": "text/plain; charset=utf-16"}))
    with pytest.raises(TelegramUnreachable):
        await api.call("getMe", {})


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [(3, 3.0), (0.5, 0.5), (0, 0.0), (-4, 1.0), (None, 1.0), ("x", 1.0), (10**400, 3600.0)],
)
async def test_the_pause_telegram_asks_for_is_read_with_care(
    telegram: ScriptedTelegram, api: TelegramApi, retry_after: Any, seconds: float
) -> None:
    """No answer makes the bot wait a negative time or for ever."""
    telegram.will("getMe", refused(429, "Too Many Requests", retry_after=retry_after))
    with pytest.raises(TooFast) as caught:
        await api.call("getMe", {})
    assert caught.value.retry_after == seconds


async def test_a_refusal_keeps_telegrams_own_words(
    telegram: ScriptedTelegram, api: TelegramApi
) -> None:
    """Code, description and the new chat are there for whoever decides."""
    telegram.will("getMe", refused(400, "group upgraded", migrate_to_chat_id=-1001))
    with pytest.raises(ChatMigrated) as caught:
        await api.call("getMe", {})
    error = caught.value
    assert (error.code, error.description, error.new_chat) == (400, "group upgraded", -1001)


async def test_an_answer_that_does_not_come_is_not_awaited_for_ever(
    telegram: ScriptedTelegram, api: TelegramApi
) -> None:
    """Each call has its own patience."""
    telegram.will("getMe", silent)
    with pytest.raises(TelegramUnreachable, match="Timeout"):
        await api.call("getMe", {}, seconds=0.05)


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    """A refused connection is an outage, and so is a name that does not exist."""
    for url in ("http://127.0.0.1:1", "http://nowhere.invalid"):
        api = TelegramApi(url, TOKEN)
        with pytest.raises(TelegramUnreachable):
            await api.call("getMe", {})
        await api.close()


@pytest.mark.parametrize("answer", [dropped, silent, text(502, PAGE), refused(401), REDIRECT])
@pytest.mark.parametrize("method", ["getMe", "photos/1.jpg"])
async def test_no_error_tells_the_token(
    telegram: ScriptedTelegram, api: TelegramApi, answer: Answer, method: str
) -> None:
    """Neither its text nor what a log prints of it, with all that led to it."""
    telegram.will("getFile", ok({"file_path": "photos/1.jpg"}))
    telegram.will(method, answer, answer)  # a GET is asked twice when its connection breaks
    with pytest.raises((TelegramUnreachable, TelegramRefused)) as caught:
        await (api.call("getMe", {}, 0.05) if method == "getMe" else download(api))
    assert TOKEN not in f"{caught.value} {caught.value!r}"
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


async def download(api: TelegramApi) -> bytes:
    """Fetch some file, with little patience."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telegram_api, "UPLOAD_SECONDS", 0.05)
        return await api.download("file", 100)


def test_the_server_is_named_without_the_token() -> None:
    """What people read about an outage is the address alone."""
    assert TelegramApi("https://api.telegram.org/", TOKEN).server == "api.telegram.org"


async def test_a_client_that_never_called_can_be_closed() -> None:
    """Closing needs no connection."""
    await TelegramApi("http://127.0.0.1:1", TOKEN).close()


@pytest.mark.parametrize("folder", ["acts", "a#b ?c;d%20", "ұңғыма"])
async def test_a_stored_file_is_sent_under_its_name(
    telegram: ScriptedTelegram, api: TelegramApi, tmp_path: Path, folder: str
) -> None:
    """Name and bytes arrive whole, whatever the folder is called; the rest goes along."""
    (tmp_path / folder).mkdir()
    path = tmp_path / folder / "5ha256.pdf"
    content = b"%PDF-1.7 \x00\xff"
    path.write_bytes(content)
    document = stored_file(str(path), "act-2026-000001-r1-kk.pdf")
    await api.call("sendDocument", {"chat_id": 1, "document": document, "reply_markup": {"a": "Қ"}})
    sent = telegram.called("sendDocument")[0]
    assert sent["document"] == ("act-2026-000001-r1-kk.pdf", content)
    assert (sent["chat_id"], sent["reply_markup"]) == ("1", '{"a": "\\u049a"}')


async def test_a_text_that_looks_like_a_stored_file_stays_a_text(
    telegram: ScriptedTelegram, api: TelegramApi, tmp_path: Path
) -> None:
    """Nobody can make the bot send a file of its machine by typing its path."""
    (tmp_path / "secret").write_text("secret")
    typed = stored_file(str(tmp_path / "secret"), "x")
    await api.call("sendMessage", {"chat_id": 1, "text": typed})
    assert telegram.called("sendMessage") == [{"chat_id": 1, "text": typed}]


async def test_a_stored_file_that_is_gone_is_told(api: TelegramApi, tmp_path: Path) -> None:
    """The caller learns that it is the file and not the network."""
    with pytest.raises(FileNotFoundError):
        await api.call("sendDocument", {"document": stored_file(str(tmp_path / "gone"), "x")})


@pytest.mark.parametrize(("limit", "length"), [(5, 6), (9, 10), (10, 10), (200_000, 10)])
async def test_a_download_is_cut_after_its_limit(
    telegram: ScriptedTelegram, api: TelegramApi, limit: int, length: int
) -> None:
    """One byte more than allowed is enough to know that it is too long."""
    telegram.will("getFile", ok({"file_path": "documents/1.pdf"}))
    telegram.will("documents/1.pdf", text(200, "0123456789"))
    assert await api.download("file", limit) == b"0123456789"[:length]


@pytest.mark.parametrize("found", [{}, {"file_path": None}, [], "x", None])
async def test_a_file_without_a_path_is_asked_for_again_later(
    telegram: ScriptedTelegram, api: TelegramApi, found: Any
) -> None:
    """An answer that names no file is not a bug of the bot."""
    telegram.will("getFile", ok(found))
    with pytest.raises(TelegramUnreachable, match="no path"):
        await api.download("file", 10)


async def test_a_file_that_is_gone_from_the_server_is_unreachable(
    telegram: ScriptedTelegram, api: TelegramApi
) -> None:
    """The link lives for an hour; the next try asks for a new one."""
    telegram.will("getFile", ok({"file_path": "documents/1.pdf"}))
    telegram.will("documents/1.pdf", text(404, PAGE))
    with pytest.raises(TelegramUnreachable, match="404"):
        await api.download("file", 10)


async def test_the_small_telegram_is_understood_as_well() -> None:
    """A file goes there and comes back; its refusals have their kinds."""
    world = World()
    server = DemoServer(world, TOKEN)
    await server.start()
    api = TelegramApi(server.url, TOKEN)
    try:
        sent = server.phones.send_document("inspector", b"content", "a.pdf", "application/pdf")
        assert await api.download(sent["document"]["file_id"], 100) == b"content"
        world.fail_next("getMe", too_many_requests(3))
        with pytest.raises(TooFast):
            await api.call("getMe", {})
        world.fail_next("getMe", ApiError(500, "Internal Server Error"))
        with pytest.raises(TelegramUnreachable):
            await api.call("getMe", {})
        world.lose_next_answer("getMe")
        with pytest.raises(TelegramUnreachable):
            await api.call("getMe", {})
    finally:
        await api.close()
        await server.stop()
