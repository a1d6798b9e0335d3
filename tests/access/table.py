"""The access matrix: what each handler does for whom, one line per handler.

An entry says how a person reaches the handler (`press`, `text`, `photo`, `file`, …), with
placeholders for ids: of the person's own things, and once more of a colleague's. Then it says what
may come of it:

- `writes`: the tables that change when it is allowed (besides the audit and the own place);
- `foreign`: with what words a colleague's things are refused; without, there is nothing to refuse,
  and the handler shows or changes nothing of them either;
- `admin_too`: an administrator may do it with a colleague's things as well;
- `only`: the role that it takes; others are told that their role does not allow it;
- `never`: with what words everybody is refused.

Whoever has no role gets the one neutral sentence from each of them, unless there are words for
`strangers`.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from aiogram.fsm.state import State

from bot.domain import errors
from bot.domain.people import Role
from bot.telegram.states import Filling, Introducing, Submitting, Verifying

INSPECTION = errors.UnknownInspection
ACT = errors.UnknownAct
ISSUED = "✅ This bot has issued an act with this code; it is the latest."
"""Who holds a print in hand learns this much, and neither its number nor anything in it."""
EXISTS = "✅ This bot has issued an act with this code; it is the latest."


@dataclass(frozen=True, slots=True)
class Entry:
    """One handler: the way to it, and what may come of it."""

    kind: str
    data: str
    at: State = field(default_factory=lambda: Filling.question)
    writes: str = ""
    foreign: type[errors.BrokenRule] | None = None
    admin_too: bool = False
    only: Role = Role.INSPECTOR
    never: type[errors.BrokenRule] | None = None
    strangers: str = ""

    def also_for_administrators(self) -> "Entry":
        """An administrator may do it with everybody's things."""
        return replace(self, admin_too=True)


def press(data: str, **more: Any) -> Entry:
    """A button, or a guess at what one carries."""
    return Entry("press", data, **more)


def text(data: str, **more: Any) -> Entry:
    """A typed text or command."""
    return Entry("text", data, **more)


def photo(**more: Any) -> Entry:
    """A photo."""
    return Entry("photo", "", **more)


def place(**more: Any) -> Entry:
    """A shared place."""
    return Entry("place", "", **more)


def reply(data: str, **more: Any) -> Entry:
    """A text, or a photo without one, in reply to a screen of requirement 2."""
    return Entry("reply", data, **more)


