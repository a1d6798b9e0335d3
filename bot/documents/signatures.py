"""Signatures of the officials and of the subject's representative, in every document."""

from collections.abc import Callable

from bot.documents.blanks import checkboxes, signature_height, signature_lines
from bot.documents.circumstances import inspectors
from bot.documents.faces import Face
from bot.documents.flow import BODY, SMALL, Flow
from bot.documents.sheet import BOTTOM, TOP
from bot.domain.act import Act
from bot.domain.circumstances import Acquaintance
from bot.i18n import _

HEADING = 8.0


def write_heading(flow: Flow, caption: str) -> None:
    """Write what an item of a document is about, never as the last line of a page."""
    flow.skip(2.5)
    flow.keep_together(16.0)
    flow.write(caption, size=SMALL)
    flow.skip(0.8)


def write_signatures(flow: Flow, *blocks: Callable[[Flow], None]) -> None:
    """Write all signatures on one page: one alone on a page could have been put under anything."""
    trial = Flow()
    for block in blocks:
        block(trial)
    if len(trial.sheets) == 1:
        flow.keep_together(trial.y - TOP)
    for block in blocks:
        block(flow)


def write_acquaintance(flow: Flow, act: Act, caption: str, to_fill_in: str) -> None:
    """Say whether the representative read and signs, or leave that to the pen."""
    known = act.circumstances
    notes = signature_notes()
    values = (known.representative_position or "", "", known.representative_name or "")
    write_heading(flow, caption)
    write_statement(flow, act)
    signature_lines(flow, values, notes)
    signature_lines(flow, (), (_("(date; who else was present, signature)"), to_fill_in))


def write_statement(flow: Flow, act: Act) -> None:
    """Print the statement on acquaintance, or all four with a box beside each."""
    stated = act.circumstances.acquaintance
    if stated is None:
        checkboxes(flow, tuple(statement(each) for each in Acquaintance))
    else:
        flow.write(statement(stated), face=Face.BOLD, size=BODY)


def statement(acquaintance: Acquaintance) -> str:
    """Say how the subject's representative met the document."""
    said = {
        Acquaintance.SIGNED: _(
            "The representative of the subject is acquainted with this document and signs it."
        ),
        Acquaintance.REFUSED_TO_SIGN: _(
            "The representative of the subject is acquainted with this document and refused to "
            "sign it."
        ),
        Acquaintance.REFUSED_TO_READ: _(
            "The representative of the subject refused to get acquainted with this document."
        ),
        Acquaintance.ABSENT: _(
            "The representative of the subject was absent when this document was presented."
        ),
    }
    return said[acquaintance]


def write_officials(flow: Flow, act: Act, caption: str) -> None:
    """Leave every official a line to sign on."""
    notes = signature_notes()
    signed = [(official.position, "", official.full_name) for official in inspectors(act)]
    height = HEADING + sum(signature_height(values, notes) for values in signed)
    flow.keep_together(min(height, BOTTOM - TOP))
    write_heading(flow, caption)
    for values in signed or [("", "", "")]:
        signature_lines(flow, values, notes)


def signature_notes() -> tuple[str, str, str]:
    """What stands below the three lines of a signature."""
    return (_("position"), _("signature"), _("surname, first name, patronymic (if any)"))
