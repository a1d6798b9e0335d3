"""The profile, invitations, and who uses the bot."""

from aiogram.fsm.state import State

from bot.domain.people import Person, Role
from bot.i18n import _
from bot.telegram.callbacks.anywhere import Leave, Stay
from bot.telegram.callbacks.people import (
    AskRemoval,
    EditProfile,
    Invite,
    ListPeople,
    OpenPerson,
    RemovePerson,
)
from bot.telegram.keyboards import DANGER, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.words import bold, esc, role_name, shortened
from bot.telegram.states import Introducing

INVITATION_HOURS = 72
PEOPLE_PER_PAGE = 8
LONGEST_NAME = 90


def introduction_screen(step: str | None, person: Person) -> Screen:
    """Ask for one field of the profile."""
    fields = {
        Introducing.full_name.state: (
            _("Surname, first name, patronymic (if any)"),
            _("as they are printed in the act, for example: Серікбаев Нұрлан Асқарұлы"),
            person.full_name,
        ),
        Introducing.position.state: (
            _("Position"),
            _("for example: chief specialist"),
            person.position,
        ),
        Introducing.state_body.state: (
            _("State body"),
            _("the body that appoints your inspections"),
            person.state_body,
        ),
    }
    title, example, present = fields[step]
    place = {"place": list(fields).index(step) + 1, "total": len(fields)}
    lines = [
        bold(_("About you, %(place)d of %(total)d") % place),
        "",
        f"{bold(title)}\n{esc(example)}",
    ]
    if present:
        lines += ["", _("Saved: %(value)s") % {"value": bold(present)}]
    rows = [[button(_("◀ Back"), Leave())]] if person.introduced else []
    return Screen("\n".join(lines), keyboard(*rows))


def profile_screen(person: Person) -> Screen:
    """Show the profile; each field is a button that changes it."""
    fields: list[tuple[State, str, str | None]] = [
        (Introducing.full_name, _("Full name"), person.full_name),
        (Introducing.position, _("Position"), person.position),
        (Introducing.state_body, _("State body"), person.state_body),
    ]
    role = role_name(person.role or Role.INSPECTOR)
    lines = [bold(_("Your profile")), "", _("Your role: %(role)s.") % {"role": role}]
    lines += [f"{esc(title)}: {bold(value or '—')}" for _state, title, value in fields]
    lines += ["", _("Acts that are already finished keep what was printed.")]
    buttons = [
        button(f"✏ {title}", EditProfile(name=state.state.split(":")[1] if state.state else ""))
        for state, title, _value in fields
    ]
    return Screen("\n".join(lines), keyboard(*column(buttons)))


def invite_screen() -> Screen:
    """Ask for which role somebody is invited."""
    buttons = [button(role_name(role).capitalize(), Invite(role=role)) for role in Role]
    text = f"{bold(_('Invite a colleague'))}\n" + _("For which role?")
    return Screen(text, keyboard(*column(buttons), [button(_("◀ Back"), Stay())]))


def invitation_text(role: Role, link: str) -> str:
    """Give the link of an invitation."""
    lines = [
        _("Invitation for the role: %(role)s.") % {"role": role_name(role)},
        esc(link),
        _("Send the link to one colleague. It works once, for %(hours)d hours.")
        % {"hours": INVITATION_HOURS},
    ]
    return "\n\n".join(lines)


def welcome_note(person: Person) -> str:
    """What is said to somebody who has just accepted an invitation."""
    role = role_name(person.role or Role.INSPECTOR)
    return _("Welcome! Your role: %(role)s. Another language: /lang") % {"role": esc(role)}


def joined_text(name: str, role: Role) -> str:
    """Tell the inviter that somebody joined."""
    return _("Your invitation was accepted: %(name)s, role: %(role)s.") % {
        "name": bold(name),
        "role": role_name(role),
    }


def people_screen(staff: list[Person], offset: int) -> Screen:
    """List everybody with a role, by name; a tap opens the person."""
    start = offset if offset < len(staff) else 0
    shown = staff[start : start + PEOPLE_PER_PAGE]
    lines = [bold(_("Who uses the bot, and in which role")), ""]
    lines += [f"• {esc(_named(person))} – {_role_of(person)}" for person in shown]
    people = [button(_named(person), OpenPerson(person=person.id)) for person in shown]
    turning = []
    if start > 0:
        turning.append(button("◀", ListPeople(offset=max(0, start - PEOPLE_PER_PAGE))))
    if len(staff) > start + PEOPLE_PER_PAGE:
        turning.append(button("▶", ListPeople(offset=start + PEOPLE_PER_PAGE)))
    back = [button(_("◀ Back"), Stay())]
    return Screen("\n".join(lines), keyboard(*column(people), turning, back))


def person_screen(person: Person, *, removable: bool) -> Screen:
    """Show who somebody is, and offer to take the role away."""
    fields = [(_("Position"), person.position), (_("State body"), person.state_body)]
    lines = [bold(_named(person)), _("Role: %(role)s.") % {"role": _role_of(person)}]
    lines += [f"{esc(title)}: {esc(value or '—')}" for title, value in fields]
    if not removable:
        lines += ["", _("Named in the bot's settings (ADMIN_IDS), and removed only there.")]
    removal = button(_("Remove"), AskRemoval(person=person.id), DANGER)
    back = [button(_("◀ Back"), ListPeople(offset=0))]
    return Screen("\n".join(lines), keyboard([removal] if removable else [], back))


def removal_screen(person: Person) -> Screen:
    """Ask before a role is taken away."""
    question = _("Take the role %(role)s away from %(name)s?") % {
        "role": _role_of(person),
        "name": bold(_named(person)),
    }
    effect = _(
        "It counts at once, also in the middle of an inspection. Acts and drafts stay; a new"
        " invitation opens the drafts again."
    )
    if person.may(Role.ADMIN):
        effect += "\n" + _("Links of this administrator that nobody has used yet end with it.")
    yes = RemovePerson(person=person.id, role=person.role or Role.INSPECTOR)
    rows = [
        [button(_("Yes, remove"), yes, DANGER)],
        [button(_("◀ Back"), OpenPerson(person=person.id))],
    ]
    return Screen(f"{question}\n\n{effect}", keyboard(*rows))


def removed_screen(person: Person, role: Role) -> Screen:
    """Say that somebody has no role any more, with the way back."""
    text = _("✅ %(name)s has no role any more.") % {"name": bold(_named(person))}
    rows = [
        [button(_("Invite again"), Invite(role=role))],
        [button(_("◀ Back"), ListPeople(offset=0))],
    ]
    return Screen(text, keyboard(*rows))


def own_removal_screen() -> Screen:
    """Say to an administrator who removed himself what that means."""
    return Screen(_("✅ You have no role any more. Another administrator can invite you again."))


def _named(person: Person) -> str:
    return shortened(person.full_name or str(person.id), LONGEST_NAME)


def _role_of(person: Person) -> str:
    return role_name(person.role or Role.INSPECTOR)
