"""One person, as an administrator sees them: the card, another role, the end of the role."""

from bot.domain.people import Person, Role
from bot.i18n import _
from bot.services.people import Card
from bot.services.ports import Clock
from bot.services.succession import HandedOver, OpenWork
from bot.telegram.callbacks.anywhere import RunCommand
from bot.telegram.callbacks.people import (
    AskHandOver,
    AskPromotion,
    AskRemoval,
    AskRole,
    ChangeRole,
    ChooseSuccessor,
    HandOver,
    Invite,
    KeepWork,
    ListPeople,
    OpenPerson,
    RemovePerson,
    ReplacePerson,
)
from bot.telegram.keyboards import DANGER, PRIMARY, Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.people import (
    PEOPLE_PER_PAGE,
    count_line,
    last_seen,
    named,
    page_start,
    role_of,
    turning,
)
from bot.telegram.screens.words import bold, day, esc, role_name, shortened

MOST_SUBJECTS = 10
LONGEST_SUBJECT = 100


def person_screen(
    card: Card, work: OpenWork, clock: Clock, back: Row, *, changeable: bool
) -> Screen:
    """Show who somebody is; `changeable`: the role is not named in the settings."""
    person = card.person
    fields = [
        (_("Position"), person.position or "—"),
        (_("State body"), person.state_body or "—"),
        (_("Last seen"), last_seen(person, clock)),
        (_("Here since"), day(clock.local(card.joined_at)) if card.joined_at else "—"),
        (_("Open drafts"), str(work.drafts)),
    ]
    lines = [bold(named(person)), _("Role: %(role)s.") % {"role": role_of(person)}]
    lines += [f"{esc(title)}: {esc(value)}" for title, value in fields]
    if not person.may(Role.INSPECTOR):
        return Screen("\n".join(lines), keyboard(*_former_ways(person, work), back))
    if not changeable:
        lines += ["", _("Named in the bot's settings (ADMIN_IDS), and changed only there.")]
        return Screen("\n".join(lines), keyboard(back))
    change = button(_("Change role"), AskRole(person=person.id))
    removal = button(_("Remove"), AskRemoval(person=person.id), DANGER)
    return Screen("\n".join(lines), keyboard([change, removal], back))


def _former_ways(person: Person, work: OpenWork) -> list[Row]:
    ways: list[Row] = []
    if work.inspections:
        label = _("Hand over open work: %(count)d") % {"count": len(work.inspections)}
        ways.append([button(label, ChooseSuccessor(person=person.id, offset=0))])
    return [*ways, [button(_("Invite again"), RunCommand(command="invite"))]]


def role_screen(person: Person) -> Screen:
    """Ask which other role somebody gets."""
    present = person.role or Role.INSPECTOR
    buttons = [
        button(role_name(role).capitalize(), _change(person, present, role))
        for role in Role
        if role is not present
    ]
    lines = [bold(named(person)), _("Role: %(role)s.") % {"role": role_of(person)}]
    lines.append(_("Which role instead? It counts at once."))
    return Screen("\n".join(lines), keyboard(*column(buttons), _back_to(person)))


def _change(person: Person, present: Role, role: Role) -> AskPromotion | ChangeRole:
    if role is Role.ADMIN:
        return AskPromotion(person=person.id, shown=present)
    return ChangeRole(person=person.id, shown=present, role=role)


def promotion_screen(person: Person, shown: Role) -> Screen:
    """Ask before somebody becomes an administrator."""
    question = _("Make %(name)s an administrator?") % {"name": bold(named(person))}
    effect = _("Administrators see every act, invite and remove people, and can remove you too.")
    yes = ChangeRole(person=person.id, shown=shown, role=Role.ADMIN)
    rows = [[button(_("Yes, make an administrator"), yes, DANGER)], _back_to(person)]
    return Screen(f"{question}\n\n{effect}", keyboard(*rows))


def role_changed_note(person: Person, before: Role) -> str:
    """Say to the administrator what was changed."""
    return _("✅ %(name)s: %(before)s → %(after)s.") % {
        "name": bold(named(person)),
        "before": role_name(before),
        "after": role_of(person),
    }


def role_changed_text(person: Person, before: Role) -> str:
    """Tell somebody of the own new role, and what it is for."""
    text = _("Your role was changed: %(before)s → %(after)s.") % {
        "before": role_name(before),
        "after": bold(role_of(person)),
    }
    return f"{text}\n" + _("The menu shows what you can do now: /help.")


def removal_screen(person: Person) -> Screen:
    """Ask before a role is taken away."""
    question = _("Take the role %(role)s away from %(name)s?") % {
        "role": role_of(person),
        "name": bold(named(person)),
    }
    effect = _(
        "It counts at once, also in the middle of an inspection. Acts and drafts stay; a new"
        " invitation opens the drafts again."
    )
    if person.may(Role.ADMIN):
        effect += "\n" + _("Links of this administrator that nobody has used yet end with it.")
    yes = RemovePerson(person=person.id, role=person.role or Role.INSPECTOR)
    rows = [[button(_("Yes, remove"), yes, DANGER)], _back_to(person)]
    return Screen(f"{question}\n\n{effect}", keyboard(*rows))


