"""Pages as they should look: `python -m tests.documents.golden --write` takes the present ones.

For each case `golden_pages/` holds the text of some pages with its places, and a small picture of
each. Look at the difference in both before you commit new ones.
"""

import argparse
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from bot.documents.document import render_document
from bot.domain.act import Act, DocumentKind, Edition, Replacement
from bot.domain.checklist import Severity, Verdict
from bot.domain.circumstances import Circumstances, Official
from bot.domain.elimination import Measure
from bot.domain.inspection import Answer
from bot.domain.language import Language
from tests.documents.reading import read_pieces
from tests.documents.samples import (
    CIRCUMSTANCES,
    HEADER,
    LINK,
    make_act,
    make_checklist,
    make_photos,
    make_whole_act,
)

FOLDER = Path(__file__).parent / "golden_pages"
RESOLUTION = 30
"""Dots an inch: lines and columns show, letters do not."""
MEAN_DIFFERENCE = 0.35
"""Levels of grey, of 255: what another version of poppler may draw differently."""
STRONG = 96
STRONG_SHARE = 0.001
"""Of all pixels: a line of text more or less is as much and more."""
EVERYTHING = tuple(range(1, 20))


@dataclass(frozen=True)
class Case:
    """One document, and which of its pages are kept."""

    kind: DocumentKind
    edition: Edition
    act: Callable[[Path], Act]
    pages: tuple[int, ...] = EVERYTHING


def _whole(folder: Path) -> Act:
    return make_whole_act(photos=make_photos(folder, 3))


def _all_violated(_folder: Path) -> Act:
    """Eight violations with degrees, measures and remarks."""
    act = make_whole_act()
    degrees = list(Severity)
    answers = {
        number: Answer(
            number, Verdict.VIOLATES, remark=f"{number}-тармақ бойынша", severity=degrees[at % 3]
        )
        for at, number in enumerate(act.checklist.numbers)
    }
    day = act.finished_at.date().replace(month=12)
    measures = {number: Measure(number, day) for number in act.checklist.numbers}
    return replace(act, answers=answers, measures=measures)


def _long_remark(_folder: Path) -> Act:
    """A remark of 4,000 characters, and names as long as the dialog takes them."""
    act = make_whole_act()
    remark = ("Ұзақ ескертпе: құрылғылар тізілімде көрсетілмеген. " * 90)[:4000]
    name = ("«Өте ұзақ атаулы жауапкершілігі шектеулі серіктестік» " * 10)[:400]
    official = Official("Тегі-екінші " * 16, "Лауазымы өте ұзақ атаумен " * 7)
    circumstances = replace(
        CIRCUMSTANCES,
        colleagues=(official,) * 3,
        representative_name="Аты-жөні " * 20,
        representative_position="лауазымы " * 20,
    )
    return replace(
        act,
        header=replace(HEADER, subject_name=name, address=name, state_body=name[:300]),
        answers={**act.answers, "2": replace(act.answers["2"], remark=remark)},
        circumstances=circumstances,
    )


def _mixed(_folder: Path) -> Act:
    """A subject in Latin, Cyrillic and Kazakh letters, with an emoji."""
    header = replace(HEADER, subject_name="ТОО «Qazaq Mining ⛏ Ұлы Дала» & Co. <LTD> 😀")
    return replace(make_whole_act(), header=header)


def _many_rows(_folder: Path) -> Act:
    return make_act(make_checklist(200, "Талаптың ұзақ мәтіні " * 8))


def _correction(_folder: Path) -> Act:
    """A second revision, with a reason that takes several lines."""
    act = make_whole_act()
    reason = "№ 2, 3: құрылғылардың саны қате көрсетілген; <b>қайта</b> саналды 😀. " * 4
    return replace(
        act,
        number=replace(act.number, revision=2),
        finished_at=act.finished_at + timedelta(days=3),
        replaces=Replacement(act.finished_at, reason.strip(), act.officials[0]),
    )


def _bare(_folder: Path) -> Act:
    """Nothing but the form's header is known."""
    return replace(make_act("digital_mining_pools"), circumstances=Circumstances())


