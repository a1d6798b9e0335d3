"""Home: who one is to the bot and what can be done now; drafts, help and the strangers' answer."""

from aiogram.types import InlineKeyboardMarkup

from bot.domain.checklist import Checklist
from bot.domain.inspection import Inspection
from bot.domain.people import Person, Role
from bot.i18n import _, current_language, ngettext
from bot.services.stores import DraftSummary
from bot.telegram.callbacks.anywhere import ChooseLanguage, Leave, RunCommand, Stay
from bot.telegram.callbacks.inspections import BeginInspection, CancelDraft, OpenDraft, RestoreDraft
from bot.telegram.callbacks.review import ListWaiting
from bot.telegram.commands import commands_for
from bot.telegram.keyboards import DANGER, PRIMARY, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.words import LANGUAGE_NAMES, bold, esc, role_name, shortened

MOST_DRAFTS = 20


def home_screen(person: Person, drafts: int, waiting: int = 0) -> Screen:
    """Greet and offer what can be done; `waiting`: acts to decide about."""
    lines = [
        _("Hello, %(name)s.") % {"name": bold(person.full_name or "")},
        _("Your role: %(role)s.") % {"role": role_name(person.role or Role.INSPECTOR)},
    ]
    if person.may(Role.SUPERVISOR):
        lines.append(_("Acts that inspectors send to you arrive in this chat."))
    rows = [[button(_("🆕 New inspection"), RunCommand(command="new"), PRIMARY)]]
    if drafts:
        label = ngettext("▶ Continue: %(count)d draft", "▶ Continue: %(count)d drafts", drafts) % {
            "count": drafts
        }
        rows.append([button(label, RunCommand(command="continue"))])
    if waiting:
        label = _("📥 Waiting for your decision: %(count)d") % {"count": waiting}
        rows.insert(0, [button(label, ListWaiting(offset=0), PRIMARY)])
    rows.append(
        [
            button(_("📄 Acts"), RunCommand(command="acts")),
            button(_("🌐 Language"), RunCommand(command="lang")),
            button(_("❓ Help"), RunCommand(command="help")),
        ]
    )
    return Screen("\n".join(lines), keyboard(*rows))


def stranger_text() -> str:
    """The one sentence for people without a role, whatever they send."""
    return _("This bot is for invited staff only. Ask your administrator for an invitation link.")


def help_text(person: Person) -> str:
    """Explain the commands and how evidence is filed."""
    lines = [bold(_("What this bot can do")), ""]
    lines += [f"/{name} – {esc(text)}" for name, text in commands_for(person).items()]
    lines += [
        "",
        _("What the bot shows as saved is safe, even if the bot is restarted."),
        _(
            "A photo, document, voice message, location or text belongs to the open requirement."
            " Sent as a reply to an earlier question, it belongs to that one."
        ),
        _("A PDF sent while no inspection is open is checked: is it as this bot issued it?"),
        _("↩ takes the last answer back. ☰ shows all requirements."),
        _("When you are reminded of terms, and your time zone: /profile."),
    ]
    return "\n".join(lines)


def checklists_screen(checklists: tuple[Checklist, ...]) -> Screen:
    """Ask which checklist to inspect with."""
    language = current_language()
    buttons = [
        button(checklist.short_name[language], BeginInspection(checklist=checklist.id))
        for checklist in checklists
    ]
    lines = [bold(_("New inspection")), _("Choose the checklist:"), ""]
    lines += [f"• {esc(checklist.name[language])}" for checklist in checklists]
    leave = button(_("◀ Back"), Leave())
    return Screen("\n".join(lines), keyboard(*column(buttons), [leave]))


def drafts_screen(drafts: list[DraftSummary]) -> Screen:
    """List the open drafts, the one changed last first."""
    if not drafts:
        rows = [[button(_("🆕 New inspection"), RunCommand(command="new"), PRIMARY)]]
        return Screen(_("There are no open inspections."), keyboard(*rows))
    language = current_language()
    buttons = []
    for draft in drafts[:MOST_DRAFTS]:
        name = shortened(draft.subject_name or "—", 30)
        progress = f"{draft.answered}/{len(draft.checklist.requirements)}"
        whose = f"👥 {shortened(draft.leader, 20)} · " if draft.leader else ""
        if draft.revision > 1:
            whose += f"✏ {_('revision %(revision)d') % {'revision': draft.revision}} · "
        label = f"{whose}{name} · {progress} · {draft.checklist.short_name[language]}"
        buttons.append(button(label, OpenDraft(inspection=draft.id)))
    return Screen(_("Which inspection do you want to continue?"), keyboard(*column(buttons)))


def language_screen() -> Screen:
    """Ask for the language, in all of them."""
    buttons = [
        button(name, ChooseLanguage(language=language)) for language, name in LANGUAGE_NAMES.items()
    ]
    text = "Тілді таңдаңыз\nВыберите язык\nChoose the language"
    return Screen(text, keyboard(*column(buttons)))


def cancel_screen(inspection: int, subject: str | None, *, corrects: bool = False) -> Screen:
    """Ask before a draft is put away; `corrects`: it is the correction of an act."""
    text = (
        _(
            "Cancel the correction of the act about %(subject)s? The act stays as it is, and what"
            " was changed can be brought back."
        )
        if corrects
        else _(
            "Cancel the inspection of %(subject)s here in the bot? The appointment act is not"
            " affected, and what was entered can be brought back."
        )
    ) % {"subject": bold(shortened(subject or "—", 100))}
    rows = [
        [button(_("Yes, cancel it"), CancelDraft(inspection=inspection), DANGER)],
        [button(_("Leave it for later"), Leave())],
        [button(_("No, go on"), Stay(), PRIMARY)],
    ]
    return Screen(text, keyboard(*rows))


def cancelled_message(inspection: Inspection) -> tuple[str, InlineKeyboardMarkup]:
    """Offer to bring a cancelled draft back, at any time."""
    subject = bold(shortened(inspection.header.subject_name or "—", 100))
    done = _("The inspection is cancelled.")
    if inspection.correction:
        done = _("The correction is cancelled; the act stays as it is.")
    text = f"{done}\n{subject}"
    undo = button(_("↩ Bring it back"), RestoreDraft(inspection=inspection.id))
    return text, keyboard([undo])


def away_note() -> str:
    """What is said after the bot was away long enough for taps to have been lost."""
    return _(
        "I was away. Taps made meanwhile may not have reached me; everything shown here is saved."
    )


def long_away_note() -> str:
    """Why the screen is drawn anew after so long that typed messages and photos may be lost."""
    return _(
        "The bot was away for a long time: messages, photos and taps of that time may be lost."
        " Compare your answers; this is how things stand now."
    )
