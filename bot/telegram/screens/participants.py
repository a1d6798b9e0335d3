"""Co-inspectors: choosing them, and what they and the leader are told of each other."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.act import ActId, ActNumber
from bot.domain.circumstances import Circumstance
from bot.domain.inspection import Answer, Inspection
from bot.domain.people import Person
from bot.i18n import _, current_language
from bot.services.participants import Change
from bot.telegram.callbacks.acts import OpenAct
from bot.telegram.callbacks.answering import OpenQuestion, OpenReview
from bot.telegram.callbacks.inspections import OpenDraft
from bot.telegram.callbacks.participants import OpenParticipants, ToggleParticipant
from bot.telegram.callbacks.proceedings import OpenCircumstance
from bot.telegram.keyboards import PRIMARY, Row, button, column, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.elimination import severity_name
from bot.telegram.screens.words import bold, esc, shortened, verdict_label

PEOPLE_PER_PAGE = 8
LONGEST_NAME = 60
LONGEST_SUBJECT = 100
LONGEST_TYPED = 300
LONGEST_REMARK = 300


def participants_button(inspection: Inspection) -> InlineKeyboardButton:
    """The way to the co-inspectors, from wherever the leader is."""
    return button(_("👥 Co-inspectors"), OpenParticipants(inspection=inspection.id))


def participants_screen(inspection: Inspection, choices: list[Person], offset: int) -> Screen:
    """Let the leader choose who answers as well; each button says what it will do."""
    last = max(0, (len(choices) - 1) // PEOPLE_PER_PAGE * PEOPLE_PER_PAGE)
    offset = min(offset - offset % PEOPLE_PER_PAGE, last)
    chosen = {each.person for each in inspection.participants}
    shown = choices[offset : offset + PEOPLE_PER_PAGE]
    turning = [
        button(sign, OpenParticipants(inspection=inspection.id, offset=target))
        for sign, target in (("◀", offset - PEOPLE_PER_PAGE), ("▶", offset + PEOPLE_PER_PAGE))
        if 0 <= target < len(choices)
    ]
    typed = OpenCircumstance(inspection=inspection.id, name=Circumstance.COLLEAGUES)
    rows: list[Row] = [
        *column(_toggle(inspection, each, offset, is_in=each.id in chosen) for each in shown),
        turning,
        [button(_("✏ Colleagues without the bot"), typed)],
        [
            button(_("📋 Review"), OpenReview(inspection=inspection.id)),
            button(_("▶ Go on"), OpenDraft(inspection=inspection.id), PRIMARY),
        ],
    ]
    return Screen(_explanation(inspection, choices), keyboard(*rows), inspection.id)


def added_message(inspection: Inspection, leader: str) -> tuple[str, InlineKeyboardMarkup]:
    """Tell a co-inspector what there is to do, with the way there."""
    text = _(
        "👥 %(name)s has named you as co-inspector: you answer on your own phone, and %(name)s"
        " finishes the act. It is in /continue as well."
    ) % {"name": _name(leader)}
    rows = keyboard([button(_("▶ Go on"), OpenDraft(inspection=inspection.id), PRIMARY)])
    return f"{text}\n{_subject(inspection)}", rows


def correction_message(inspection: Inspection, leader: str) -> tuple[str, InlineKeyboardMarkup]:
    """Tell a co-inspector that the act is corrected, and that one may answer there again."""
    text = _(
        "✏ %(name)s has begun a correction of the act. You can answer in it on your own phone;"
        " it is in /continue as well."
    ) % {"name": _name(leader)}
    rows = keyboard([button(_("▶ Go on"), OpenDraft(inspection=inspection.id), PRIMARY)])
    return f"{text}\n{_subject(inspection)}", rows


def removed_message(inspection: Inspection, leader: str) -> tuple[str, None]:
    """Tell somebody that it is not for them any more."""
    text = _(
        "👥 %(name)s no longer counts you among the inspectors of this inspection. What you"
        " answered stays, with your name."
    ) % {"name": _name(leader)}
    return f"{text}\n{_subject(inspection)}", None


def changed_message(change: Change, author: str) -> tuple[str, InlineKeyboardMarkup]:
    """Tell the first author what a colleague made of the answer."""
    number = change.after.requirement
    text = _("✍ %(name)s has changed your answer to requirement %(number)s.") % {
        "name": _name(author),
        "number": esc(number),
    }
    lines = [
        text,
        _subject(change.inspection),
        _("From: %(answer)s") % {"answer": _said(change.before)},
        _("To: %(answer)s") % {"answer": _said(change.after)},
    ]
    jump = OpenQuestion(inspection=change.inspection.id, requirement=number)
    return "\n".join(lines), keyboard(
        [button(_("Requirement %(number)s") % {"number": number}, jump)]
    )


def finished_message(
    inspection: Inspection, leader: str, number: ActNumber, act: ActId
) -> tuple[str, InlineKeyboardMarkup]:
    """Tell a co-inspector that the act is made, and where it is."""
    text = _("✅ %(name)s has finished the inspection: act № %(number)s. It is in /acts.") % {
        "name": _name(leader),
        "number": bold(str(number)),
    }
    rows = keyboard([button(f"📄 № {number}", OpenAct(act=act))])
    return f"{text}\n{_subject(inspection)}", rows


def called_off_message(inspection: Inspection, leader: str) -> tuple[str, None]:
    """Tell a co-inspector that there is nothing to answer any more."""
    text = _("%(name)s has cancelled the inspection. What was answered is kept.") % {
        "name": _name(leader)
    }
    return f"{text}\n{_subject(inspection)}", None


def restored_message(inspection: Inspection, leader: str) -> tuple[str, InlineKeyboardMarkup]:
    """Tell a co-inspector that it goes on."""
    text = _("%(name)s has brought the inspection back.") % {"name": _name(leader)}
    rows = keyboard([button(_("▶ Go on"), OpenDraft(inspection=inspection.id), PRIMARY)])
    return f"{text}\n{_subject(inspection)}", rows


def left_note(leader: str) -> str:
    """Say what became of an inspection that a co-inspector cannot cancel."""
    return _("You left the inspection; it stays open, and only %(name)s can cancel it.") % {
        "name": _name(leader)
    }


def _explanation(inspection: Inspection, choices: list[Person]) -> str:
    chosen = {each.person for each in inspection.participants}
    with_bot = [_named(each) for each in choices if each.id in chosen]
    typed = inspection.circumstances.colleagues or ()
    without = "; ".join(f"{each.full_name}, {each.position}" for each in typed)
    lines = [
        bold(inspection.checklist.short_name[current_language()]) + " · " + _("co-inspectors"),
        _(
            "Who inspects together with you by the appointment act? Choose who has the bot on the"
            " own phone and answers there; type the others under “Colleagues without the bot”. All"
            " of them are printed as officials."
        ),
        "\n".join(
            [
                _("With the bot: %(names)s") % {"names": bold("; ".join(with_bot) or "—")},
                _("Without the bot: %(names)s")
                % {"names": bold(shortened(without, LONGEST_TYPED) or "—")},
            ]
        ),
    ]
    if not choices:
        lines.append(_("Nobody else uses the bot yet. Your administrator can invite colleagues."))
    return "\n\n".join(lines)


def _toggle(
    inspection: Inspection, person: Person, offset: int, *, is_in: bool
) -> InlineKeyboardButton:
    data = ToggleParticipant(
        inspection=inspection.id, person=person.id, add=not is_in, offset=offset
    )
    return button(f"{'☑️' if is_in else '⬜️'} {_named(person)}", data)


def _named(person: Person) -> str:
    name = person.full_name or str(person.id)
    return shortened(f"{name}, {person.position}" if person.position else name, LONGEST_NAME)


def _name(full_name: str) -> str:
    return bold(shortened(full_name, LONGEST_NAME))


def _subject(inspection: Inspection) -> str:
    name = shortened(inspection.header.subject_name or "—", LONGEST_SUBJECT)
    return f"{esc(inspection.checklist.short_name[current_language()])} · {esc(name)}"


def _said(answer: Answer) -> str:
    """An answer in one line, as HTML."""
    parts = [verdict_label(answer.verdict) if answer.verdict else _("not answered")]
    if answer.severity:
        parts.append(severity_name(answer.severity))
    if answer.reason:
        parts.append(shortened(answer.reason, LONGEST_REMARK))
    if answer.remark:
        parts.append("💬 " + shortened(answer.remark, LONGEST_REMARK))
    return esc(" · ".join(parts))


def author_of(person: Person) -> str:
    """How the colleagues call somebody."""
    return person.full_name or str(person.id)