def open_work_screen(person: Person, work: OpenWork) -> Screen:
    """Ask before a removal what becomes of the open work."""
    title = _("%(name)s has open work:") % {"name": bold(named(person))}
    advice = _(
        "Hand it over to somebody, or keep it? What is kept waits for a new invitation; you can"
        " still hand it over later, under the former colleagues."
    )
    rows = [
        [button(_("Hand over"), ChooseSuccessor(person=person.id, offset=0), PRIMARY)],
        [button(_("Keep"), KeepWork(person=person.id))],
        _back_to(person),
    ]
    return Screen("\n".join([title, *_counts(work), "", advice]), keyboard(*rows))


def successors_screen(person: Person, successors: list[Person], offset: int) -> Screen:
    """Ask who takes the open work over."""
    start = page_start(offset) if offset < len(successors) else 0
    shown = successors[start : start + PEOPLE_PER_PAGE]
    lines = [_("Who takes over the open work of %(name)s?") % {"name": bold(named(person))}]
    if shown:
        lines.append(count_line(start, len(shown), len(successors)))
    else:
        lines.append(_("Nobody else has a role. Invite somebody first: /invite."))
    buttons = [
        button(
            f"{shortened(named(each), 40)} · {role_of(each)}",
            AskHandOver(person=person.id, successor=each.id),
        )
        for each in shown
    ]
    turn = turning(
        start, len(successors), lambda place: ChooseSuccessor(person=person.id, offset=place)
    )
    return Screen("\n".join(lines), keyboard(*column(buttons), turn, _back_to(person)))


def hand_over_screen(person: Person, successor: Person, work: OpenWork) -> Screen:
    """Ask before the open work gets another inspector, and a role ends, if there is one."""
    lines = [
        _("%(successor)s takes over from %(name)s:")
        % {"successor": bold(named(successor)), "name": bold(named(person))},
        *_counts(work),
        *subject_lines(work),
        "",
        _("Acts that are finished keep the official who is printed in them."),
    ]
    if person.may(Role.INSPECTOR):
        removal = {"role": role_of(person), "name": bold(named(person))}
        lines += ["", _("The role %(role)s is taken away from %(name)s.") % removal]
        role = person.role or Role.INSPECTOR
        data = ReplacePerson(person=person.id, role=role, successor=successor.id)
        yes = button(_("Yes, remove and hand over"), data, DANGER)
    else:
        yes = button(
            _("Yes, hand over"), HandOver(person=person.id, successor=successor.id), PRIMARY
        )
    return Screen("\n".join(lines), keyboard([yes], _back_to(person)))


def removed_screen(person: Person, role: Role, handed: HandedOver | None = None) -> Screen:
    """Say that somebody has no role any more, and who goes on with the work; with the way back."""
    lines = [_("✅ %(name)s has no role any more.") % {"name": bold(named(person))}]
    if handed is not None:
        lines.append(handed_over_note(handed))
    rows = [
        [button(_("Invite again"), Invite(role=role))],
        [button(_("◀ Back"), ListPeople(offset=0))],
    ]
    return Screen("\n".join(lines), keyboard(*rows))


def handed_over_note(handed: HandedOver) -> str:
    """Say to the administrator who goes on with the work, and that this one was told."""
    return _("✅ %(name)s goes on with the open work (%(count)d) and was told.") % {
        "name": bold(named(handed.successor)),
        "count": len(handed.work.inspections),
    }


def received_text(handed: HandedOver) -> str:
    """Tell somebody which work came from a colleague, and where it is."""
    lines = [
        _("You take over the open work of %(name)s:") % {"name": bold(named(handed.former))},
        *_counts(handed.work),
        *subject_lines(handed.work),
    ]
    if handed.work.drafts:
        lines += ["", _("The drafts are under /continue, the acts under /acts.")]
    else:
        lines += ["", _("The acts are under /acts.")]
    return "\n".join(lines)


def subject_lines(work: OpenWork) -> list[str]:
    """Whom the open work is about."""
    names = [each.subject_name or _("no subject yet") for each in work.inspections]
    lines = [f"– {esc(shortened(name, LONGEST_SUBJECT))}" for name in names[:MOST_SUBJECTS]]
    return [*lines, "– …"] if len(names) > MOST_SUBJECTS else lines


def own_removal_screen() -> Screen:
    """Say to an administrator who removed himself what that means."""
    return Screen(_("✅ You have no role any more. Another administrator can invite you again."))


def _counts(work: OpenWork) -> list[str]:
    counts = [
        (_("Open drafts"), work.drafts),
        (_("Acts not accepted yet"), work.undecided),
        (_("Accepted acts with open terms"), work.with_terms),
    ]
    return [f"• {title}: {count}" for title, count in counts if count]


def _back_to(person: Person) -> Row:
    return [button(_("◀ Back"), OpenPerson(person=person.id))]
