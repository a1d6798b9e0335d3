"""The access matrix: what each handler does for whom, one line per handler.

An entry says how a person reaches the handler (`press`, `text`, `photo`, `file`, …), with
placeholders for ids: of the person's own things, and once more of a colleague's. Then it says what
may come of it:

- `writes`: the tables that change when it is allowed (besides the audit and the own place);
- `foreign`: with what words a colleague's things are refused; without, there is nothing to refuse,
  and the handler shows or changes nothing of them either;
- `admin_too`: an administrator may do it with a colleague's things as well;
- `only`: the role that it takes; others are told that their role does not allow it;
- `to_admin`: with what words an administrator is refused who sees a colleague's things;
- `never`: with what words everybody is refused.

Whoever has no role gets the one neutral sentence from each of them, unless there are words for
`strangers`.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from aiogram.fsm.state import State

from bot.domain import errors
from bot.domain.people import Role
from bot.telegram.states import (
    Adjusting,
    Correcting,
    Filling,
    Introducing,
    Reviewing,
    Searching,
    Settling,
    Submitting,
    Verifying,
)

INSPECTION = errors.UnknownInspection
ACT = errors.UnknownAct
OWN = errors.NotAllowed
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
    own: type[errors.BrokenRule] | None = None
    to_admin: type[errors.BrokenRule] | None = None
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
    "participants.open_participants": press("io:{draft}:0", foreign=INSPECTION),
    "participants.toggle_participant": press(
        "it:{draft}:1005:1:0", writes="inspection participant", foreign=INSPECTION
    ),
    "evidence.file_evidence": photo(writes="evidence inspection", foreign=INSPECTION),
    "evidence.file_remark": text("сөз", writes="answer inspection", foreign=INSPECTION),
    "profile.type_profile": text("Жаңа аты", at=Introducing.full_name, writes="person"),
    "profile.use_suggestion": press("ms:full_name", at=Introducing.full_name, writes="person"),
    "profile.edit_profile": press("me:position"),
    "profile.invite": press("i:admin", writes="invitation", only=Role.ADMIN),
    "drafts.begin": press("n:digital_miners", writes="inspection"),
    "drafts.open_draft": press("o:{draft}", foreign=INSPECTION),
    "drafts.cancel": press("x:{draft}", writes="inspection", foreign=INSPECTION),
    "drafts.restore": press("y:{cancelled}", writes="inspection", foreign=INSPECTION),
    "finishing.open_review": press("r:{draft}", foreign=INSPECTION),
    "finishing.finish": press("f:{ready}:{version}", foreign=INSPECTION),
    "finishing.print_in": press(
        "p:{ready}:{version}:ru", writes="act inspection", foreign=INSPECTION
    ),
    "acts.list_acts": press("al:0").also_for_administrators(),
    "acts.list_waiting": press("rl:0").also_for_administrators(),
    "acts.send_act": press("af:{act}", foreign=ACT).also_for_administrators(),
    "acts.open_act": press("ao:{act}", foreign=ACT).also_for_administrators(),
    "acts.choose_copy": press("ac:{act}", foreign=ACT).also_for_administrators(),
    "acts.print_copy": press("ap:{act}:kk", foreign=ACT).also_for_administrators(),
    "submission.choose_supervisors": press("as:{act}", foreign=ACT),
    "submission.toggle_supervisor": press("at:{act}:1003", at=Submitting.choosing, foreign=ACT),
    "submission.toggle_body": press("ab:{act}", at=Submitting.choosing, foreign=ACT),
    "submission.withdraw": press("rw:{act}", foreign=ACT),
    "submission.submit": press(
        "ax:{act}", at=Submitting.choosing, writes="inspection submission", foreign=ACT
    ),
    # Nobody decides about an act of his own; that of the colleague was not sent to anybody.
    "review.accept": press("ra:{act}", foreign=ACT, own=OWN).also_for_administrators(),
    "review.begin_return": press("rr:{act}", foreign=ACT, own=OWN).also_for_administrators(),
    "review.toggle_requirement": press(
        "rt:{act}:1", foreign=ACT, own=OWN
    ).also_for_administrators(),
    "review.turn_page": press("rp:{act}:0", foreign=ACT, own=OWN).also_for_administrators(),
    "review.keep_waiting": press("rk:{act}", foreign=ACT).also_for_administrators(),
    "review.send_back": press("rb:{act}", foreign=ACT, own=OWN).also_for_administrators(),
    "review.type_remark": text(
        "сөз", at=Reviewing.returning, foreign=ACT, own=OWN
    ).also_for_administrators(),
    "review.speak_remark": Entry(
        "voice", "", at=Reviewing.returning, foreign=ACT, own=OWN
    ).also_for_administrators(),
    "review.refuse_file": photo(at=Reviewing.returning),
    "corrections.correct": press("ca:{act}", foreign=ACT, to_admin=OWN),
    "corrections.correct_requirement": press("cr:{act}:3", foreign=ACT, to_admin=OWN),
    "corrections.type_reason": text(
        "себебі",
        at=Correcting.reason,
        writes="answer inspection",
        foreign=ACT,
        to_admin=OWN,
    ),
    "corrections.ask": press("ck:{act}", foreign=ACT, to_admin=OWN),
    "corrections.type_request": text("сөз", at=Correcting.asking, foreign=ACT, to_admin=OWN),
    "corrections.unlock": press("cl:{act}", foreign=ACT, own=OWN).also_for_administrators(),
    "corrections.unlock_as_asked": press(
        "ce:{act}", foreign=ACT, own=OWN
    ).also_for_administrators(),
    "corrections.type_unlocking": text(
        "сөз", at=Correcting.unlocking, foreign=ACT, own=OWN
    ).also_for_administrators(),
    "corrections.decline": press("cd:{act}", foreign=ACT, own=OWN).also_for_administrators(),
    "corrections.show_differences": press("cv:{act}", never=ACT),
    "corrections.refuse_file": photo(at=Correcting.reason),
    "people.turn_page": press("pl:0", only=Role.ADMIN),
    "people.open_person": press("po:1005", only=Role.ADMIN),
    "people.list_former": press("pf:0", only=Role.ADMIN),
    "people.begin_search": press("pz", only=Role.ADMIN),
    "people.search": text("Бауыржан", at=Searching.people, only=Role.ADMIN),
    "people.turn_found": press("pt:0", at=Searching.people, only=Role.ADMIN),
    "roles.ask_role": press("pr:1005", only=Role.ADMIN),
    "roles.ask_promotion": press("pq:1005:inspector", only=Role.ADMIN),
    "roles.change_role": press("pc:1005:inspector:supervisor", writes="person", only=Role.ADMIN),
    "roles.ask_removal": press("pa:1005", only=Role.ADMIN),
    "roles.keep_work": press("pk:1005", only=Role.ADMIN),
    "roles.remove": press("px:1005:inspector", writes="person", only=Role.ADMIN),
    "roles.choose_successor": press("pn:1005:0", only=Role.ADMIN),
    "roles.ask_hand_over": press("pw:1005:1003", only=Role.ADMIN).also_for_administrators(),
    "roles.replace_person": press(
        "ps:1005:inspector:1003", writes="person inspection", only=Role.ADMIN
    ).also_for_administrators(),
    # Only what a former colleague left behind; `test_succession.py` shows that.
    "roles.hand_over": press("ph:1005:1003", only=Role.ADMIN, never=errors.ScreenIsStale),
    "settings.open_settings": press("so"),
    "settings.close_settings": press("sc"),
    "settings.choose_zone": press("sz:6", writes="person"),
    "settings.choose_digest": press("sd:540", writes="person", only=Role.SUPERVISOR),
    "settings.stop_digest": press("sx", only=Role.SUPERVISOR),
    "settings.type_digest": text(
        "08:45", at=Adjusting.reminders, writes="person", only=Role.SUPERVISOR
    ),
    "deadlines.open_deadlines": press("do:{act}", foreign=ACT).also_for_administrators(),
    "deadlines.open_deadline": press("dd:{act}:7", foreign=ACT).also_for_administrators(),
    "deadlines.reopen": press(
        "du:{act}:7:0", writes="deadline", foreign=ACT
    ).also_for_administrators(),
    "deadlines.show_proof": press("dp:{act}:7", foreign=ACT).also_for_administrators(),
    "settling.begin": press("de:{act}:7:0", foreign=ACT).also_for_administrators(),
    "settling.start_over": press(
        "dt:{act}:7:0", at=Settling.extension, foreign=ACT
    ).also_for_administrators(),
    "settling.extend_by": press(
        "dy:{act}:7:0:10", at=Settling.extension, foreign=ACT
    ).also_for_administrators(),
    "settling.type_text": text("сөз", at=Settling.failure, foreign=ACT).also_for_administrators(),
    "settling.take_proof": photo(
        at=Settling.proof, writes="proof", foreign=ACT
    ).also_for_administrators(),
    "settling.confirm": press(
        "dc:{act}:7:0", at=Settling.proof, writes="deadline", foreign=ACT
    ).also_for_administrators(),
    "verification.check_document": Entry("file", "", at=Verifying.waiting),
    "verification.check_code": text("{code}", at=Verifying.waiting),
    "verification.refuse_picture": photo(at=Verifying.waiting),
    "other.unexpected_text": text("сөз", at=Filling.language),
    "other.unexpected_evidence": photo(at=Filling.language),
    "other.unexpected_message": text("/nonsense"),
    "other.edited_message": Entry("edit", "сөз"),
    "other.unknown_button": press("zzz:{draft}", never=errors.ScreenIsStale),
}
