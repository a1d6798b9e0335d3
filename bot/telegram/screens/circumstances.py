"""The circumstances that the act tells beside the form's header: a list, and one at a time."""

from collections.abc import Callable
from datetime import date, datetime

from bot.domain.circumstances import Acquaintance, Circumstance, Official
from bot.domain.inspection import Inspection
from bot.i18n import _, current_language
from bot.telegram.callbacks.answering import OpenReview
from bot.telegram.callbacks.proceedings import (
    ChooseCircumstance,
    OpenCircumstance,
    OpenCircumstances,
)
from bot.telegram.keyboards import Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.participants import participants_button
from bot.telegram.screens.words import bold, day, esc, moment, shortened

LONGEST_VALUE = 200
NOW = "now"
TODAY = "today"
YESTERDAY = "yesterday"
ADDRESS = "address"
NOBODY = "nobody"


def circumstances_screen(inspection: Inspection, local: Callable[[datetime], datetime]) -> Screen:
    """Show all circumstances; each is a button that leads to it."""
    told = inspection.circumstances
    lines = [
        f"{esc(circumstance_name(name))}: <b>{_value(getattr(told, name.value), local)}</b>"
        for name in Circumstance
    ]
    head = bold(inspection.checklist.short_name[current_language()]) + " · " + _("circumstances")
    hint = _(
        "What is left empty follows from the header and the dates, or is printed as a line to fill"
        " in by hand."
    )
    buttons = [
        button(
            f"{'▫️' if getattr(told, name.value) is None else '✅'} {circumstance_name(name)}",
            OpenCircumstance(inspection=inspection.id, name=name),
        )
        for name in Circumstance
    ]
    review = button(_("📋 Review"), OpenReview(inspection=inspection.id))
    text = "\n\n".join([head, "\n".join(lines), f"<i>{esc(hint)}</i>"])
    return Screen(text, keyboard(*column(buttons), [review]), inspection.id)


def circumstance_screen(
    inspection: Inspection, name: Circumstance, local: Callable[[datetime], datetime]
) -> Screen:
    """Ask for one circumstance, with what can be tapped instead of typed."""
    head = bold(inspection.checklist.short_name[current_language()]) + " · " + _("circumstances")
    value = getattr(inspection.circumstances, name.value)
    parts = [head, f"<b>{esc(circumstance_name(name))}</b>", _question(name)]
    if value is not None:
        parts.append(_("Saved: %(value)s") % {"value": f"<b>{_value(value, local)}</b>"})
    back = button(_("◀ Back"), OpenCircumstances(inspection=inspection.id))
    rows = keyboard(*_choices(inspection, name), [back])
    return Screen("\n\n".join(parts), rows, inspection.id)


def circumstance_name(name: Circumstance) -> str:
    """What a circumstance is called on a button and in a list."""
    return {
        Circumstance.STARTED_AT: _("Appointment act handed over, checklist shown"),
        Circumstance.PERIOD_START: _("Beginning of the inspection"),
        Circumstance.PERIOD_END: _("End of the inspection"),
        Circumstance.PLACE: _("Place of drawing up the act"),
        Circumstance.COLLEAGUES: _("Other officials who inspect"),
        Circumstance.REPRESENTATIVE_NAME: _("Representative of the subject"),
        Circumstance.REPRESENTATIVE_POSITION: _("Position of the representative"),
        Circumstance.ACQUAINTANCE: _("Acquaintance with the act"),
    }[name]


def acquaintance_name(acquaintance: Acquaintance) -> str:
    """What a button says of how the representative met the act."""
    return {
        Acquaintance.SIGNED: _("Acquainted, signs"),
        Acquaintance.REFUSED_TO_SIGN: _("Acquainted, refuses to sign"),
        Acquaintance.REFUSED_TO_READ: _("Refuses to get acquainted"),
        Acquaintance.ABSENT: _("Nobody is present"),
    }[acquaintance]


def _question(name: Circumstance) -> str:
    return {
        Circumstance.STARTED_AT: _(
            "When was the appointment act handed over and the checklist shown? This begins the"
            " inspection (art. 147, par. 2). Tap, or type for example: 05.03.2026 10:30"
        ),
        Circumstance.PERIOD_START: _("Choose the date or type it, for example: 05.03.2026"),
        Circumstance.PERIOD_END: _("Choose the date or type it, for example: 05.03.2026"),
        Circumstance.PLACE: _("Type the place, or take the address of the header."),
        Circumstance.COLLEAGUES: _(
            "Who else inspects by the appointment act? Type one a line: full name, position. Who"
            " has the bot on the own phone is chosen under “Co-inspectors” instead, and answers"
            " there."
        ),
        Circumstance.REPRESENTATIVE_NAME: _("Type the full name of whoever was present."),
        Circumstance.REPRESENTATIVE_POSITION: _("Type the position, for example: director"),
        Circumstance.ACQUAINTANCE: _(
            "How did the representative meet the act? It is printed as a statement."
        ),
    }[name]


def _choices(inspection: Inspection, name: Circumstance) -> list[Row]:
    labels: dict[str, str] = {}
    if name is Circumstance.STARTED_AT:
        labels = {NOW: _("Just now")}
    elif name in {Circumstance.PERIOD_START, Circumstance.PERIOD_END}:
        labels = {YESTERDAY: _("Yesterday"), TODAY: _("Today")}
    elif name is Circumstance.PLACE and inspection.header.address:
        labels = {ADDRESS: inspection.header.address}
    elif name is Circumstance.COLLEAGUES:
        labels = {NOBODY: _("Nobody else")}
    elif name is Circumstance.ACQUAINTANCE:
        labels = {each.value: acquaintance_name(each) for each in Acquaintance}
    buttons = [
        button(label, ChooseCircumstance(inspection=inspection.id, name=name, choice=choice))
        for choice, label in labels.items()
    ]
    if name is Circumstance.COLLEAGUES:
        buttons.append(participants_button(inspection))
        return column(buttons)
    return [buttons] if len(buttons) == len((YESTERDAY, TODAY)) else column(buttons)


def _value(value: object, local: Callable[[datetime], datetime]) -> str:
    """Write a value as HTML."""
    if isinstance(value, Acquaintance):
        return esc(acquaintance_name(value))
    if isinstance(value, datetime):
        return esc(moment(local(value)))
    if isinstance(value, date):
        return esc(day(value))
    if isinstance(value, tuple):
        return esc(shortened(_colleagues(value), LONGEST_VALUE)) or esc(_("Nobody else"))
    return esc(shortened(str(value), LONGEST_VALUE)) if value is not None else "—"


def _colleagues(colleagues: tuple[Official, ...]) -> str:
    return "; ".join(f"{each.full_name}, {each.position}" for each in colleagues)
