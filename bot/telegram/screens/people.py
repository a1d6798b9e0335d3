"""Who uses the bot: the list of everybody with a role, the former colleagues, and the search."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.domain.people import Person, Role
from bot.i18n import _
from bot.services.ports import Clock
from bot.telegram.callbacks.anywhere import Stay
from bot.telegram.callbacks.people import (
    ListFormer,
    ListPeople,
    OpenPerson,
    SearchPeople,
    TurnFound,
)
from bot.telegram.keyboards import Row, button, column, keyboard
from bot.telegram.places import Place
from bot.telegram.reply import Screen
from bot.telegram.screens.words import bold, day, esc, role_name, shortened

PEOPLE_PER_PAGE = 8
LONGEST_NAME = 90
LONGEST_SOUGHT = 200
"""No field of a profile is longer: more words than that find nobody."""


def people_screen(staff: Sequence[Person], offset: int, former: int, clock: Clock) -> Screen:
    """List everybody with a role, by name; a tap opens the person."""
    lines, rows = page(staff, offset, clock, lambda place: ListPeople(offset=place))
    ways = [[button(_("🔎 Search"), SearchPeople())]]
    if former:
        label = _("Former colleagues: %(count)d") % {"count": former}
        ways.append([button(label, ListFormer(offset=0))])
    title = bold(_("Who uses the bot, and in which role"))
    return Screen("\n".join([title, *lines]), keyboard(*rows, *ways, [button(_("◀ Back"), Stay())]))


def former_screen(former: Sequence[Person], offset: int, clock: Clock) -> Screen:
    """List everybody who has no role any more; only an invitation brings somebody back."""
    lines, rows = page(former, offset, clock, lambda place: ListFormer(offset=place))
    lines = [bold(_("Former colleagues")), *lines]
    if not former:
        lines.append(_("There are none."))
    lines += ["", _("Only a new invitation gives somebody a role again.")]
    back = [button(_("◀ Back"), ListPeople(offset=0))]
    return Screen("\n".join(lines), keyboard(*rows, back))


def search_screen() -> Screen:
    """Ask whom to search for; with the way back."""
    lines = [
        bold(_("🔎 Search")),
        _("Type a part of the name, position or state body; capital letters do not matter."),
    ]
    return Screen("\n".join(lines), keyboard([button(_("◀ Back"), ListPeople(offset=0))]))


def found_screen(found: Sequence[Person], place: Place, clock: Clock) -> Screen:
    """List who was found; more words search anew."""
    lines, rows = page(found, place.offset, clock, lambda offset: TurnFound(offset=offset))
    sought = shortened(place.sought or "", LONGEST_NAME)
    lines = [_("🔎 Search: %(sought)s") % {"sought": bold(sought)}, *lines]
    if not found:
        lines.append(_("Nobody was found."))
    lines += ["", _("Type other words to search again, or go back to the whole list.")]
    back = [button(_("◀ Back"), ListPeople(offset=0))]
    return Screen("\n".join(lines), keyboard(*rows, back))


def page(
    people: Sequence[Person], offset: int, clock: Clock, turn: Callable[[int], CallbackData]
) -> tuple[list[str], list[Row]]:
    """Eight people of a list, as lines and as buttons that open them; a page that is gone: first.

    `turn` makes what the button of another page carries.
    """
    start = page_start(offset) if offset < len(people) else 0
    shown = people[start : start + PEOPLE_PER_PAGE]
    lines = [count_line(start, len(shown), len(people)), ""] if shown else [""]
    lines += [_line(person, clock) for person in shown]
    buttons = [button(named(person), OpenPerson(person=person.id)) for person in shown]
    return lines, [*column(buttons), turning(start, len(people), turn)]


def page_start(place: int) -> int:
    """Where the page begins that holds this place of a list."""
    return place - place % PEOPLE_PER_PAGE


def count_line(start: int, shown: int, total: int) -> str:
    """Which part of a list is shown."""
    values = {"first": start + 1, "last": start + shown, "total": total}
    return _("%(first)d–%(last)d of %(total)d") % values


def turning(
    start: int, total: int, turn: Callable[[int], CallbackData]
) -> list[InlineKeyboardButton]:
    """The buttons to the pages beside this one."""
    row = []
    if start > 0:
        row.append(button("◀", turn(start - PEOPLE_PER_PAGE)))
    if total > start + PEOPLE_PER_PAGE:
        row.append(button("▶", turn(start + PEOPLE_PER_PAGE)))
    return row


def last_seen(person: Person, clock: Clock) -> str:
    """On which day somebody was here last."""
    if person.last_seen_at is None:
        return _("never")
    seen, today = clock.local(person.last_seen_at).date(), clock.local(clock.now()).date()
    if seen == today:
        return _("today")
    return _("yesterday") if seen == today - timedelta(days=1) else day(seen)


def named(person: Person) -> str:
    """What somebody is called in lists: the name, or before it is known the Telegram id."""
    return shortened(person.full_name or str(person.id), LONGEST_NAME)


def role_of(person: Person) -> str:
    """Somebody's role in words."""
    return role_name(person.role) if person.may(Role.INSPECTOR) and person.role else _("none")


def _line(person: Person, clock: Clock) -> str:
    seen = _("last seen: %(day)s") % {"day": last_seen(person, clock)}
    role = f"{role_of(person)}, " if person.may(Role.INSPECTOR) else ""
    return f"• {esc(named(person))} – {role}{seen}"
