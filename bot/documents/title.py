"""The title of a document: its name, its number, and that it is a draft."""

from bot.documents.faces import Face
from bot.documents.flow import BODY, NOTE, SMALL, TITLE, Align, Flow
from bot.documents.wording import written_date
from bot.domain.act import Act, Replacement
from bot.i18n import _


def write_title(flow: Flow, act: Act, name: str, draft: str) -> None:
    """Write the title block; `draft` says who approves the form, and may be switched off."""
    flow.bookmark(f"{name} {_('No. {number}').format(number=act.number)}")
    flow.write(name.upper(), face=Face.BOLD, size=TITLE, align=Align.CENTRE)
    flow.skip(1.0)
    number = _("No. {number}").format(number=act.number)
    if act.number.revision > 1:
        corrected = _("revision {revision}, replaces the earlier ones")
        number += f" ({corrected.format(revision=act.number.revision)})"
    flow.write(number, face=Face.BOLD, size=BODY, align=Align.CENTRE)
    if act.replaces is not None:
        _write_replacement(flow, act, act.replaces)
    if act.is_draft_form:
        flow.skip(1.0)
        flow.write(draft, size=NOTE, align=Align.CENTRE)
    flow.skip(3.0)


def _write_replacement(flow: Flow, act: Act, replaces: Replacement) -> None:
    """Say what this revision supersedes, why, and who corrected it."""
    superseded = _("Supersedes revision {revision} of {date}, which is no longer valid.")
    author = _("Corrected by: {name}, {position}")
    reason = _("Reason for the correction: {reason}")
    day = written_date(replaces.superseded_at.date())
    flow.skip(2.0)
    flow.write(superseded.format(revision=act.number.revision - 1, date=day), size=SMALL)
    flow.write(reason.format(reason=replaces.reason), size=SMALL)
    who = replaces.author
    flow.write(author.format(name=who.full_name, position=who.position), size=SMALL)