CASES: Mapping[str, Case] = {
    "act-kk": Case(DocumentKind.ACT, Edition.KAZAKH, _whole),
    "act-ru": Case(DocumentKind.ACT, Edition.RUSSIAN, _whole, (1, 3)),
    "act-en": Case(DocumentKind.ACT, Edition.ENGLISH, _whole, (1, 3)),
    "act-kk+ru": Case(DocumentKind.ACT, Edition.KAZAKH_AND_RUSSIAN, _whole, (5, 10, 11)),
    "act-bare": Case(DocumentKind.ACT, Edition.KAZAKH, _bare, (1, 2, 3)),
    "act-remark": Case(DocumentKind.ACT, Edition.KAZAKH, _long_remark, (1, 2, 3, 4)),
    "act-correction-kk": Case(DocumentKind.ACT, Edition.KAZAKH, _correction, (1,)),
    "act-correction-ru": Case(DocumentKind.ACT, Edition.RUSSIAN, _correction, (1,)),
    "act-mixed": Case(DocumentKind.ACT, Edition.RUSSIAN, _mixed, (1,)),
    "act-200-rows": Case(DocumentKind.ACT, Edition.KAZAKH, _many_rows, (3, 4)),
    "act-30-photos": Case(
        DocumentKind.ACT,
        Edition.KAZAKH,
        lambda folder: make_act(photos=make_photos(folder, 30)),
        (5, 12),
    ),
    "order-kk": Case(DocumentKind.ORDER, Edition.KAZAKH, _all_violated),
    "order-kk+ru": Case(DocumentKind.ORDER, Edition.KAZAKH_AND_RUSSIAN, _all_violated, (4, 5)),
    "order-correction": Case(DocumentKind.ORDER, Edition.ENGLISH, _correction, (1,)),
    "order-en": Case(DocumentKind.ORDER, Edition.ENGLISH, _whole, (1,)),
    "order-remark": Case(DocumentKind.ORDER, Edition.RUSSIAN, _long_remark, (1, 2, 3)),
}


@dataclass(frozen=True)
class Shown:
    """A document as it is kept: its pages' texts with places, and their pictures."""

    text: str
    pictures: Mapping[int, Image.Image]


def show(case: Case) -> Shown:
    """Print a case and look at it."""
    with tempfile.TemporaryDirectory() as folder:
        act = replace(case.act(Path(folder)), language=Language.KAZAKH)
        pdf = render_document(case.kind, act, case.edition, LINK)
        return Shown(_text(pdf, case.pages), dict(_pictures(pdf, case.pages, Path(folder))))


def _text(pdf: bytes, pages: tuple[int, ...]) -> str:
    lines = [
        f"{piece.page + 1}\t{piece.x:.1f}\t{piece.y:.1f}\t{piece.text}"
        for piece in read_pieces(pdf)
        if piece.page + 1 in pages
    ]
    return "\n".join(lines) + "\n"


def _pictures(
    pdf: bytes, pages: tuple[int, ...], folder: Path
) -> Iterator[tuple[int, Image.Image]]:
    file = folder / "golden.pdf"
    file.write_bytes(pdf)
    command = ["pdftoppm", "-r", str(RESOLUTION), "-gray", "-png", str(file), str(folder / "page")]
    subprocess.run(command, check=True)
    for path in sorted(folder.glob("page-*.png")):
        page = int(path.stem.removeprefix("page-"))
        if page in pages:
            with Image.open(path) as picture:
                yield page, picture.convert("L")


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Say whether two pictures show the same page."""
    if one.size != other.size:
        return False
    difference = ImageChops.difference(one, other)
    strong = sum(difference.histogram()[STRONG:]) / (one.width * one.height)
    return ImageStat.Stat(difference).mean[0] <= MEAN_DIFFERENCE and strong <= STRONG_SHARE


def text_file(name: str) -> Path:
    """Where the text of a case is kept."""
    return FOLDER / f"{name}.txt"


def picture_file(name: str, page: int) -> Path:
    """Where the picture of a page is kept."""
    return FOLDER / f"{name}-{page}.png"


def write() -> None:
    """Keep what is printed now."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, case in CASES.items():
        shown = show(case)
        text_file(name).write_text(shown.text)
        for page, picture in shown.pictures.items():
            picture.save(picture_file(name, page), optimize=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", required=True)
    parser.parse_args()
    write()


if __name__ == "__main__":
    main()
