"""How long one act takes to print, beside reportlab's platypus with the same content."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bot.documents.wording import written_moment
from bot.domain.act import Act
from bot.domain.checklist import Verdict
from bot.i18n import speaking
from tests.documents.samples import LINK, make_act

ROOT = Path(__file__).resolve().parents[2]
BODY = ParagraphStyle("body", fontName="Tinos", fontSize=11, leading=13)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=9, leading=10.6)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Tinos-Bold", alignment=1)
TITLE = ParagraphStyle("title", parent=BOLD, fontSize=14, leading=16.5)
OURS = """
from bot.documents.act import render_act
from tests.documents.samples import LINK, make_act
render_act(make_act(), LINK)
"""
REFERENCE = """
from tests.benchmarks.act import make_act, register_fonts, render_with_reportlab
register_fonts()
render_with_reportlab(make_act())
"""
MARKS = {Verdict.COMPLIES: ("+", ""), Verdict.VIOLATES: ("", "+")}


@dataclass(frozen=True)
class Medians:
    """Milliseconds for one act, and the size of the files in bytes."""

    ours_warm: float
    reference_warm: float
    ours_cold: float
    reference_cold: float
    ours_bytes: int
    reference_bytes: int

    @property
    def warm_ratio(self) -> float:
        """How many times reportlab's time we take, both warm."""
        return self.ours_warm / self.reference_warm


def compare(rounds: int = 30, cold_rounds: int = 5) -> Medians:
    """Print the same act with both, in turn, and take the medians of all rounds."""
    from bot.documents.act import render_act

    act = make_act()
    register_fonts()
    for _ in range(3):
        ours, reference = render_act(act, LINK), render_with_reportlab(act)
    warm = [
        (
            milliseconds(lambda: render_act(act, LINK)),
            milliseconds(lambda: render_with_reportlab(act)),
        )
        for _ in range(rounds)
    ]
    cold = [
        (milliseconds(lambda: _cold(OURS)), milliseconds(lambda: _cold(REFERENCE)))
        for _ in range(cold_rounds)
    ]
    return Medians(
        ours_warm=statistics.median(one for one, _ in warm),
        reference_warm=statistics.median(other for _, other in warm),
        ours_cold=statistics.median(one for one, _ in cold),
        reference_cold=statistics.median(other for _, other in cold),
        ours_bytes=len(ours),
        reference_bytes=len(reference),
    )


def milliseconds(work: Callable[[], object]) -> float:
    """Do the work once and tell how long it took."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _cold(program: str) -> None:
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def register_fonts() -> None:
    """Give reportlab the same two faces; its way of encoding streams made comparable."""
    rl_config.useA85 = 0
    folder = ROOT / "bot" / "documents" / "fonts"
    for name, file in (("Tinos", "Tinos-Regular.ttf"), ("Tinos-Bold", "Tinos-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))


def render_with_reportlab(act: Act) -> bytes:
    """The same contents as our act, as reportlab's manual would have one write it."""
    content = BytesIO()
    document = SimpleDocTemplate(
        content,
        pagesize=A4,
        leftMargin=25 * mm,
        rightMargin=15 * mm,
        topMargin=20 * mm,
        bottomMargin=28 * mm,
        title=str(act.number),
        author=act.header.state_body,
        invariant=1,
    )
    code = BytesIO()
    segno.make(LINK, error="m", mask=3, micro=False, boost_error=False).save(
        code, kind="png", scale=8, border=2
    )
    stamp = ImageReader(code)

    def footer(canvas: Any, _document: Any) -> None:
        canvas.setFont("Tinos", 8)
        canvas.line(25 * mm, 26 * mm, 174 * mm, 26 * mm)
        canvas.drawString(25 * mm, 22 * mm, f"№ {act.number} акт, {act.number.revision}-редакция")
        canvas.drawString(25 * mm, 18 * mm, f"Түпнұсқалықты тексеру коды: {act.code}")
        canvas.drawRightString(174 * mm, 22 * mm, f"{canvas.getPageNumber()}-бет")
        canvas.drawImage(stamp, 178 * mm, 8 * mm, 18 * mm, 18 * mm)

    story = [*_act_page(act), PageBreak(), *_form(act)]
    document.build(story, onFirstPage=footer, onLaterPages=footer)
    return content.getvalue()