TABLE = {
    "evidence.replies.file_evidence": reply("", writes="evidence inspection", foreign=INSPECTION),
    "evidence.replies.file_remark": reply("сөз", writes="answer inspection", foreign=INSPECTION),
    "questions.type_reason": text(
        "себебі", at=Filling.reason, writes="answer inspection", foreign=INSPECTION
    ),
    "questions.give_answer": press(
        "a:{draft}:3:0:complies", writes="answer inspection", foreign=INSPECTION
    ),
    "questions.choose_case": press(
        "k:{draft}:5:0:off_grid", writes="answer inspection", foreign=INSPECTION
    ),
    "questions.give_usual_reason": press(
        "v:{draft}:4:0", writes="answer inspection", foreign=INSPECTION
    ),
    "questions.open_question": press("q:{draft}:3", foreign=INSPECTION),
    "questions.open_requirements": press("l:{draft}:0", foreign=INSPECTION),
    "questions.undo": press("u:{draft}:2:1", writes="answer inspection", foreign=INSPECTION),
    "questions.clear_remark": press(
        "w:{draft}:1:1", writes="answer inspection", foreign=INSPECTION
    ),
    "commands.start": text("/start v_{code}", strangers=EXISTS),
    "commands.new": text("/new {draft}"),
    "commands.resume": text("/continue {draft}"),
    "commands.acts": text("/acts {act}").also_for_administrators(),
    "commands.verify": text("/verify {code}"),
    "commands.language": text("/lang"),
    "commands.help_": text("/help"),
    "commands.profile": text("/profile 1005"),
    "commands.list_people": text("/people {act}", only=Role.ADMIN),
    "commands.invite": text("/invite", only=Role.ADMIN),
    "commands.cancel": text("/cancel {draft}", foreign=INSPECTION),
    "commands.run_command": press("c:acts").also_for_administrators(),
    "commands.choose_language": press("lang:kk", writes="person"),
    "commands.stay": press("z"),
    "commands.leave": press("e"),
    "header.type_header": text("атауы", at=Filling.header, writes="inspection", foreign=INSPECTION),
    "header.share_location": place(at=Filling.header),
    "header.use_profile_body": press("b:{draft}", writes="inspection", foreign=INSPECTION),
    "header.pick_date": press("d:{draft}:1", writes="inspection", foreign=INSPECTION),
    "header.open_header": press("h:{draft}:subject_number", foreign=INSPECTION),
    "header.skip_header": press("s:{draft}:subject_name", foreign=INSPECTION),
    "header.take_over_subject": press(
        "t:{ready}:1", at=Filling.known_subject, writes="inspection", foreign=INSPECTION
    ),
    "circumstances.open_circumstances": press("co:{draft}", foreign=INSPECTION),
    "circumstances.open_circumstance": press("cf:{draft}:place", foreign=INSPECTION),
    "circumstances.choose_circumstance": press(
        "cu:{draft}:acquaintance:absent", writes="inspection", foreign=INSPECTION
    ),
    "circumstances.type_circumstance": text(
        "орны", at=Filling.circumstance, writes="inspection", foreign=INSPECTION
    ),
    "elimination.open_elimination": press("eo:{draft}:7", foreign=INSPECTION),
    "elimination.grade_violation": press(
        "eg:{draft}:7:gross", writes="answer inspection", foreign=INSPECTION
    ),
    "elimination.give_term": press(
        "ed:{draft}:7:10", writes="inspection measure", foreign=INSPECTION
    ),
    "elimination.type_elimination": text(
        "қосу", at=Filling.elimination, writes="inspection measure", foreign=INSPECTION
    ),
    "evidence.file_evidence": photo(writes="evidence inspection", foreign=INSPECTION),
    "evidence.file_remark": text("сөз", writes="answer inspection", foreign=INSPECTION),
    "profile.type_profile": text("Жаңа аты", at=Introducing.full_name, writes="person"),
    "profile.edit_profile": press("me:position"),
    "profile.invite": press("i:admin", writes="invitation", only=Role.ADMIN),
    "drafts.begin": press("n:digital_miners", writes="inspection"),
    "drafts.open_draft": press("o:{draft}", foreign=INSPECTION),
    "drafts.cancel": press("x:{draft}", writes="inspection", foreign=INSPECTION),
    "drafts.restore": press("y:{cancelled}", writes="inspection", foreign=INSPECTION),
    "acts.open_review": press("r:{draft}", foreign=INSPECTION),
    "acts.finish": press("f:{ready}:{version}", foreign=INSPECTION),
    "acts.print_in": press("p:{ready}:{version}:ru", writes="act inspection", foreign=INSPECTION),
    "acts.list_acts": press("al:0").also_for_administrators(),
    "acts.open_act": press("ao:{act}", foreign=ACT).also_for_administrators(),
    "acts.choose_copy": press("ac:{act}", foreign=ACT).also_for_administrators(),
    "acts.print_copy": press("ap:{act}:kk", foreign=ACT).also_for_administrators(),
    "acts.choose_supervisors": press("as:{act}", foreign=ACT),
    "acts.toggle_supervisor": press("at:{act}:1003", at=Submitting.choosing, foreign=ACT),
    "acts.submit": press(
        "ax:{act}", at=Submitting.choosing, writes="inspection submission", foreign=ACT
    ),
    "people.turn_page": press("pl:0", only=Role.ADMIN),
    "people.open_person": press("po:1005", only=Role.ADMIN),
    "people.ask_removal": press("pa:1005", only=Role.ADMIN),
    "people.remove": press("px:1005:inspector", writes="person", only=Role.ADMIN),
    "verification.check_document": Entry("file", "", at=Verifying.waiting),
    "verification.check_code": text("{code}", at=Verifying.waiting),
    "verification.refuse_picture": photo(at=Verifying.waiting),
    "other.unexpected_text": text("сөз", at=Filling.language),
    "other.unexpected_evidence": photo(at=Filling.language),
    "other.unexpected_message": text("/nonsense"),
    "other.edited_message": Entry("edit", "сөз"),
    "other.unknown_button": press("zzz:{draft}", never=errors.ScreenIsStale),
}
