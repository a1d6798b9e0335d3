"""Items 9 and 10 of the act: acquaintance and signatures."""

from bot.documents.act_results import write_heading
from bot.documents.blanks import blank, signature_height, signature_lines
from bot.documents.flow import Flow
from bot.documents.sheet import BOTTOM, TOP
from bot.domain.act import Act
from bot.i18n import _

HEADING = 8.0


def write_signatures(flow: Flow, act: Act) -> None:
    """Leave room for the subject, print the lines of the officials."""
    notes = (
        _("position"),
        _("signature"),
        _("surname, first name, patronymic (if any)"),
    )
    write_heading(
        flow,
        _(
            "9. Acquaintance or refusal of acquaintance with the act of the representatives of "
            "the subject and of those present, their signatures or refusal to sign"
        ),
    )
    signature_lines(flow, (), notes)
    blank(flow, _("(acquainted, refused to get acquainted or refused to sign; date)"))
    # A signature alone on a page could have been put under anything.
    signed = [(official.position, "", official.full_name) for official in act.officials]
    height = HEADING + sum(signature_height(values, notes) for values in signed)
    flow.keep_together(min(height, BOTTOM - TOP))
    write_heading(flow, _("10. Signatures of the officials who carried out the inspection"))
    for values in signed:
        signature_lines(flow, values, notes)
