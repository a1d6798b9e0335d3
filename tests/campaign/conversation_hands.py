"""What people do with the bot, told to the bot and to the model at once."""

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.demo.phones import NotPossible
from tests.campaign.conversation_model import Member, Model
from tests.campaign.conversation_sheet import A_DATE, Place
from tests.campaign.conversation_truth import UNTOUCHED, Listener, Truth
from tests.direct import DirectOffice, staffed
from tests.office import BODY
from tests.telegram.walking import BIN

SECRET = {"inspector": "qwanta", "colleague": "zebrix"}
"""A word in all that an inspector types; nobody else may ever read it."""
FORWARD = {
    None: ("n", "c:new"),
    "Filling:known_subject": ("t",),
    "Filling:question": ("a", "k"),
    "Filling:violation": ("q", "r"),
    "Filling:reason": ("v",),
    "Filling:circumstances": ("r",),
    "Filling:circumstance": ("cu", "co"),
    "Filling:participants": ("r",),
    "Filling:review": ("f", "eo", "h", "q"),
    "Filling:language": ("p",),
    "Submitting:choosing": ("ax", "at"),
    "Submitting:sent": ("c:new",),
}
"""Which buttons lead to the act, by where the conversation is."""
SENT_EARLIER = 50


@cache
def prepared() -> Path:
    """A folder with the staff in it, made once: a fresh one takes longer than a conversation."""
    folder = Path(tempfile.mkdtemp(prefix="tekseru-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

    async def prepare() -> None:
        office = await staffed(folder)
        await office.crash()

    asyncio.run(prepare())
    return folder


class Hands(RuleBasedStateMachine):
    """Presses, types and replies; the rules are in `conversation_machine`."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="tekseru-"))
        self.office: DirectOffice = self.run(staffed(self.folder, prepared()))
        profile = {"inspector": BODY, "colleague": "Басқа департамент", "supervisor": BODY}
        members = {key: Member("en", {"state_body": body}) for key, body in profile.items()}
        checklists = [loaded.checklist for loaded in load_checklists([CHECKLISTS])]
        self.truth = Truth(self.office)
        self.model = Model(checklists, members, self.truth.today())
        self.listener = Listener(self.office, self.model, SECRET)
        self.typed = 0

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Do something in the loop of this machine."""
        return self.loop.run_until_complete(work)

    def _step(self, who: str) -> None:
        place = self.truth.place(who)
        if place.state == "Filling:header":
            self._answer_header(who)
            return
        if place.state and place.state.startswith("Introducing:"):
            self._type(who, f"{SECRET[who]} name", 0)
            return
        if place.state is None and (act := self._unsent(who)):
            self._force(who, f"as:{act}")
            return
        buttons = self._buttons(who)
        for wanted in self._forward(place):
            found = [each for each in buttons if each[1] == wanted or _kind(each[1]) == wanted]
            if found:
                self._tap(who, *found[0])
                return
        self._type(who, "/start", 0)

    def _forward(self, place: Place) -> tuple[str, ...]:
        """Name the buttons that lead on; an order needs the severity first, then the term."""
        if place.state == "Filling:elimination":
            sheet = self.model.sheets[place.data["inspection"]]
            graded = sheet.answer(place.data["requirement"]).severity is not None
            return ("ed",) if graded else ("eg",)
        return FORWARD.get(place.state, ())

    def _unsent(self, who: str) -> int | None:
        """The last act, if it was sent to nobody yet."""
        sent = {act for act, _ in self.model.submissions}
        acts = range(len(self.model.acts), 0, -1)
        return next((a for a in acts if a not in sent and self.model.owner_of_act(a) == who), None)

    def _answer_header(self, who: str) -> None:
        name = str(self.truth.place(who).data.get("field"))
        proper = {"subject_number": BIN, "appointment_date": A_DATE}
        self._type(who, proper.get(name, f"{SECRET[who]} {self.typed % 3}"), 0)

    def _press_shown(self, who: str, whose: str, choice: int) -> None:
        shown = self.listener.shown[whose]
        if shown:
            self._force(who, shown[choice % len(shown)], choice)

    def _force(self, who: str, data: str, choice: int = 0) -> None:
        self._queue_tap(who, data, choice)
        self._settle()

    def _tap(self, who: str, message: int, data: str) -> None:
        query = self._queue_tap(who, data, message)
        self._settle()
        self.truth.no_false_promise(query, data)

    def _queue_tap(self, who: str, data: str, message: int = 0) -> str:
        known = [each["message_id"] for each in self.office.messages(who)]
        pressed = message if message in known else known[message % len(known)] if known else 1
        place = self.truth.place(who)
        query = self.office.phones.tap(who, pressed, data, force=True)
        self.model.tap(who, data, place)
        return query

    def _type(self, who: str, text: str, reply: int) -> None:
        self.typed += 1
        replied, shown = self._reply(who, reply)
        place = self.truth.place(who)
        with suppress(NotPossible):
            self.office.phones.send_text(who, text, replied)
            self.model.text(who, text, place, shown)
        self._settle()

    def _reply(self, who: str, choice: int) -> tuple[int | None, tuple[int, str] | None]:
        """Choose a message to reply to, half of the time, and tell what it shows."""
        known = [each["message_id"] for each in self.office.messages(who)]
        if choice % 2 == 0 or not known:
            return None, None
        message = known[-1 - choice % min(len(known), SENT_EARLIER)]
        return message, self.truth.shown(who, message)

    def _buttons(self, who: str) -> list[tuple[int, str]]:
        """Everything that can be pressed in a chat, on the open screen first."""
        return [
            (message["message_id"], str(button["callback_data"]))
            for message in reversed(self.office.messages(who))
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if _kind(str(button["callback_data"])) not in UNTOUCHED
        ]

    def _set_active(self, who: str, *, active: bool) -> None:
        statement = "UPDATE person SET active = ? WHERE id = ?"
        self.run(self.office.write(statement, (int(active), self.truth.number(who))))
        self.model.members[who].active = active

    def _settle(self) -> None:
        self.run(self.office.settle())
        self.model.fetch()


def _kind(data: str) -> str:
    return data.partition(":")[0]
