"""A small checklist that is right, for tests to spoil."""

from bot.checklists.faults import ChecklistFaults
from bot.checklists.loader import parse_checklist

ROW = """
[[requirements]]
number = "1"
text = {kk = "бір", ru = "один", en = "one"}
"""

FORM = """
id = "sample"
subject_number = "bin"
name = {kk = "тексеру парағы", ru = "проверочный лист", en = "checklist"}
short_name = {kk = "парақ", ru = "лист", en = "list"}
approval_corner = {kk = "бекітілген", ru = "утверждён", en = "approved"}
title = [{kk = "ПАРАҚ", ru = "ЛИСТ", en = "LIST"}]
columns = [
    {kk = "№", ru = "№", en = "No."},
    {kk = "талап", ru = "требование", en = "requirement"},
    {kk = "иә", ru = "да", en = "yes"},
    {kk = "жоқ", ru = "нет", en = "no"},
]

[order]
title = {kk = "бұйрық", ru = "приказ", en = "order"}
registration_number = "1"
registration_date = 2024-01-31
edition = 2024-06-28
official_languages = ["kk"]
source = "https://example.org"

[[order.enactments]]
body = {kk = "министр", ru = "министр", en = "minister"}
number = "7"
date = 2024-01-30

[[header]]
caption = {kk = "акт", ru = "акт", en = "act"}
note = {kk = "№, күні", ru = "№, дата", en = "No., date"}
fields = ["state_body", "appointment_number", "appointment_date"]

[[header]]
caption = {kk = "субъект", ru = "субъект", en = "subject"}
fields = ["subject_name", "subject_number", "address"]

[[signatures]]
caption = {kk = "субъект", ru = "субъект", en = "subject"}
"""

SAMPLE = FORM + ROW

A_TEXT = "expected a text in quotes"
A_DATE = "expected a date like 2024-06-28 without quotes"
A_LIST = "expected a list with at least one entry"
TRANSLATIONS = "expected a text in each of kk, ru and en"
VISIBLE = "expected one line of visible characters"
ROW_KEYS = (
    "expected one of: alternatives, evidence_hint, external_code, not_applicable, "
    "number, parent, question, severity, text"
)


def changed(old: str, new: str) -> str:
    """Change one place of the sample."""
    assert SAMPLE.count(old) == 1, f"{old!r} is not in the sample exactly once"
    return SAMPLE.replace(old, new)


def faults(text: str) -> list[str]:
    """List what is wrong with a text, one sentence each."""
    try:
        parse_checklist(text, "sample.toml")
    except ChecklistFaults as refused:
        return [str(fault) for fault in refused.faults]
    return []
