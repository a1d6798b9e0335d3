"""What a file says of itself, read from its bytes alone, whatever somebody made of them."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from bot.documents.document import render_document
from bot.documents.marks import LARGEST, Marks, read_marks
from bot.domain.act import ActNumber, DocumentKind, Edition
from tests.documents.samples import make_act, make_whole_act

CODE = "Zq3-_8kTfGhA1b2C3d4E5w"
MARKS = Marks(CODE, "2026-000007", 2, DocumentKind.ORDER, Edition.KAZAKH_AND_RUSSIAN)


def _file(state_body: str = "") -> bytes:
    act = replace(make_whole_act(), code=CODE, number=ActNumber(2026, 7, 2))
    named = replace(act, header=replace(act.header, state_body=state_body))
    return render_document(DocumentKind.ORDER, named, Edition.KAZAKH_AND_RUSSIAN)


@pytest.mark.parametrize("kind", list(DocumentKind))
@pytest.mark.parametrize("edition", list(Edition))
def test_every_print_is_found_again(kind: DocumentKind, edition: Edition) -> None:
    """Code, number, revision, kind and edition come back from the bytes."""
    act = replace(make_act(), code=CODE)

    found = read_marks(render_document(kind, act, edition))

    assert found == Marks(CODE, "2026-000123", 1, kind, edition)


def test_the_claim_stands_in_properties_and_metadata() -> None:
    """One of the two is enough, should a program have dropped the other."""
    pdf = _file()

    assert read_marks(pdf) == MARKS
    assert pdf.count(MARKS.keyword.encode()) == 2
    assert read_marks(pdf.replace(b"/Keywords", b"/Nonsense")) == MARKS
    assert read_marks(pdf.replace(b"pdf:Keywords", b"pdf:Nonsense")) == MARKS


def test_an_altered_file_still_names_itself() -> None:
    """A file saved anew by another program is told from one that is not ours at all."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(_file())))
    saved = BytesIO()
    writer.write(saved)

    assert read_marks(saved.getvalue()) == MARKS


def test_nobody_can_type_a_claim() -> None:
    """What an inspector enters stands in the properties too, but cannot pass for the keyword."""
    typed = f"/Keywords (tekseru:{'A' * 22}:2026-000001:r1:act:kk)"
    other = f'x" pdf:Keywords="tekseru:{"B" * 22}:2026-000001:r1:act:kk"'

    for state_body in (typed, other):
        assert read_marks(_file(state_body)) == MARKS
        stripped = _file(state_body).replace(MARKS.keyword.encode(), b"")
        assert read_marks(stripped) is None


@given(st.binary(max_size=200))
def test_strangers_files_are_no_prints(junk: bytes) -> None:
    """Whatever the bytes are, the answer is none, and never an error."""
    assert read_marks(junk) is None
    assert read_marks(b"%PDF-1.7\n" + junk) is None


@pytest.mark.parametrize(
    "claim",
    [
        "tekseru:a b:2026-000007:r2:act:kk",
        "tekseru:abc:2026-7:r2:act:kk",
        "tekseru:abc:2026-000007:r0:act:kk",
        "tekseru:abc:2026-000007:r2:law:kk",
        "tekseru:abc:2026-000007:r2:act:de",
        f"tekseru:{'a' * 65}:2026-000007:r2:act:kk",
    ],
)
def test_a_claim_that_we_never_make_is_none(claim: str) -> None:
    """What is read goes into a database query: only our own form gets through."""
    assert read_marks(f"%PDF-1.7\n/Keywords ({claim})".encode()) is None
    assert read_marks(b"%PDF-1.7\n/Keywords (tekseru:abc:2026-000007:r2:act:kk)") is not None


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    """Telegram hands over no such file; and many false beginnings cost no more than their bytes."""
    claim = f"/Keywords ({MARKS.keyword})".encode()

    assert read_marks(b"%PDF-1.7\n" + claim + bytes(LARGEST)) is None
    beginnings = b"\n/Keywords (tekseru:"
    assert read_marks(b"%PDF-1.7\n" + beginnings * 40 + b"\n" + claim) == MARKS
    assert read_marks(b"%PDF-1.7\n" + beginnings * 200_000 + b"\n" + claim) is None
