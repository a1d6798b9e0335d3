"""What follows when a call was made: the open screen changes hands, an act has arrived."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiogram.methods import EditMessageReplyMarkup

from bot.domain.inspection import InspectionId, InspectionStatus
from bot.domain.people import Person, Role
from bot.i18n import speaking
from bot.services.acts import FinishedAct
from bot.services.stores import Submission, SubmissionStatus
from bot.telegram.conversation import Conversation, Services
from bot.telegram.reply import Call, Notice, calls_for_chat
from bot.telegram.screens.submission import delivery_notice
from bot.telegram.states import Submitting
from bot.telegram.supervision import redraw_message, take_buttons_off, tell_undelivered

SUBMISSION_TOPIC = "submission"
ENCLOSURE_TOPIC = "enclosure"
"""What comes with an act and is taken back with it; see `storage.submissions`."""


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
        services: Services,
        screens: ScreenStore,
        open_conversation: Callable[[Person], Awaitable[Conversation]],
    ) -> None:
        self._services = services
        self._screens = screens
        self._open_conversation = open_conversation

    async def __call__(self, subject: str | None, outcome: Outcome) -> list[Call]:
        """Keep what became of a submission, correct what was decided meanwhile, and tell of it."""
        submissions = self._services.submissions
        before = await submissions.get(int(subject or 0))
        message_id = _message_of(outcome.result)
        settled = await submissions.settle(int(subject or 0), outcome.failure, message_id)
        if before is None or settled is None:
            return []
        acts = self._services.acts
        act = await acts.read(await acts.record(settled.act))
        calls = await self._correct(act, before, settled) if message_id else []
        supervisor = await self._services.people.get(settled.supervisor)
        if settled.withdrawn or supervisor is None:
            return calls
        if outcome.failure and before.status is not SubmissionStatus.FAILED:
            calls += await tell_undelivered(self._services, act, supervisor, settled)
        return [*calls, *await self._tell_inspector(act, supervisor, settled)]

    async def _correct(
        self, act: FinishedAct, before: Submission, settled: Submission
    ) -> list[Call]:
        """Take the buttons off a message that came twice; show what was decided on its way."""
        calls = [] if before.message_id == settled.message_id else take_buttons_off(before)
        if settled.withdrawn or act.inspection.status is not InspectionStatus.SUBMITTED:
            calls += await redraw_message(self._services, act, settled)
        return calls

    async def _tell_inspector(
        self, act: FinishedAct, supervisor: Person, settled: Submission
    ) -> list[Call]:
        """Say whether it arrived; the open progress screen is drawn anew."""
        inspector = await self._services.people.get(act.record.inspector)
        if inspector is None or not inspector.may(Role.INSPECTOR):
            return []
        conversation = await self._open_conversation(inspector)
        with speaking(inspector.language):
            place = conversation.place
            watching = place.at(Submitting.sent) and place.data.get("act") == settled.act
            message = await self._screens.showing(inspector.id, act.inspection.id)
            if watching and message:
                return calls_for_chat(inspector.id, [await conversation.draw()], message)
            text = delivery_notice(act, supervisor, settled)
            return calls_for_chat(inspector.id, [Notice(text)])


def _message_of(sent: Any) -> int | None:
    """The message that Telegram has made of a call."""
    return int(sent["message_id"]) if isinstance(sent, dict) and "message_id" in sent else None
