"""Printing a document of any kind and edition: the one call that the rest of the program needs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.documents.act_page import write_act_page
from bot.documents.checklist_form import write_checklist_form
from bot.documents.evidence_annex import write_evidence_annex
from bot.documents.findings import with_verdict
from bot.documents.flow import Flow
from bot.documents.footer import Folio, add_running_lines, verification_stamp
from bot.documents.marks import Marks
from bot.documents.order_page import write_order_page
from bot.documents.paint import Properties, paint
from bot.documents.sheet import Sheet
from bot.documents.wording import document_name, in_each, joined, running_notes
from bot.domain.act import Act, DocumentKind, Edition
from bot.domain.checklist import Verdict
from bot.domain.language import Language
from bot.i18n import speaking


def render_document(
    kind: DocumentKind, act: Act, edition: Edition, verification_link: str | None = None
) -> bytes:
    """Print a document as a PDF, A4; the same input gives the same bytes anywhere.

    With a `verification_link` every page bears it as a QR code. Reads the files of the photos and
    raises `OSError` when one cannot be read; raises `ValueError` for an order without violations.
    """
    if kind is DocumentKind.ORDER and not with_verdict(act, Verdict.VIOLATES):
        raise ValueError(f"act {act.number} has no violations: nothing to order")
    parts = list(_parts(kind, act, edition))
    pages = sum(len(sheets) for _language, sheets in parts)
    stamp = verification_stamp(verification_link) if verification_link else None
    page = 1
    for language, sheets in parts:
        with speaking(language):
            notes = running_notes(act, edition)
            folio = Folio(kind, act, page, pages, notes, stamped=stamp is not None)
            add_running_lines(sheets, folio)
        page += len(sheets)
    sheets = [sheet for _language, part in parts for sheet in part]
    return paint(sheets, _properties(kind, act, edition), stamp)


def _parts(
    kind: DocumentKind, act: Act, edition: Edition
) -> Iterator[tuple[Language, Sequence[Sheet]]]:
    """Lay out the document once for each language; photos stand once, after the last of them."""
    for language in edition.languages:
        flow = Flow()
        with speaking(language):
            _write(flow, kind, replace(act, language=language))
        yield language, flow.sheets
    if kind is DocumentKind.ACT and (act.photos or act.enclosures):
        language = edition.languages[0]
        flow = Flow()
        with speaking(language):
            write_evidence_annex(flow, replace(act, language=language), edition.languages)
        yield language, flow.sheets


def _write(flow: Flow, kind: DocumentKind, act: Act) -> None:
    if kind is DocumentKind.ORDER:
        write_order_page(flow, act)
    else:
        write_act_page(flow, act)
        write_checklist_form(flow, act)


def _properties(kind: DocumentKind, act: Act, edition: Edition) -> Properties:
    number = act.number
    marks = Marks(act.code, str(number), number.revision, kind, edition)
    names = [act.checklist.name[language] for language in edition.languages]
    return Properties(
        title=joined(in_each(edition.languages, lambda: document_name(kind, act))),
        author=act.header.state_body or "",
        subject=joined(names),
        keywords=marks.keyword,
        language=edition.languages[0],
        created_at=act.finished_at,
    )
