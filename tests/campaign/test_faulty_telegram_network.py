"""The bot talks to the Bot API's server and to nobody else, whatever anybody writes or answers."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.demo.trouble.dice import Trouble
from bot.demo.trouble.faults import Fault
from bot.documents.workshop import Workshop
from bot.domain.language import Language
from tests.campaign.proceedings import act_of
from tests.campaign.troubled import TroubledOffice, be_quick
from tests.telegram.walking import answer_rest, begin, fill_header, finish, photo

ENGLISH = Language.ENGLISH
LINK = "https://example.org/x.png"
CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
RESOLVING = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})


class Guard:
    """Listens to everything that Python itself is asked to connect to or to look up."""

    def __init__(self) -> None:
        self.is_on = False
        self.connected: set[Any] = set()
        self.resolved: set[Any] = set()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        if event in CONNECTING:
            self.connected.add(arguments[1])
        elif event in RESOLVING:
            self.resolved.add(arguments[0])

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen for a while: a hook can never be taken off again."""
        self.is_on = True
        try:
            yield
        finally:
            self.is_on = False


GUARD = Guard()


@pytest.mark.case(37)
async def test_the_bot_talks_to_one_server_and_shows_no_preview(
    tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole inspection full of links, with redirects: one address, no preview, no look-up."""
    be_quick(monkeypatch)
    trouble = Trouble({Fault.REDIRECTED: 0.2}, seed=1)
    GUARD.connected.clear()
    GUARD.resolved.clear()
    with GUARD.listening():
        async with TroubledOffice(tmp_path / "data", workshop, trouble) as office:
            await office.hire("inspector", "supervisor", language=ENGLISH)
            office.server.phones.start("outsider")
            chat = office.chat("inspector")
            await begin(chat)
            await fill_header(chat, ENGLISH, subject=LINK)
            await chat.press("❌")
            await chat.send(LINK)
            await chat.do(lambda: chat.phones.send_photo(chat.key, photo(), caption=LINK))
            await chat.press("Next ▶")
            await answer_rest(chat, ENGLISH)
            await finish(chat, ENGLISH)
            await chat.press("Send to supervisor", act_of(chat))
            await chat.press("Send to supervisor")
            for command in ("/help", "/acts", "/lang", "/start", LINK):
                await chat.send(command)
            host, port = str(urlsplit(office.server.url).hostname), urlsplit(office.server.url).port
    assert trouble.times(Fault.REDIRECTED) > 5
    assert GUARD.connected == {(host, port)}
    assert GUARD.resolved <= {host, None}
    texts = [c for c in office.world.calls if c.method in {"sendMessage", "editMessageText"}]
    assert len(texts) > 20
    assert any(LINK in call.parameters["text"] for call in texts)
    for call in texts:
        assert call.parameters["link_preview_options"]["is_disabled"] is True
