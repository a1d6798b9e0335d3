"""Acts to print: of both official checklists, in every language, with every kind of answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.act import Act, ActNumber, Official, Photo
from bot.domain.checklist import Checklist, Requirement, Verdict
from bot.domain.inspection import Answer, Header
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