def _act_page(act: Act) -> list[Any]:
    language, header = act.language, act.header
    officials = "<br/>".join(f"{one.full_name}, {one.position}" for one in act.officials)
    with speaking(language):
        moment = written_moment(act.finished_at)
    facts = [
        ("1. Актінің жасалған күні, уақыты және орны", moment),
        ("2. Бақылау және қадағалау органының атауы", header.state_body),
        (
            "3. Тексеру жүргізуге негіз болған тексеруді тағайындау туралы актінің күні мен нөмірі",
            header.appointment_number,
        ),
        (
            "4. Тексеру жүргізген адамның (адамдардың) тегі, аты, әкесінің аты және лауазымы",
            officials,
        ),
        ("5. Бақылау мен қадағалау субъектісінің атауы", header.subject_name),
        ("6. Тексеру жүргізу күні, орны және кезеңі", header.address),
    ]
    rows = [[Paragraph(caption, SMALL), Paragraph(value or "", BODY)] for caption, value in facts]
    story = [
        Paragraph("ТЕКСЕРУ НӘТИЖЕЛЕРІ ТУРАЛЫ АКТ", TITLE),
        Paragraph(f"№ {act.number}", BOLD),
        Table(rows, colWidths=[66 * mm, 104 * mm]),
        Paragraph("7. Тексеру нәтижелері туралы мәліметтер", SMALL),
    ]
    for number, answer in act.answers.items():
        if answer.verdict is Verdict.VIOLATES:
            text = act.checklist.requirement(number).text[language]
            story.append(Paragraph(f"{number}. {text}", BODY))
            story.append(Paragraph(f"Анықталғаны: {answer.remark}", BODY))
    order = act.checklist.order.title[language]
    story.append(Paragraph("8. Тексеру парағының атауы және талаптардың тармақтары", SMALL))
    story.append(Paragraph(f"{act.checklist.name[language]} ({order})", BODY))
    return [*story, *_signatures(act)]


def _form(act: Act) -> list[Any]:
    form, language = act.checklist, act.language
    story = [Paragraph(form.approval_corner[language], SMALL), Spacer(1, 6 * mm)]
    story += [Paragraph(line[language], TITLE) for line in form.title]
    for line in form.header:
        values = ", ".join(str(act.header.value(name)) for name in line.fields)
        story.append(Paragraph(line.caption[language], BODY))
        story.append(Paragraph(f"<u>{values}</u>", BODY))
    rows: list[list[Any]] = [
        [Paragraph(column[language], BOLD) for column in form.columns],
        ["1", "2", "3", "4"],
    ]
    for requirement in form.requirements:
        verdict = act.answers[requirement.number].verdict
        marks = MARKS.get(verdict, ("", "")) if verdict else ("", "")
        text = Paragraph(requirement.text[language], BODY)
        rows.append([f"{requirement.number}.", text, *marks])
    style = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("FONT", (0, 0), (-1, -1), "Tinos", 11),
            ("ALIGN", (2, 0), (3, -1), "CENTER"),
            ("VALIGN", (2, 0), (3, -1), "MIDDLE"),
        ]
    )
    widths = [12 * mm, 94 * mm, 32 * mm, 32 * mm]
    story.append(Table(rows, colWidths=widths, repeatRows=2, style=style))
    story += [
        Paragraph(f"{number}-тармақ. Қолданылмайды: {answer.reason}", SMALL)
        for number, answer in act.answers.items()
        if answer.verdict is Verdict.NOT_APPLICABLE
    ]
    return [*story, *_signatures(act)]


def _signatures(act: Act) -> list[Any]:
    notes = ["лауазымы", "қолы", "тегі, аты, әкесінің аты (болған жағдайда)"]
    rows: list[list[Any]] = []
    for official in (*act.officials, None):
        position, name = (official.position, official.full_name) if official else ("", "")
        rows.append([Paragraph(position, BODY), "", Paragraph(name, BODY)])
        rows.append([Paragraph(note, SMALL) for note in notes])
    lines = [("LINEABOVE", (0, row), (-1, row), 0.5, colors.black) for row in range(1, 6, 2)]
    return [Table(rows, colWidths=[62 * mm, 36 * mm, 72 * mm], style=TableStyle(lines))]


if __name__ == "__main__":
    found = compare()
    print(found, f"ratio {found.warm_ratio:.2f}")
