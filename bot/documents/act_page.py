"""The act of the results: the ten contents of art. 152(2) of the Entrepreneurial Code."""

from bot.documents.act_results import write_annexes, write_results
from bot.documents.circumstances import (
    appointment,
    course,
    drawn_up,
    inspected_by,
    item,
    subject,
)
from bot.documents.facts import write_fact
from bot.documents.flow import Flow
from bot.documents.signatures import write_acquaintance, write_officials, write_signatures
from bot.documents.title import write_title
from bot.domain.act import Act
from bot.i18n import _


def write_act_page(flow: Flow, act: Act) -> None:
    """Write the act itself, from its title to the signatures and the list of annexes."""
    draft = _(
        "Draft of the act, whose form is approved by the Prosecutor General's Office "
        "(Entrepreneurial Code, article 152, paragraph 5)"
    )
    write_title(flow, act, _("Act on the results of the inspection"), draft)
    _write_facts(flow, act)
    write_results(flow, act)
    write_annexes(flow, act)
    caption = _("Signatures of the officials who carried out the inspection")
    write_signatures(
        flow,
        lambda page: _write_acquaintance(page, act),
        lambda page: write_officials(page, act, item(10, caption)),
    )


def _write_facts(flow: Flow, act: Act) -> None:
    write_fact(flow, item(1, _("Date, time and place of drawing up the act")), *drawn_up(act))
    body = act.header.state_body or ""
    write_fact(flow, item(2, _("Name of the control and supervision body")), body)
    basis = _("Date and number of the act of appointment that was the basis of the inspection")
    write_fact(flow, item(3, basis), appointment(act))
    who = _("Surname, first name, patronymic (if any) and position of those who inspected")
    write_fact(flow, item(4, who), inspected_by(act))
    whom = _("Name of the subject of control, position of its representative who was present")
    write_fact(flow, item(5, whom), *subject(act))
    write_fact(flow, item(6, _("Date, place and period of the inspection")), *course(act))


def _write_acquaintance(flow: Flow, act: Act) -> None:
    caption = _(
        "Acquaintance or refusal of acquaintance with the act of the representatives of "
        "the subject and of those present, their signatures or refusal to sign"
    )
    objections = _("(remarks and (or) objections, if any; number of sheets attached)")
    write_acquaintance(flow, act, item(9, caption), objections)
