"""The order to eliminate: the nine contents of art. 152(6) of the Entrepreneurial Code."""

from bot.documents.circumstances import course, drawn_up, inspected_by, item, subject
from bot.documents.facts import write_fact
from bot.documents.flow import SMALL, Align, Flow
from bot.documents.order_table import write_measures
from bot.documents.signatures import (
    write_acquaintance,
    write_heading,
    write_officials,
    write_signatures,
)
from bot.documents.title import write_title
from bot.documents.wording import written_date
from bot.domain.act import Act
from bot.i18n import _


def write_order_page(flow: Flow, act: Act) -> None:
    """Write the order, from its title to the signatures."""
    draft = _(
        "Draft of the order, whose form is approved by the Prosecutor General's Office "
        "(Entrepreneurial Code, article 152, paragraph 5)"
    )
    write_title(flow, act, _("Order to eliminate the violations found"), draft)
    annexed = _("Annex to the act on the results of the inspection No. {number} of {date}")
    said = annexed.format(number=act.number, date=written_date(act.finished_at.date()))
    flow.write(f"{said}. {_('Drawn up in three copies.')}", size=SMALL, align=Align.CENTRE)
    flow.skip(3.0)
    _write_facts(flow, act)
    write_measures(flow, act)
    _write_duties(flow)
    caption = _("Signatures of the officials who carried out the inspection")
    write_signatures(
        flow,
        lambda page: _write_acquaintance(page, act),
        lambda page: write_officials(page, act, item(9, caption)),
    )


def _write_facts(flow: Flow, act: Act) -> None:
    write_fact(flow, item(1, _("Date, time and place of drawing up the order")), *drawn_up(act))
    body = act.header.state_body or ""
    write_fact(flow, item(2, _("Name of the control and supervision body")), body)
    who = _("Surname, first name, patronymic (if any) and position of those who inspected")
    write_fact(flow, item(3, who), inspected_by(act))
    whom = _("Name of the subject of control, position of its representative who was present")
    write_fact(flow, item(4, whom), *subject(act))
    write_fact(flow, item(5, _("Date, place and period of the inspection")), *course(act))


def _write_duties(flow: Flow) -> None:
    """Tell the subject its terms, what it must report and what it may ask for."""
    write_heading(flow, _("Terms and duties (Entrepreneurial Code, article 152)"))
    for duty in (
        _(
            "The terms of elimination are not less than ten calendar days from the day on which "
            "this order is handed over (paragraph 7)."
        ),
        _(
            "An application to extend the terms, with the measures to be taken and the reasons, "
            "may be made not later than three working days from that day (paragraph 7)."
        ),
        _(
            "Within the terms set, the subject of control must inform the control and "
            "supervision body of the elimination of the violations, with proof attached; "
            "otherwise an unscheduled inspection may be appointed (paragraphs 13–15)."
        ),
    ):
        flow.write(duty, size=SMALL)
        flow.skip(0.6)


def _write_acquaintance(flow: Flow, act: Act) -> None:
    caption = _(
        "Acquaintance or refusal of acquaintance with the order of the representatives of "
        "the subject and of those present, their signatures or refusal to sign"
    )
    handed_over = _("(date on which the order was handed over; signature of the recipient)")
    write_acquaintance(flow, act, item(8, caption), handed_over)
