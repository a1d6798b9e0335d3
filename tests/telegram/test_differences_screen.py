"""The list of differences in words: what it says, and how it is cut."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.act import ActId, ActNumber, Edition
from bot.domain.checklist import Severity, Verdict
from bot.domain.circumstances import Acquaintance, Circumstances, Official
from bot.domain.differences import differences
from bot.domain.elimination import Measure
from bot.domain.inspection import (
    Answer,
    Correction,
    Evidence,
    EvidenceKind,
    EvidenceStatus,
    Inspection,
    InspectionId,
    InspectionStatus,
)
from bot.domain.language import Language
from bot.domain.people import PersonId
from bot.i18n import speaking
from bot.services.act_store import ActRecord
from bot.services.acts import FinishedAct
from bot.services.corrections import Changes
from bot.telegram.screens.differences import differences_screen
from bot.telegram.screens.lengths import LONGEST_TEXT, units
from tests.documents.samples import make_checklist, official_checklists

WHEN = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
PHOTO = Evidence(5, "2", EvidenceKind.PHOTO, EvidenceStatus.STORED, None, WHEN, "cd" * 32)
FORMER = Inspection(
    InspectionId(9),
    PersonId(1002),
    official_checklists()["digital_miners"],
    InspectionStatus.SUPERSEDED,
    1,
    42,
    answers={"5": Answer("5", Verdict.COMPLIES, "off_grid")},
)
RECORD = ActRecord(
    ActId(2),
    InspectionId(10),
    PersonId(1002),
    ActNumber(2026, 1, 2),
    "c",
    Edition.KAZAKH,
    "name",
    "position",
    WHEN,
)


def shown(present: Inspection, former: Inspection = FORMER) -> str:
    """The screen in English."""
    correction = Correction(former.id, "<b>why", former.inspector)
    act = FinishedAct(RECORD, replace(present, revision=2, correction=correction))
    changes = Changes(act, former, differences(former, present))
    with speaking(Language.ENGLISH):
        return differences_screen(changes, lambda moment: moment).text


def test_nothing_was_changed() -> None:
    """Also that is worth a word."""
    text = shown(FORMER)
    assert "Why it was corrected: &lt;b&gt;why" in text
    assert text.endswith("Nothing was changed.")


def test_everything_is_said_in_words() -> None:
    """No name of the code, no number of a row, no mark-up of somebody else."""
    present = replace(
        FORMER,
        answers={
            "2": Answer("2", Verdict.VIOLATES, remark="<i>new", severity=Severity.GROSS),
            "5": Answer("5", Verdict.COMPLIES, "licensed"),
        },
        measures={"2": Measure("2", date(2026, 4, 1), "do it")},
        evidence=(PHOTO,),
        circumstances=Circumstances(
            started_at=WHEN,
            period_start=date(2026, 3, 4),
            colleagues=(Official("Оспанов", "маман"),),
            acquaintance=Acquaintance.SIGNED,
        ),
    )
    text = shown(present)
    for line in (
        "Revision 1 → 2",
        "— → <b>5 Mar 2026, 10:30</b>",
        "— → <b>4 Mar 2026</b>",
        "— → <b>Оспанов, маман</b>",
        "— → <b>Acquainted, signs</b>",
        "<b>Requirement 2</b>",
        "Answer: — → <b>❌ Does not comply</b>",
        "Remark: — → <b>&lt;i&gt;new</b>",
        "Term: — → <b>1 Apr 2026</b>",
        "Measure: — → <b>do it</b>",
        "📎 added: 1 photo",
    ):
        assert line in text
    assert "off_grid" not in text
    assert shown(FORMER, present).count("📎 taken away: 1 photo") == 1


@pytest.mark.parametrize("remark", ["ә" * 4000, "😀<&" * 1300, "b"])
def test_what_does_not_fit_is_counted(remark: str) -> None:
    """Each difference is either there or among those that are counted."""
    form = make_checklist(200)
    former = replace(FORMER, checklist=form, answers={})
    answers = {n: Answer(n, Verdict.COMPLIES, remark=remark) for n in form.numbers}
    text = shown(replace(former, answers=answers), former)
    assert units(text) <= LONGEST_TEXT
    counted = re.search(r"and (\d+) more$", text)
    assert counted is not None
    assert int(counted[1]) + text.count(" → <b>") == 400
