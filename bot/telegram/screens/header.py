"""The header of the form: one field a screen."""

from datetime import date

from bot.domain.checklist import HeaderField, SubjectNumberKind
from bot.domain.inspection import Header, Inspection
from bot.domain.people import Person
from bot.domain.subject_number import masked
from bot.i18n import _, current_language
from bot.services.stores import Subject
from bot.telegram.callbacks.heading import (
    OpenHeader,
    PickDate,
    SkipHeader,
    TakeOverSubject,
    UseProfileBody,
)
from bot.telegram.keyboards import PRIMARY, Row, button, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.words import bold, day, esc, header_field_name


def header_screen(inspection: Inspection, name: HeaderField, person: Person) -> Screen:
    """Ask for one field, with its example and what is already known."""
    fields = list(HeaderField)
    place = {"place": fields.index(name) + 1, "total": len(fields)}
    title = inspection.checklist.short_name[current_language()]
    parts = [
        f"{bold(title)} · " + _("header, %(place)d of %(total)d") % place,
        f"<b>{esc(_caption(inspection, name))}</b>",
        _example(inspection, name),
        _present(inspection.header, name),
    ]
    rows = [*_choices(inspection, name, person), _navigation(inspection, name)]
    text = "\n\n".join(part for part in parts if part)
    return Screen(text, keyboard(*rows), inspection.id)


def known_subject_screen(inspection: Inspection, subject: Subject) -> Screen:
    """Offer name and address of an earlier inspection of the same subject."""
    lines = [
        _("This number is known from an earlier inspection:"),
        "",
        bold(subject.name),
        esc(subject.address or "—"),
        "",
        _("Take over name and address?"),
    ]
    yes = TakeOverSubject(inspection=inspection.id, agreed=True)
    no = TakeOverSubject(inspection=inspection.id, agreed=False)
    rows = keyboard([button(_("Take over"), yes, PRIMARY)], [button(_("Keep what I typed"), no)])
    return Screen("\n".join(lines), rows, inspection.id)


def header_value(header: Header, name: HeaderField) -> str:
    """A value as the chat shows it: of a number only the last four digits."""
    value = header.value(name)
    if value is None:
        return "—"
    if isinstance(value, date):
        return day(value)
    return masked(value) if name is HeaderField.SUBJECT_NUMBER else value


def _caption(inspection: Inspection, name: HeaderField) -> str:
    """The form's own caption, with the field's name where a line of the form holds several."""
    line = next(line for line in inspection.checklist.header if name in line.fields)
    if len(line.fields) > 1:
        return header_field_name(name)
    return line.caption[current_language()]


def _example(inspection: Inspection, name: HeaderField) -> str:
    if name is HeaderField.SUBJECT_NUMBER:
        if inspection.checklist.subject_number is SubjectNumberKind.BIN:
            return _("Type the 12 digits of the BIN.")
        return _("Type the 12 digits of the IIN or BIN.")
    return {
        HeaderField.STATE_BODY: _("Type it, or tap the button."),
        HeaderField.APPOINTMENT_NUMBER: _("Type the number, for example: 123-А"),
        HeaderField.APPOINTMENT_DATE: _("Choose the date or type it, for example: 05.03.2026"),
        HeaderField.SUBJECT_NAME: _("Type the name, for example: «Alpha Mining» LLP"),
        HeaderField.ADDRESS: _("Type the address, or send a location (📎) where there is none."),
    }[name]


def _present(header: Header, name: HeaderField) -> str:
    if header.value(name) is None:
        return ""
    return _("Saved: %(value)s") % {"value": bold(header_value(header, name))}


def _choices(inspection: Inspection, name: HeaderField, person: Person) -> list[Row]:
    if name is HeaderField.STATE_BODY and person.state_body:
        return [[button(person.state_body, UseProfileBody(inspection=inspection.id), PRIMARY)]]
    if name is HeaderField.APPOINTMENT_DATE:
        return [
            [
                button(_("Yesterday"), PickDate(inspection=inspection.id, days_ago=1)),
                button(_("Today"), PickDate(inspection=inspection.id, days_ago=0)),
            ]
        ]
    return []


def _navigation(inspection: Inspection, name: HeaderField) -> Row:
    fields = list(HeaderField)
    place = fields.index(name)
    row = []
    if place > 0:
        row.append(
            button(_("◀ Back"), OpenHeader(inspection=inspection.id, name=fields[place - 1]))
        )
    filled = inspection.header.value(name) is not None
    label = _("Next ▶") if filled else _("Skip")
    row.append(button(label, SkipHeader(inspection=inspection.id, name=name)))
    return row
