"""What follows when a call was made: the open screen changes hands, an act has arrived."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiogram.methods import EditMessageReplyMarkup

from bot.domain.inspection import InspectionId
from bot.domain.people import Person, Role
from bot.i18n import speaking
from bot.services.people import People
from bot.services.submissions import Submissions
from bot.telegram.conversation import Conversation
from bot.telegram.reply import Call, Notice, calls_for_chat
from bot.telegram.screens.acts import delivery_notice
from bot.telegram.states import Submitting

SUBMISSION_TOPIC = "submission"


class Outcome(Protocol):
    """What became of a call."""

    @property
    def result(self) -> Any:
        """Telegram's result."""
        ...

    @property
    def failure(self) -> str | None:
        """Why it will never succeed."""
        ...


class ScreenStore(Protocol):
    """Remembers the open screen of each chat."""

    async def showing(self, chat: int, inspection: InspectionId) -> int | None:
        """Tell the open screen if it shows this inspection; 0 while it is on its way as new."""
        ...

    async def open(
        self, chat: int, message_id: int, inspection: int | None, requirement: str | None
    ) -> int | None:
        """Make a message the open screen and tell the one that it replaces."""
        ...


class ScreenListener:
    """Takes the buttons off the screen before, so that a chat has one screen with buttons."""

    def __init__(self, screens: ScreenStore) -> None:
        self._screens = screens

    async def __call__(self, subject: str | None, outcome: Outcome) -> list[Call]:
        """Note the message that is the open screen now."""
        sent = outcome.result
        if not isinstance(sent, dict) or "chat" not in sent:
            return []
        chat, message = int(sent["chat"]["id"]), int(sent["message_id"])
        inspection, _separator, requirement = (subject or ":").partition(":")
        retired = await self._screens.open(
            chat, message, int(inspection) if inspection else None, requirement or None
        )
        if retired is None:
            return []
        return [Call(EditMessageReplyMarkup(chat_id=chat, message_id=retired))]


class SubmissionListener:
    """Tells the inspector whether an act has arrived."""

    def __init__(
        self,
        submissions: Submissions,
        people: People,
        screens: ScreenStore,
        open_conversation: Callable[[Person], Awaitable[Conversation]],
    ) -> None:
        self._submissions = submissions
        self._people = people
        self._screens = screens
        self._open_conversation = open_conversation

    async def __call__(self, subject: str | None, outcome: Outcome) -> list[Call]:
        """Keep what became of a submission; the open progress screen is drawn anew."""
        settled = await self._submissions.settle(int(subject or 0), outcome.failure)
        if settled is None:
            return []
        supervisor = await self._people.get(settled.supervisor)
        inspector = await self._people.get(await self._submissions.sender(settled.act))
        if supervisor is None or inspector is None or not inspector.may(Role.INSPECTOR):
            return []
        conversation = await self._open_conversation(inspector)
        with speaking(inspector.language):
            place = conversation.place
            watching = place.at(Submitting.sent) and place.data.get("act") == settled.act
            act = await self._submissions.own_act(inspector, settled.act)
            message = await self._screens.showing(inspector.id, act.inspection.id)
            if watching and message:
                return calls_for_chat(inspector.id, [await conversation.draw()], message)
            text = delivery_notice(act, supervisor, outcome.failure)
            return calls_for_chat(inspector.id, [Notice(text)])
