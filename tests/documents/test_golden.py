"""The printed pages are those that somebody looked at."""

import pytest
from PIL import Image

from tests.documents.golden import (
    CASES,
    FOLDER,
    STRONG,
    alike,
    picture_file,
    show,
    text_file,
)


@pytest.mark.parametrize("name", CASES)
def test_a_document_looks_as_it_should(name: str) -> None:
    """Text and places to a tenth of a millimetre; pictures but for what poppler's age changes."""
    shown = show(CASES[name])

    assert shown.text == text_file(name).read_text()
    assert shown.pictures
    for page, picture in shown.pictures.items():
        with Image.open(picture_file(name, page)) as golden:
            assert alike(picture, golden), f"{name}, page {page}"


def test_nothing_is_kept_in_vain() -> None:
    """Every file belongs to a case, and all together are small."""
    files = list(FOLDER.iterdir())

    assert {path.stem for path in files if path.suffix == ".txt"} == set(CASES)
    assert sum(path.stat().st_size for path in files) < 700_000


def test_a_missing_line_is_noticed() -> None:
    """The tolerance is finer than one line of text, or the picture of another page."""
    with (
        Image.open(picture_file("act-kk", 1)) as page,
        Image.open(picture_file("act-kk", 2)) as other,
    ):
        changed = page.copy()
        changed.paste(255, (0, 24, page.width, 30))
        assert alike(page, page)
        assert not alike(page, changed)
        assert not alike(page, other)
        assert not alike(page, page.resize((10, 10)))
    assert STRONG < 255
