"""An office whose Telegram makes trouble, and a bot in a hurry: pauses are cut to milliseconds."""

from pathlib import Path

import pytest

from bot.app import application
from bot.delivery import attempt, poller, telegram_api
from bot.delivery.telegram_api import TelegramApi
from bot.demo.server import DemoServer
from bot.demo.trouble.dice import Trouble
from bot.documents.workshop import Workshop
from bot.telegram.handlers import evidence
from tests.campaign.crowd import Crowd
from tests.campaign.verdict import Verdict, judge
from tests.office import TOKEN, Office

PATIENCE = 60.0
REPEATABLE = ("sendmessage", "senddocument")


class TroubledOffice(Office):
    """An office between whose bot and Telegram things go wrong."""

    def __init__(self, folder: Path, workshop: Workshop, trouble: Trouble) -> None:
        super().__init__(folder, workshop, admin_ids="1001")
        self.trouble = trouble
        self.server = DemoServer(self.world, TOKEN, trouble=trouble)

    @property
    def lost_answers(self) -> int:
        """How often something new was said and the bot did not hear that it had been."""
        return sum(self.trouble.lost_answers(call) for call in REPEATABLE)

    async def employ(self, count: int, seed: int = 1, photos: float = 0.5) -> Crowd:
        """Hire inspectors and a supervisor, while nothing goes wrong yet."""
        self.trouble.switch(on=False)
        crowd = Crowd(self.world, count, seed, photos=photos, patience=PATIENCE)
        assert self.app.stores is not None
        await crowd.hire(self.app.stores)
        crowd.greet()
        await self.settle()
        return crowd

    async def endure(self, crowd: Crowd, answers: int = 1) -> Verdict:
        """Let everybody do whole inspections in trouble, then let all come to rest without it."""
        self.trouble.switch(on=True)
        await crowd.work(lambda: crowd.answers >= answers)
        self.trouble.switch(on=False)
        chats = self.world.chats.values()
        await self.world.wait_until(lambda: not any(chat.blocked for chat in chats))
        await self.settle()
        return judge(self.folder, self.world, crowd)


def be_quick(monkeypatch: pytest.MonkeyPatch, call_seconds: float = 5.0) -> None:
    """Cut the pauses and the patience of the bot, so that trouble costs a test little time."""
    monkeypatch.setattr(attempt, "LONGEST_BACK_OFF", 0.02)
    monkeypatch.setattr(poller, "SHORTEST_PAUSE", 0.005)
    monkeypatch.setattr(poller, "LONGEST_PAUSE", 0.02)
    monkeypatch.setattr(poller, "EMPTY_PAUSE", 0.005)
    monkeypatch.setattr(poller, "POLL_SECONDS", 1)
    monkeypatch.setattr(poller, "ANSWER_SECONDS", call_seconds)
    monkeypatch.setattr(telegram_api, "UPLOAD_SECONDS", call_seconds)
    monkeypatch.setattr(TelegramApi.call, "__defaults__", (call_seconds,))
    monkeypatch.setattr(application, "CONNECTION_PAUSE", 0.02)
    monkeypatch.setattr(evidence, "ALBUM_SECONDS", 0.02)
