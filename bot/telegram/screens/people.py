"""The profile and invitations."""

from aiogram.fsm.state import State

from bot.domain.people import Person, Role
from bot.i18n import _
from bot.telegram.callbacks import EditProfile, Invite, Leave, Stay
from bot.telegram.keyboards import button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.words import bold, esc, role_name
from bot.telegram.states import Introducing

INVITATION_HOURS = 72


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
