"""Printing an act in its own language."""

from bot.documents.document import render_document
from bot.domain.act import Act, DocumentKind, Edition


def render_act(act: Act, verification_link: str | None = None) -> bytes:
    """Print an act with its annexes as a PDF; raises what `render_document` raises."""
    edition = Edition(act.language.value)
    return render_document(DocumentKind.ACT, act, edition, verification_link)
