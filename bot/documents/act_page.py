"""The act of the results: the ten contents of art. 152(2) of the Entrepreneurial Code."""

from bot.documents.act_results import write_results
from bot.documents.act_signatures import write_signatures
from bot.documents.blanks import blank
from bot.documents.flow import BODY, NOTE, SMALL, TITLE, Align, Flow, line_height
from bot.documents.fonts import Face
from bot.documents.sheet import LEFT, RIGHT
from bot.documents.wording import written_moment, written_number
from bot.documents.wrapping import width_in_millimetres, wrap
from bot.domain.act import Act
from bot.i18n import _

CAPTION_WIDTH = 62.0
GAP = 4.0
MIN_BLANK = 45.0
VALUE_X = LEFT + CAPTION_WIDTH + GAP
VALUE_WIDTH = RIGHT - VALUE_X


def write_act_page(flow: Flow, act: Act) -> None:
    """Write the act itself, from its title to the signatures and the list of annexes."""
    _write_title(flow, act)
    _write_facts(flow, act)
    write_results(flow, act)
    write_signatures(flow, act)


def _write_title(flow: Flow, act: Act) -> None:
    title = _("Act on the results of the inspection").upper()
    flow.write(title, face=Face.BOLD, size=TITLE, align=Align.CENTRE)
    flow.skip(1.0)
    number = _("No. {number}").format(number=act.number)
    if act.number.revision > 1:
        corrected = _("revision {revision}, replaces the earlier ones")
        number += f" ({corrected.format(revision=act.number.revision)})"
    flow.write(number, face=Face.BOLD, size=BODY, align=Align.CENTRE)
    flow.skip(1.0)
    flow.write(
        _(
            "Draft of the act, whose form is approved by the Prosecutor General's Office "
            "(Entrepreneurial Code, article 152, paragraph 5)"
        ),
        size=NOTE,
        align=Align.CENTRE,
    )
    flow.skip(3.0)


def _write_facts(flow: Flow, act: Act) -> None:
    header = act.header
    _fact(
        flow,
        _("1. Date, time and place of drawing up the act"),
        written_moment(act.finished_at),
        _("(place)"),
    )
    _fact(flow, _("2. Name of the control and supervision body"), header.state_body or "")
    _fact(
        flow,
        _("3. Date and number of the act of appointment that was the basis of the inspection"),
        _appointment(act),
    )
    _fact(
        flow,
        _("4. Surname, first name, patronymic (if any) and position of those who inspected"),
        "\n".join(f"{official.full_name}, {official.position}" for official in act.officials),
    )
    _fact(
        flow,
        _("5. Name of the subject of control, position of its representative who was present"),
        f"{header.subject_name or ''}\n{_subject_number(act)}",
        _("(position of the representative)"),
    )
    _fact(
        flow,
        _("6. Date, place and period of the inspection"),
        header.address or "",
        _("(date and period)"),
    )


def _appointment(act: Act) -> str:
    number, day = act.header.appointment_number, act.header.appointment_date
    return written_number(number, day) if number and day else ""


def _subject_number(act: Act) -> str:
    return _("IIN/BIN: {number}").format(number=act.header.subject_number or "")


def _fact(flow: Flow, caption: str, value: str, to_fill_in: str = "") -> None:
    """Write a caption at the left, its value beside it, and a line for what the pen adds."""
    captions = wrap(caption, Face.REGULAR, SMALL, CAPTION_WIDTH)
    flow.keep_together(len(captions) * line_height(SMALL) + 8.0)
    page, top = len(flow.sheets), flow.y
    bottom = flow.put_lines(captions, LEFT, top + 0.6, CAPTION_WIDTH, size=SMALL)
    flow.write(value, x=VALUE_X, width=VALUE_WIDTH)
    if to_fill_in:
        _write_blank(flow, to_fill_in, wrap(value, Face.REGULAR, BODY, VALUE_WIDTH)[-1:])
    if len(flow.sheets) == page:
        flow.y = max(flow.y, bottom)
    flow.y += 1.6


def _write_blank(flow: Flow, note: str, last_line: tuple[str, ...]) -> None:
    """Draw a line beside the last line of a value, or below when that leaves too little room."""
    used = sum(width_in_millimetres(line, Face.REGULAR, BODY) for line in last_line) + GAP
    if VALUE_WIDTH - used >= MIN_BLANK:
        flow.y -= line_height(BODY) + 1.0
        blank(flow, note, VALUE_X + used, VALUE_WIDTH - used)
    else:
        blank(flow, note, VALUE_X, VALUE_WIDTH)
