"""What a revision of an act changed, as a list that fits into one message."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from bot.domain.checklist import Checklist, HeaderField, Severity, Verdict
from bot.domain.circumstances import Acquaintance, Circumstance, Official
from bot.domain.differences import Difference, Value, What
from bot.domain.inspection import Evidence
from bot.i18n import _, current_language
from bot.services.corrections import Changes
from bot.telegram.callbacks.acts import OpenAct
from bot.telegram.keyboards import button, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.circumstances import acquaintance_name, circumstance_name
from bot.telegram.screens.decisions import Local, numbered
from bot.telegram.screens.elimination import severity_name
from bot.telegram.screens.lengths import LONGEST_TEXT, units
from bot.telegram.screens.words import (
    bold,
    day,
    esc,
    evidence_count,
    header_field_name,
    moment,
    shortened,
    verdict_label,
)

LONGEST_VALUE = 200
LONGEST_REASON = 400
ROOM_FOR_REST = 60
OF_REQUIREMENT = frozenset(What) - {What.HEADER, What.CIRCUMSTANCE, What.PARTICIPANTS}


def differences_screen(changes: Changes, local: Local) -> Screen:
    """List what changed from one revision to the next, with the way back to the card."""
    record, correction = changes.act.record, changes.act.inspection.correction
    compared = _("Revision %(former)d → %(present)d") % {
        "former": changes.former.revision,
        "present": record.number.revision,
    }
    head = [numbered(record), bold(compared)]
    if correction is not None:
        reason = esc(shortened(correction.reason, LONGEST_REASON))
        head.append(_("Why it was corrected: %(reason)s") % {"reason": reason})
    text = _within("\n".join(head), list(_lines(changes, local)))
    return Screen(text, keyboard([button(_("◀ Back"), OpenAct(act=record.id))]))


def _within(text: str, lines: list[str]) -> str:
    """As many lines as a message holds, and how many are left over."""
    if not lines:
        return f"{text}\n\n{_('Nothing was changed.')}"
    for place, line in enumerate(lines):
        whole = f"{text}\n\n{line}"
        if units(whole) > LONGEST_TEXT - ROOM_FOR_REST:
            rest = _("and %(count)d more") % {"count": len(lines) - place}
            return f"{text}\n\n{rest}"
        text = whole
    return text


def _lines(changes: Changes, local: Local) -> Iterator[str]:
    checklist, former_heading = changes.act.inspection.checklist, ""
    for each in changes.differences:
        heading = _("Requirement %(number)s") % {"number": each.name}
        is_new = each.what in OF_REQUIREMENT and heading != former_heading
        former_heading = heading if is_new else former_heading
        line = _line(each, checklist, local)
        yield f"{bold(heading)}\n{line}" if is_new else line


def _line(each: Difference, checklist: Checklist, local: Local) -> str:
    if each.what is What.EVIDENCE:
        return "\n".join(_evidence_lines(each))

    def say(value: Value) -> str:
        return esc(shortened(_said(each, value, checklist, local), LONGEST_VALUE))

    return f"{esc(_caption(each))}: {say(each.before)} → <b>{say(each.after)}</b>"


def _evidence_lines(each: Difference) -> Iterator[str]:
    signs = ((_("taken away: %(files)s"), each.before), (_("added: %(files)s"), each.after))
    for words, files in signs:
        listed = files if isinstance(files, tuple) else ()
        found = tuple(one for one in listed if isinstance(one, Evidence))
        if found:
            yield f"📎 {words % {'files': evidence_count(found)}}"


def _caption(each: Difference) -> str:
    if each.what is What.HEADER:
        return header_field_name(HeaderField(each.name))
    if each.what is What.CIRCUMSTANCE:
        return circumstance_name(Circumstance(each.name))
    captions: dict[What, Callable[[], str]] = {
        What.PARTICIPANTS: lambda: _("Co-inspectors"),
        What.VERDICT: lambda: _("Answer"),
        What.CASE: lambda: _("Case"),
        What.REASON: lambda: _("Why it does not apply"),
        What.REMARK: lambda: _("Remark"),
        What.SEVERITY: lambda: _("Severity"),
        What.TERM: lambda: _("Term"),
        What.INSTRUCTION: lambda: _("Measure"),
    }
    return captions[each.what]()


def _said(each: Difference, value: Value, checklist: Checklist, local: Local) -> str:
    if value is None or value == ():
        return "—"
    if each.what is What.CASE:
        case = checklist.requirement(each.name).alternative(str(value))
        return case.label[current_language()] if case else str(value)
    return _written(value, local)


def _written(value: Value, local: Local) -> str:
    match value:
        case Verdict():
            said = verdict_label(value)
        case Severity():
            said = severity_name(value)
        case Acquaintance():
            said = acquaintance_name(value)
        case datetime():
            said = moment(local(value))
        case date():
            said = day(value)
        case tuple():
            people = (one for one in value if isinstance(one, Official))
            said = "; ".join(f"{one.full_name}, {one.position}" for one in people)
        case _:
            said = str(value)
    return said
