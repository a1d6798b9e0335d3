"""Printing an act: the one call that the rest of the program needs."""

from bot.documents.act_page import write_act_page
from bot.documents.checklist_form import write_checklist_form
from bot.documents.evidence_annex import write_evidence_annex
from bot.documents.flow import Flow
from bot.documents.footer import add_running_lines, verification_stamp
from bot.documents.paint import Properties, paint
from bot.domain.act import Act
from bot.i18n import _, speaking


def render_act(act: Act, verification_link: str | None = None) -> bytes:
    """Print an act with its annexes as a PDF, A4; the same act gives the same bytes anywhere.

    With a `verification_link` every page bears it as a QR code. Reads the files of the photos and
    raises `OSError` when one cannot be read.
    """
    with speaking(act.language):
        flow = Flow()
        write_act_page(flow, act)
        write_checklist_form(flow, act)
        if act.photos:
            write_evidence_annex(flow, act)
        stamp = verification_stamp(verification_link) if verification_link else None
        add_running_lines(flow.sheets, act, stamped=stamp is not None)
        return paint(flow.sheets, _properties(act), stamp)


def _properties(act: Act) -> Properties:
    return Properties(
        title=_("Act on the results of the inspection No. {number}").format(number=act.number),
        author=act.header.state_body or "",
        subject=act.checklist.name[act.language],
        language=act.language,
        created_at=act.finished_at,
    )
