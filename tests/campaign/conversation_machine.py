"""A state machine that converses with the bot in every order, and compares it with the model."""

import shutil
from functools import cache

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from bot.domain.checklist import HeaderField
from tests.campaign.conversation_hands import SECRET, Hands
from tests.campaign.conversation_proceedings import later
from tests.campaign.conversation_sheet import A_DATE
from tests.direct import is_sound
from tests.telegram.walking import BIN, IIN, photo

INSPECTORS = ("inspector", "colleague")
EVERYBODY = (*INSPECTORS, "supervisor", "outsider")
COMMANDS = ("start", "new", "continue", "acts", "lang", "help", "profile", "cancel", "invite", "no")
CHOICE = st.integers(0, 999)
INSPECTOR = st.sampled_from(INSPECTORS)
WORDS = (
    "{secret} {count}",
    f"{BIN}",
    f"{IIN}",
    A_DATE,
    "{later}",
    "{secret} {count}, x",
    "{secret} " + "ұ" * 1500,
    "{secret}\n😀<b>",
)
ADDRESS_TYPED = "51.500000, 71.250000"


@cache
def picture() -> bytes:
    """A photo."""
    return photo(64, 48)


class ConversationMachine(Hands):
    """Two inspectors, a supervisor and an outsider; crashes, replays and old buttons."""

    @initialize()
    def begin(self) -> None:
        """Let both inspectors have something to lose."""
        for who in INSPECTORS:
            for _step in range(4):
                self._step(who)

    @rule(who=INSPECTOR, steps=st.integers(3, 20))
    def go_on(self, who: str, steps: int) -> None:
        """Do what leads to the act: answer what is asked."""
        for _step in range(steps):
            self._step(who)

    @rule(who=st.sampled_from((*INSPECTORS, "supervisor")), choice=CHOICE)
    def press(self, who: str, choice: int) -> None:
        """Press any button that stands in the chat."""
        buttons = self._buttons(who)
        if buttons:
            self._tap(who, *buttons[choice % len(buttons)])

    @rule(who=INSPECTOR, choice=CHOICE)
    def press_old(self, who: str, choice: int) -> None:
        """Press a button that was shown at any time."""
        self._press_shown(who, who, choice)

    @rule(who=st.sampled_from(EVERYBODY), whose=INSPECTOR, choice=CHOICE)
    def press_foreign(self, who: str, whose: str, choice: int) -> None:
        """Press a button that was shown to somebody else."""
        if who != whose:
            self._press_shown(who, whose, choice)
            self._press_shown(who, whose, -1 - choice % 3)  # one of the last ones

    @rule(who=INSPECTOR, word=st.sampled_from(WORDS), reply=CHOICE)
    def type(self, who: str, word: str, reply: int) -> None:
        """Type a remark, a value, a reason, a name; half of the time as a reply."""
        later_day = later(self.truth.today())
        text = word.format(secret=SECRET[who], count=self.typed, later=later_day)
        self._type(who, text, reply)

    @rule(who=INSPECTOR, name=st.sampled_from(COMMANDS))
    def command(self, who: str, name: str) -> None:
        """Give a command; with several drafts `/continue` asks which."""
        self._type(who, f"/{name}", 0)

    @rule(who=INSPECTOR, kind=st.sampled_from(("photo", "voice", "location")), reply=CHOICE)
    def send(self, who: str, kind: str, reply: int) -> None:
        """Send evidence."""
        replied, shown = self._reply(who, reply)
        place = self.truth.place(who)
        phones = self.office.phones
        if kind == "location":
            phones.send_location(who, 51.5, 71.25, replied)
            self.model.location(who, ADDRESS_TYPED, place, shown)
        elif kind == "voice":
            phones.send_voice(who, b"OggS", 3, reply_to=replied)
            self.model.file(who, kind, place, shown)
        else:
            phones.send_photo(who, picture(), f"{SECRET[who]} ", reply_to=replied)
            self.model.file(who, kind, place, shown)
        self._settle()

    @rule(who=INSPECTOR, choice=CHOICE, number=st.integers(1, 8))
    def correct(self, who: str, choice: int, number: int) -> None:
        """Go back to an earlier requirement and change its answer, or undo it."""
        if drafts := self.truth.drafts(who):
            inspection = drafts[choice % len(drafts)]
            self._force(who, f"q:{inspection}:{number}")
            answers = [each for each in self._buttons(who) if each[1][:2] in {"a:", "k:", "u:"}]
            if answers:
                self._tap(who, *answers[choice % len(answers)])

    @rule(who=INSPECTOR, choice=CHOICE, name=st.sampled_from(list(HeaderField)))
    def edit_header(self, who: str, choice: int, name: HeaderField) -> None:
        """Open a field of the header again and type something else."""
        if drafts := self.truth.drafts(who):
            self._force(who, f"h:{drafts[choice % len(drafts)]}:{name}")
            self._answer_header(who)

    @rule(who=INSPECTOR, choice=CHOICE)
    def two_devices(self, who: str, choice: int) -> None:
        """Answer one question on two phones at once, differently."""
        drafts = self.truth.drafts(who)
        if not drafts:
            return
        inspection = drafts[choice % len(drafts)]
        number = str(choice % 3 + 1)
        version = self.model.sheets[inspection].answer(number).version
        said = ["complies", "violates"] if choice % 2 else ["violates", "complies"]
        for verdict in said:
            self._queue_tap(who, f"a:{inspection}:{number}:{version}:{verdict}")
        self._settle()

    @rule(who=INSPECTOR, choice=CHOICE)
    def cancel_or_restore(self, who: str, choice: int) -> None:
        """Put a draft away, or bring one back."""
        own = [number for number, sheet in self.model.sheets.items() if sheet.owner == who]
        if own:
            number = own[choice % len(own)]
            self._force(who, f"{'xy'[choice % 2]}:{number}")

    @rule(who=st.sampled_from((*INSPECTORS, "supervisor")), language=st.sampled_from(("kk", "ru")))
    def change_language(self, who: str, language: str) -> None:
        """Speak another language; nothing else may change."""
        self._force(who, f"lang:{language}")

    @rule(choice=CHOICE, count=st.integers(1, 4))
    def replay(self, choice: int, count: int) -> None:
        """Let Telegram deliver earlier updates again, in another order."""
        known = self.office.history
        if known:
            again = [known[(choice * step) % len(known)] for step in range(1, count + 1)]
            self.run(self.office.handle(again))
            self.run(self.office.speak())

    @rule(who=INSPECTOR, choice=CHOICE, moment=st.sampled_from(("kept", "said", "lost", "away")))
    def crash(self, who: str, choice: int, moment: str) -> None:
        """Die right after an update was kept or answered; lose the places; be away for long."""
        buttons = self._buttons(who)
        if buttons and moment in {"kept", "said"}:
            message, data = buttons[choice % len(buttons)]
            self._queue_tap(who, data, message)
            self.run(self.office.handle(self.office.pick_up()))
        if moment == "said":
            self.run(self.office.speak_unheard())
        if moment == "lost":
            self.run(self.office.write("DELETE FROM conversation"))
        if moment == "away":
            value = "UPDATE bookmark SET value = '1' WHERE name = 'last_alive'"
            self.run(self.office.write(value))
        self.run(self.office.crash())
        self.run(self.office.start())
        self._settle()

    @rule(who=INSPECTOR)
    def revoke(self, who: str) -> None:
        """Take the role away, in the middle of whatever is going on."""
        self._set_active(who, active=False)

    @precondition(lambda self: not all(self.model.works(who) for who in INSPECTORS))
    @rule(who=INSPECTOR)
    def reinstate(self, who: str) -> None:
        """Give the role back."""
        self._set_active(who, active=True)

    @invariant()
    def what_is_kept_is_what_was_said(self) -> None:
        """The database equals the model, and each conversation is somewhere that can be drawn."""
        self.truth.compare(self.model)
        self.listener.listen()
        for who in (*INSPECTORS, "supervisor"):
            self.run(self.truth.draw(who, self.model))

    def teardown(self) -> None:
        """The audit holds, and so does the file."""
        try:
            self.run(self.truth.verify_audit())
            self.run(self.office.crash())
            assert is_sound(self.folder)
        finally:
            self.loop.close()
            shutil.rmtree(self.folder, ignore_errors=True)
