"""One's own data: asked for once after the invitation, shown and changed with /profile."""

from collections.abc import Mapping

from aiogram.fsm.state import State
from aiogram.types import InlineKeyboardButton

from bot.domain.people import Person, Role
from bot.i18n import _
from bot.telegram.callbacks.anywhere import Leave, Stay
from bot.telegram.callbacks.people import EditProfile, Invite, UseSuggestion
from bot.telegram.callbacks.settings import OpenSettings
from bot.telegram.keyboards import PRIMARY, Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.words import bold, esc, role_name
from bot.telegram.states import Introducing

INVITATION_HOURS = 72
STEPS = {
    "full_name": Introducing.full_name,
    "position": Introducing.position,
    "state_body": Introducing.state_body,
}
"""The fields of the profile, in the order in which they are asked for."""


def introduction_screen(
    step: str | None, person: Person, suggestions: Mapping[str, str] | None = None
) -> Screen:
    """Ask for one field of the profile; what is suggested for it is taken over with one tap."""
    names = list(STEPS)
    name = next(name for name, state in STEPS.items() if state.state == step)
    title, example = _question(name)
    place = {"place": names.index(name) + 1, "total": len(names)}
    lines = [
        bold(_("About you, %(place)d of %(total)d") % place),
        "",
        f"{bold(title)}\n{esc(example)}",
    ]
    present: str | None = getattr(person, name)
    if present:
        lines += ["", _("Saved: %(value)s") % {"value": bold(present)}]
    suggested = (suggestions or {}).get(name)
    taking: Row = []
    if suggested and suggested != present:
        lines += [
            "",
            _("Type it, or take over with one tap: %(value)s") % {"value": esc(suggested)},
        ]
        taking = [button(f"✔ {suggested}", UseSuggestion(name=name), PRIMARY)]
    return Screen("\n".join(lines), keyboard(taking, _steps_around(name, person)))


def _question(name: str) -> tuple[str, str]:
    return {
        "full_name": (
            _("Surname, first name, patronymic (if any)"),
            _("as they are printed in the act, for example: Серікбаев Нұрлан Асқарұлы"),
        ),
        "position": (_("Position"), _("for example: chief specialist")),
        "state_body": (_("State body"), _("the body that appoints your inspections")),
    }[name]


def _steps_around(name: str, person: Person) -> list[InlineKeyboardButton]:
    """The ways out: of a change back home, of the introduction to the steps beside this one."""
    if person.introduced:
        return [button(_("◀ Back"), Leave())]
    names = list(STEPS)
    here = names.index(name)
    row = []
    if here > 0:
        row.append(button(_("◀ Back"), EditProfile(name=names[here - 1])))
    if here + 1 < len(names) and getattr(person, name):
        row.append(button(_("Next ▶"), EditProfile(name=names[here + 1])))
    return row


def profile_screen(person: Person) -> Screen:
    """Show the profile; each field is a button that changes it."""
    role = role_name(person.role or Role.INSPECTOR)
    lines = [bold(_("Your profile")), "", _("Your role: %(role)s.") % {"role": role}]
    lines += saved_lines(person)
    lines += ["", _("Acts that are already finished keep what was printed.")]
    buttons = [
        button(f"✏ {field_name(state)}", EditProfile(name=name)) for name, state in STEPS.items()
    ]
    reminders = [button(_("⏰ Reminders"), OpenSettings())]
    return Screen(
        "\n".join(lines), keyboard(*column(buttons), reminders, [button(_("◀ Back"), Stay())])
    )


def saved_lines(person: Person) -> list[str]:
    """What is kept of somebody for the acts, field by field, as HTML."""
    return [
        f"{esc(field_name(state))}: {bold(getattr(person, name) or '—')}"
        for name, state in STEPS.items()
    ]


def field_name(state: State) -> str:
    """What a field of the profile is called."""
    return {
        Introducing.full_name.state: _("Full name"),
        Introducing.position.state: _("Position"),
        Introducing.state_body.state: _("State body"),
    }[state.state]


def ready_note(person: Person) -> str:
    """Say after the last step of the introduction what was saved, and what to do next."""
    lines = [bold(_("✅ You are ready. This is saved:")), *saved_lines(person)]
    lines += ["", _("To change it: /profile. What the bot can do: /help.")]
    lines.append(_("To begin an inspection press the button below."))
    if person.may(Role.ADMIN):
        lines.append(_("To invite colleagues: /invite. Who uses the bot: /people."))
    return "\n".join(lines)


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
    """What is said to somebody who has just accepted an invitation; the profile, if it is known."""
    role = role_name(person.role or Role.INSPECTOR)
    note = _("Welcome! Your role: %(role)s. Another language: /lang") % {"role": esc(role)}
    if not person.introduced:
        return note
    return "\n".join([note, *saved_lines(person), _("To change it: /profile.")])


def joined_text(name: str, person: Person) -> str:
    """Tell the inviter that somebody joined; the profile too, when it was known before."""
    role = role_name(person.role or Role.INSPECTOR)
    text = _("Your invitation was accepted: %(name)s, role: %(role)s.") % {
        "name": bold(name),
        "role": role,
    }
    return "\n".join([text, *saved_lines(person)]) if person.introduced else text


def introduced_text(person: Person) -> str:
    """Tell the inviter who the newcomer is, once the profile is complete."""
    role = role_name(person.role or Role.INSPECTOR)
    lines = [_("Your colleague is ready to work, role: %(role)s.") % {"role": role}]
    return "\n".join([*lines, *saved_lines(person)])
