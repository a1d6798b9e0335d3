"""What the act and the order both say at their head: who inspected whom, when and where."""

from datetime import date, datetime

from bot.documents.facts import Blank
from bot.documents.wording import written_date, written_moment, written_number
from bot.domain.act import Act
from bot.domain.circumstances import Official
from bot.i18n import _


def item(number: int, caption: str) -> str:
    """Number a content of a document as the law does."""
    return f"{number}. {caption}"


def inspectors(act: Act) -> tuple[Official, ...]:
    """Everyone who inspected: whoever finished the act, then the colleagues."""
    others = act.circumstances.colleagues or ()
    return (*act.officials, *(one for one in others if one not in act.officials))


def drawn_up(act: Act) -> tuple[str | Blank, ...]:
    """Say when and where the document is drawn up; the place is the header's unless told."""
    place = act.circumstances.place or act.header.address
    return (written_moment(act.finished_at), place or Blank(_("(place)")))


def appointment(act: Act) -> str:
    """Name the act of appointment."""
    number, day = act.header.appointment_number, act.header.appointment_date
    return written_number(number, day) if number and day else ""


def inspected_by(act: Act) -> str:
    """List those who inspected, one a line."""
    return "\n".join(f"{one.full_name}, {one.position}" for one in inspectors(act))


def subject(act: Act) -> tuple[str | Blank, ...]:
    """Name the subject, its number, and its representative, or leave a line for them."""
    header, known = act.header, act.circumstances
    number = _("IIN/BIN: {number}").format(number=header.subject_number or "")
    who = [known.representative_name, known.representative_position]
    representative = ", ".join(one for one in who if one)
    if known.representative_position:
        said = _("Representative: {representative}").format(representative=representative)
        return (header.subject_name or "", number, said)
    asked = _("(position and name of the representative)")
    if representative:
        said = _("Representative: {representative}").format(representative=representative)
        return (header.subject_name or "", number, said, Blank(_("(position)")))
    return (header.subject_name or "", number, Blank(asked))


def course(act: Act) -> tuple[str | Blank, ...]:
    """Tell when the inspection began, where it was and which period it took."""
    started = _in_time_zone(act, act.circumstances.started_at)
    first = act.circumstances.period_start or (started.date() if started else None)
    last = act.circumstances.period_end or act.finished_at.date()
    address = act.header.address or ""
    return (
        _beginning(started),
        _("Place: {place}").format(place=address) if address else Blank(_("(place)")),
        _period(first, last) if first else Blank(_("(period of the inspection)")),
    )


def _in_time_zone(act: Act, moment: datetime | None) -> datetime | None:
    return moment.astimezone(act.finished_at.tzinfo) if moment else None


def _beginning(started: datetime | None) -> str | Blank:
    """The inspection begins when these two are done (art. 147(2))."""
    if started is None:
        return Blank(_("(when the act of appointment was handed over and the checklist was shown)"))
    return _("Begun: {moment} (act of appointment handed over, checklist shown)").format(
        moment=written_moment(started)
    )


def _period(first: date, last: date) -> str:
    return _("Period: from {first} to {last}").format(
        first=written_date(first), last=written_date(last)
    )
