"""The title of a document: its name, its number, and that it is a draft."""

from bot.documents.faces import Face
from bot.documents.flow import BODY, NOTE, TITLE, Align, Flow
from bot.domain.act import Act
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
    if act.is_draft_form:
        flow.skip(1.0)
        flow.write(draft, size=NOTE, align=Align.CENTRE)
    flow.skip(3.0)
