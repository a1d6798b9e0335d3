"""The law's contents, one by one, found again in the printed PDF: art. 152(2) and 152(6)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.documents.act import render_act
from bot.documents.order import render_order
from bot.domain.act import Act
from bot.domain.circumstances import Circumstances
from bot.domain.language import Language
from tests.documents.reading import folded, read_text
from tests.documents.samples import CIRCUMSTANCES, HEADER, OFFICIALS, make_act, make_whole_act

KAZAKH, RUSSIAN = Language.KAZAKH, Language.RUSSIAN
Said = dict[Language, tuple[str, ...]]
both = pytest.mark.parametrize("language", [KAZAKH, RUSSIAN])

WHEN: Said = {KAZAKH: ("2026 ж. 22 қараша, 14:35",), RUSSIAN: ("22 ноября 2026 г., 14:35",)}
PERIOD: Said = {
    KAZAKH: (
        "Басталуы: 2026 ж. 17 қараша, 09:05",
        "Кезеңі: 2026 ж. 17 қараша – 2026 ж. 21 қараша",
        f"Орны: {HEADER.address}",
    ),
    RUSSIAN: (
        "Начало: 17 ноября 2026 г., 09:05",
        "Период: с 17 ноября 2026 г. по 21 ноября 2026 г.",
        f"Место: {HEADER.address}",
    ),
}
REFUSED: Said = {
    KAZAKH: ("Субъектінің өкілі осы құжатпен танысты, қол қоюдан бас тартты.",),
    RUSSIAN: ("Представитель субъекта с настоящим документом ознакомлен, от подписи отказался.",),
}
SIGNATURES: Said = {
    KAZAKH: ("лауазымы", "қолы", "тегі, аты, әкесінің аты"),
    RUSSIAN: ("должность", "подпись", "фамилия, имя, отчество"),
}


def _everywhere(*texts: str | None) -> Said:
    found = tuple(text for text in texts if text)
    return {KAZAKH: found, RUSSIAN: found}


def _together(first: Said, *others: Said) -> Said:
    return {
        language: sum((other[language] for other in others), first[language])
        for language in (KAZAKH, RUSSIAN)
    }


INSPECTORS = _everywhere(
    *(f"{one.full_name}, {one.position}" for one in OFFICIALS),
    "Сейітжанов Ерлан Қайратұлы, жетекші сарапшы",
)
SUBJECT = _everywhere(
    HEADER.subject_name, HEADER.subject_number, "Жұмабаев Асқар Болатұлы, бас инженер"
)
DRAWN_UP = _together(WHEN, _everywhere(CIRCUMSTANCES.place))
ACT: dict[int, Said] = {
    1: DRAWN_UP,
    2: _everywhere(HEADER.state_body),
    3: {KAZAKH: ("№ 17-2/141, 2026 ж. 16 қараша",), RUSSIAN: ("№ 17-2/141 от 16 ноября 2026 г.",)},
    4: INSPECTORS,
    5: SUBJECT,
    6: PERIOD,
    7: {
        KAZAKH: ("Бұзушылықтың ауырлық дәрежесі: өрескел бұзушылық", "Анықталғаны: Реестрде"),
        RUSSIAN: ("Степень тяжести нарушения: грубое нарушение", "Выявлено: Реестрде"),
    },
    8: {
        KAZAKH: ("саласындағы тексеру парағы («", "талаптардың тармақтары: 2, 3"),
        RUSSIAN: ("Проверочный лист в сфере", "выявлены нарушения: 2, 3"),
    },
    9: _together(REFUSED, SIGNATURES),
    10: _together(SIGNATURES, _everywhere(*(one.full_name for one in OFFICIALS))),
}
ORDER: dict[int, Said] = {
    1: DRAWN_UP,
    2: _everywhere(HEADER.state_body),
    3: INSPECTORS,
    4: SUBJECT,
    5: PERIOD,
    6: {
        KAZAKH: ("өрескел бұзушылық", "болмашы бұзушылық", "Анықталғаны:Реестрде"),
        RUSSIAN: ("грубое нарушение", "незначительное нарушение", "Выявлено:Реестрде"),
    },
    7: {
        KAZAKH: ("Аккредиттелген пулмен шарт жасасу", "2026 ж. 15 желтоқсан"),
        RUSSIAN: ("Аккредиттелген пулмен шарт жасасу", "10 декабря 2026 г."),
    },
    8: _together(REFUSED, SIGNATURES),
    9: _together(SIGNATURES, _everywhere(*(one.full_name for one in OFFICIALS))),
}
CAPTIONS: dict[str, dict[Language, tuple[str, ...]]] = {
    "act": {
        KAZAKH: (
            "1. Актінің жасалған күні, уақыты және орны",
            "2. Бақылау және қадағалау органының атауы",
            "3. Тексеру жүргізуге негіз болған",
            "4. Тексеру жүргізген адамның (адамдардың) тегі",
            "5. Бақылау мен қадағалау субъектісінің атауы",
            "6. Тексеру жүргізу күні, орны және кезеңі",
            "7. Тексеру нәтижелері туралы, оның ішінде анықталған бұзушылықтар",
            "8. Тексеру парағының атауы және бұзушылықтар анықталған талаптардың тармақтары",
            "9. Субъект өкілдерінің, сондай-ақ",
            "10. Тексеру жүргізген лауазымды адамның (адамдардың) қолтаңбасы",
        ),
        RUSSIAN: (
            "1. Дата, время и место составления акта",
            "2. Наименование органа контроля и надзора",
            "3. Дата и номер акта о назначении проверки",
            "4. Фамилия, имя, отчество (при наличии) и должность лица (лиц), проводившего",
            "5. Наименование или фамилия, имя, отчество субъекта контроля и надзора",
            "6. Дата, место и период проведения проверки",
            "7. Сведения о результатах проверки, в том числе о выявленных нарушениях",
            "8. Наименование проверочного листа и пункты требований",
            "9. Сведения об ознакомлении или отказе в ознакомлении с актом",
            "10. Подпись должностного лица (лиц)",
        ),
    },
    "order": {
        KAZAKH: (
            "1. Нұсқаманың жасалған күні, уақыты және орны",
            "2. Бақылау және қадағалау органының атауы",
            "3. Тексеру жүргізген адамның (адамдардың) тегі",
            "4. Бақылау мен қадағалау субъектісінің атауы",
            "5. Тексеру жүргізу күні, орны және кезеңі",
            "6. Тексеру парағы талаптарының тармақтарына сәйкес анықталған бұзушылықтардың тізбесі",
            "7. Анықталған бұзушылықтарды жою мерзімдерін көрсете отырып",
            "8. Субъект өкілдерінің, сондай-ақ",
            "9. Тексеру жүргізген лауазымды адамның (адамдардың) қолтаңбасы",
        ),
        RUSSIAN: (
            "1. Дата, время и место составления предписания",
            "2. Наименование органа контроля и надзора",
            "3. Фамилия, имя, отчество (при наличии) и должность",
            "4. Наименование или фамилия, имя, отчество субъекта контроля и надзора",
            "5. Дата, место и период проведения проверки",
            "6. Перечень выявленных нарушений в соответствии с пунктами требований",
            "7. Указания по устранению выявленных нарушений с указанием сроков их устранения",
            "8. Сведения об ознакомлении или отказе в ознакомлении с предписанием",
            "9. Подпись должностного лица (лиц)",
        ),
    },
}


@pytest.mark.parametrize(
    ("document", "render", "contents"), [("act", render_act, ACT), ("order", render_order, ORDER)]
)
@both
def test_every_content_of_the_law_is_printed_in_its_place(
    document: str, render: Callable[[Act], bytes], contents: dict[int, Said], language: Language
) -> None:
    """Each content stands below its own caption, in the order and with the number of the law."""
    text = read_text(render(make_whole_act(language=language)))

    captions = [folded(caption) for caption in CAPTIONS[document][language]]
    places = [text.find(caption) for caption in captions]
    assert -1 not in places
    assert places == sorted(places)
    assert len(captions) == len(contents)
    for number, wanted in contents.items():
        # The order's sixth and seventh contents share one table below both of their captions.
        last = 7 if document == "order" and number == 6 else number
        end = places[last] if last < len(places) else len(text)
        found = text[places[number - 1] : end]
        missing = [one for one in wanted[language] if folded(one) not in found]
        assert missing == [], (number, missing)


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        (
            KAZAKH,
            (
                "(өкілінің лауазымы, тегі, аты, әкесінің аты)",
                "(тексеру жүргізу кезеңі)",
                "тексеру парағымен таныстырылған күн мен уақыт)",
                "танысудан бас тартты",
                "болған жоқ",
            ),
        ),
        (
            RUSSIAN,
            (
                "(должность, фамилия, имя, отчество представителя)",
                "(период проведения проверки)",
                "(дата и время вручения акта о назначении проверки",
                "от ознакомления с настоящим документом отказался",
                "представитель субъекта отсутствовал",
            ),
        ),
    ],
)
def test_what_is_not_known_is_left_to_the_pen(language: Language, asked: tuple[str, ...]) -> None:
    """No circumstance need be entered: each has a default, or a line that says what belongs."""
    text = read_text(render_act(make_act(language=language)))

    assert [one for one in asked if folded(one) not in text] == []
    assert folded(HEADER.address or "") in text.split(folded("2. "))[0]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (Circumstances(representative_name="Жұмабаев А."), ("Өкілі: Жұмабаев А.", "(лауазымы)")),
        (Circumstances(representative_position="инженер"), ("Өкілі: инженер",)),
        (
            Circumstances(started_at=CIRCUMSTANCES.started_at),
            ("Кезеңі: 2026 ж. 17 қараша – 2026 ж. 22 қараша",),
        ),
        (Circumstances(colleagues=(OFFICIALS[0],)), (OFFICIALS[0].full_name,)),
    ],
)
def test_half_of_the_circumstances_is_printed_too(
    known: Circumstances, expected: tuple[str, ...]
) -> None:
    """What was entered is used, and defaults fill the period up."""
    text = read_text(render_act(replace(make_act(), circumstances=known)))

    assert [one for one in expected if folded(one) not in text] == []
    assert text.count(folded(OFFICIALS[0].full_name)) == 3


@both
def test_the_line_about_the_draft_can_be_dropped(language: Language) -> None:
    """Until the agency has the Prosecutor General's form, both documents say that they are none."""
    said = {KAZAKH: "жобасы;", RUSSIAN: "Проект"}[language]
    act = make_whole_act(language=language)
    for render in (render_act, render_order):
        assert said in read_text(render(act))
        assert said not in read_text(render(replace(act, is_draft_form=False)))
