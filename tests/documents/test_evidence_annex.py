"""The annex of evidence: photos with who, when and where, everything else by its hash."""

import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from bot.documents import photo_budget
from bot.documents.act import render_act
from bot.documents.photos import prepare_photo
from bot.domain.act import Photo
from bot.domain.language import Language
from tests.documents.reading import folded, read_text
from tests.documents.samples import ENCLOSURES, make_act, make_photos

MOST_BYTES = 45_000_000
AUTHOR = "Сейітжанов Ерлан Қайратұлы"


def test_a_photo_says_who_took_it_when_and_where(tmp_path: Path) -> None:
    """The time is that of Telegram's message, and the annex says so."""
    first, second = make_photos(tmp_path, 2)
    photos = (replace(first, author=AUTHOR, place=(51.7234567, 75.32)), second)

    text = read_text(render_act(make_act(language=Language.ENGLISH, photos=photos)))

    assert folded("Date and time are those of Telegram's message.") in text
    assert folded(f"{AUTHOR} Place: 51.72346, 75.32000") in text
    assert text.count(folded("Place: 51.72346")) == 1


def test_what_cannot_be_printed_is_listed_by_its_hash() -> None:
    """Voice messages, documents and places, each with requirement, time, author and whole hash."""
    act = replace(make_act(language=Language.RUSSIAN), enclosures=ENCLOSURES)

    text = read_text(render_act(act))

    for said in (
        "1 3 голосовое сообщение Объяснение инженера 22 ноября 2026 г., 14:20 Ким Сергей",
        "2 6 документ 22 ноября 2026 г., 14:25",
        "3 4 геолокация Место: 51.72346, 75.32211",
    ):
        assert folded(said) in text
    for enclosure in ENCLOSURES[:2]:
        assert str(enclosure.sha256) in text
    assert folded("2. Фотоснимки и иные доказательства") in text
    assert folded("2. Фотоснимки и иные") not in read_text(
        render_act(make_act(language=act.language))
    )


def test_a_long_list_repeats_its_heads() -> None:
    """A hundred voice messages are as readable as one."""
    act = replace(make_act(language=Language.ENGLISH), enclosures=ENCLOSURES[:1] * 100)

    pages = PdfReader(BytesIO(render_act(act))).pages

    listed = [page.extract_text() for page in pages if "SHA-256" in page.extract_text()]
    assert len(listed) > 3
    assert sum(page.count("voice message") for page in listed) == 100


@pytest.mark.campaign
def test_twenty_photos_of_a_camera_can_be_sent(tmp_path: Path) -> None:
    """Twenty photos of 12 megapixels, as rich in detail as any, stay far below 45 MB."""
    noise = Image.frombytes("RGB", (1000, 750), os.urandom(1000 * 750 * 3))
    content = BytesIO()
    noise.resize((4000, 3000), Image.Resampling.BICUBIC).save(content, "JPEG", quality=80)
    prepared = prepare_photo(content.getvalue())
    photos = []
    for place, photo in enumerate(make_photos(tmp_path, 20)):
        path = tmp_path / f"camera{place}.jpg"
        path.write_bytes(prepared)
        photos.append(replace(photo, path=str(path)))

    pdf = render_act(make_act(photos=tuple(photos)))

    assert len(prepared) < len(pdf) < MOST_BYTES / 2


def test_photos_that_would_be_too_much_are_printed_smaller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A set that Telegram would refuse is shrunk until it can be sent, and none is left out."""
    photos = _noisy_photos(tmp_path, 6)
    whole = sum(Path(photo.path).stat().st_size for photo in photos)
    monkeypatch.setattr(photo_budget, "BUDGET", whole // 3)

    pdf = render_act(make_act(photos=photos))

    assert len(pdf) < whole // 3 + 60_000
    assert sum(len(page.images) for page in PdfReader(BytesIO(pdf)).pages) == 6
    assert render_act(make_act(photos=photos)) == pdf


def _noisy_photos(folder: Path, count: int) -> tuple[Photo, ...]:
    photos = []
    for place, photo in enumerate(make_photos(folder, count)):
        noise = Image.frombytes("RGB", (1600, 400), os.urandom(1600 * 400 * 3))
        path = folder / f"noise{place}.jpg"
        noise.save(path, "JPEG", quality=80)
        photos.append(replace(photo, path=str(path)))
    return tuple(photos)
