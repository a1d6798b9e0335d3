"""Printing an order to eliminate violations in the language of its act."""

from bot.documents.document import render_document
from bot.domain.act import Act, DocumentKind, Edition


def render_order(act: Act, verification_link: str | None = None) -> bytes:
    """Print the order of an act as a PDF; raises `ValueError` when there are no violations."""
    edition = Edition(act.language.value)
    return render_document(DocumentKind.ORDER, act, edition, verification_link)
