"""Acts to print: of both official checklists, in every language, with every kind of answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.act import Act, ActNumber, Enclosure, Photo
from bot.domain.checklist import Checklist, Requirement, Severity, Verdict
from bot.domain.circumstances import Acquaintance, Circumstances, Official
from bot.domain.elimination import Measure
from bot.domain.inspection import Answer, EvidenceKind, Header
from bot.domain.language import Language

ALMATY = timezone(timedelta(hours=5))
LINK = "https://t.me/tekseru_bot?start=v_K7QXM4RTPW9D"
HEADER = Header(
    state_body="Қазақстан Республикасының Жасанды интеллект және цифрлық даму министрлігі",
    appointment_number="17-2/141",
    appointment_date=date(2026, 11, 16),
    subject_name="«Экібастұз Дата Орталығы» жауапкершілігі шектеулі серіктестігі",
    subject_number="500640000015",
    address="Павлодар облысы, Екібастұз қаласы, Өндірістік аймақ, 12/3-ғимарат",
)
OFFICIALS = (
    Official("Әбілқасымова Гүлнұр Өтегенқызы", "Цифрлық активтер басқармасының бас сарапшысы"),
    Official("Ким Сергей Владимирович", "сарапшы"),
)
REMARK = "Реестрде көрсетілмеген 14 құрылғы табылды (№ S19-0417 – S19-0430)."


CIRCUMSTANCES = Circumstances(
    started_at=datetime(2026, 11, 17, 4, 5, tzinfo=UTC),
    period_start=date(2026, 11, 17),
    period_end=date(2026, 11, 21),
    place="Екібастұз қаласы, Әуезов көшесі, 4",
    colleagues=(Official("Сейітжанов Ерлан Қайратұлы", "жетекші сарапшы"),),
    representative_name="Жұмабаев Асқар Болатұлы",
    representative_position="бас инженер",
    acquaintance=Acquaintance.REFUSED_TO_SIGN,
)
INSTRUCTION = "Аккредиттелген пулмен шарт жасасу және көшірмесін ұсыну"
ENCLOSURES = (
    Enclosure(
        EvidenceKind.VOICE,
        "3",
        datetime(2026, 11, 22, 9, 20, tzinfo=UTC),
        "Ким Сергей Владимирович",
        "Объяснение инженера",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ),
    Enclosure(
        EvidenceKind.DOCUMENT,
        "6",
        datetime(2026, 11, 22, 9, 25, tzinfo=UTC),
        "Ким Сергей Владимирович",
        None,
        "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    ),
    Enclosure(
        EvidenceKind.LOCATION,
        "4",
        datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        "Ким Сергей Владимирович",
        place=(51.723456, 75.322111),
    ),
)


@cache
def official_checklists() -> Mapping[str, Checklist]:
    """The checklists that come with the bot, by their id."""
    loaded = load_checklists([CHECKLISTS])
    return {one.checklist.id: one.checklist for one in loaded}


def make_answers(checklist: Checklist, *, violations: bool) -> dict[str, Answer]:
    """Answer everything: with violations in 2 and 3, and not applicable where that may be."""
    answers = {}
    for place, requirement in enumerate(checklist.requirements):
        if violations and place in {1, 2}:
            answer = Answer(requirement.number, Verdict.VIOLATES, remark=REMARK)
        elif requirement.alternatives:
            case = requirement.alternatives[0]
            answer = Answer(requirement.number, case.verdict, alternative=case.key)
        elif requirement.not_applicable and violations:
            answer = Answer(
                requirement.number, Verdict.NOT_APPLICABLE, reason="Лицензияның II кіші түрі"
            )
        else:
            answer = Answer(requirement.number, Verdict.COMPLIES)
        answers[requirement.number] = answer
    return answers


def make_act(
    checklist: str | Checklist = "digital_miners",
    language: Language = Language.KAZAKH,
    *,
    violations: bool = True,
    photos: tuple[Photo, ...] = (),
) -> Act:
    """A finished act, its texts in Kazakh."""
    form = official_checklists()[checklist] if isinstance(checklist, str) else checklist
    return Act(
        number=ActNumber(2026, 123),
        code="K7QX-M4RT-PW9D",
        language=language,
        original_language=Language.KAZAKH,
        checklist=form,
        header=HEADER,
        officials=OFFICIALS,
        finished_at=datetime(2026, 11, 22, 14, 35, tzinfo=ALMATY),
        answers=make_answers(form, violations=violations),
        photos=photos,
    )


def make_whole_act(
    checklist: str | Checklist = "digital_miners",
    language: Language = Language.KAZAKH,
    photos: tuple[Photo, ...] = (),
) -> Act:
    """An act of which everything is known: circumstances, degrees, measures, other evidence."""
    act = make_act(checklist, language, photos=photos)
    degrees = {"2": Severity.GROSS, "3": Severity.MINOR}
    graded = {
        number: replace(act.answers[number], severity=degree) for number, degree in degrees.items()
    }
    return replace(
        act,
        answers={**act.answers, **graded},
        circumstances=CIRCUMSTANCES,
        measures={
            "2": Measure("2", date(2026, 12, 15), INSTRUCTION),
            "3": Measure("3", date(2026, 12, 10)),
        },
        enclosures=ENCLOSURES,
        data_hash="ab12cd34ef56ab78" * 4,
        previous_hash="0123456789abcdef" * 4,
    )


def make_checklist(rows: int, text: str = "Талап") -> Checklist:
    """A checklist with as many rows as wanted, on the miners' form."""
    requirements = tuple(
        Requirement(str(place), dict.fromkeys(Language, f"{text} {place}"))
        for place in range(1, rows + 1)
    )
    return replace(official_checklists()["digital_miners"], requirements=requirements)


def make_photos(folder: Path, count: int) -> tuple[Photo, ...]:
    """Photos of both orientations, on disk."""
    photos = []
    for place in range(count):
        size = (400, 300) if place % 3 else (300, 400)
        path = folder / f"{place}.jpg"
        path.write_bytes(picture_bytes(size, colour=(200 - 5 * place, 90, 40 + 5 * place)))
        sent_at = datetime(2026, 11, 22, 9, place % 60, tzinfo=UTC)
        caption = None if place == 1 else f"{place + 1}-сурет: трансформатор, № ТМ-{place}"
        photos.append(Photo(str(path), str(place % 8 + 1), caption, sent_at))
    return tuple(photos)


def picture_bytes(
    size: tuple[int, int], *, colour: tuple[int, int, int] = (30, 120, 60), kind: str = "JPEG"
) -> bytes:
    """One coloured picture as a file."""
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, kind)
    return content.getvalue()
