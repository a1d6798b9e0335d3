"""What the model knows of the order to eliminate and of the circumstances."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.checklist import Severity
from bot.domain.circumstance_rules import MAX_PLACE
from bot.domain.circumstances import Circumstance
from bot.domain.elimination import SHORTEST_TERM
from bot.domain.texts import MAX_PROFILE_FIELD
from bot.services.proceedings import MAX_INSTRUCTION
from tests.campaign.conversation_sheet import A_DATE, Place, Sheet, one_line

LATER = timedelta(days=40)
MOMENT = "a moment"
"""What stands for "just now": nobody knows the minute at which the bot took note of it."""
PERIOD = (Circumstance.PERIOD_START, Circumstance.PERIOD_END)


def later(today: date) -> str:
    """The one day in the future that the machine types."""
    return f"{today + LATER:%d.%m.%Y}"


def order(sheet: Sheet, number: str, choice: str, today: date) -> None:
    """Grade a violation, or give it so many days."""
    if not sheet.is_violated(number):
        return
    if choice.isdigit():
        if (due := timedelta(days=int(choice))) >= SHORTEST_TERM:
            _set_due(sheet, number, today + due)
    else:
        known = sheet.answer(number)
        sheet.keep(replace(known, severity=Severity(choice)), known.version)


def choose_circumstance(sheet: Sheet, name: str, choice: str, today: date) -> None:
    """Tell what a button says."""
    values = {
        "now": MOMENT,
        "today": today.isoformat(),
        "yesterday": (today - timedelta(days=1)).isoformat(),
        "address": sheet.header["address"],
        "nobody": "[]",
    }
    if value := values.get(choice, choice):
        _tell(sheet, Circumstance(name), value)


def type_proceeding(sheet: Sheet, place: Place, text: str, today: date) -> None:
    """Keep a typed text as what was asked for, if it can be that."""
    if place.state == "Filling:circumstance":
        name = Circumstance(place.data["field"])
        if value := _read(name, text):
            _tell(sheet, name, value)
        return
    number = place.data["requirement"]
    if not sheet.is_violated(number):
        return
    if text == later(today):
        _set_due(sheet, number, today + LATER)
    elif text == A_DATE or text.isdigit() or len(text) > MAX_INSTRUCTION:
        return
    elif number in sheet.measures:
        _measure(sheet, number, sheet.measures[number][0], text)


def comparable(name: str, value: str | None) -> str | None:
    """A circumstance as the model knows it."""
    if name == Circumstance.STARTED_AT and value is not None:
        datetime.fromisoformat(value)
        return MOMENT
    if name == Circumstance.COLLEAGUES and value is not None:
        return json.dumps([[each["full_name"], each["position"]] for each in json.loads(value)])
    return value


def _read(name: Circumstance, text: str) -> str | None:
    if name is Circumstance.STARTED_AT:
        return None  # no moment is ever typed
    if name in PERIOD:
        return "2026-03-05" if text == A_DATE else None
    if name is Circumstance.COLLEAGUES:
        fields = [part.strip() for part in text.split(",")]
        return json.dumps([fields]) if len(fields) == 2 else None
    longest = MAX_PLACE if name is Circumstance.PLACE else MAX_PROFILE_FIELD
    return one_line(text) if len(text) <= longest else None


def _tell(sheet: Sheet, name: Circumstance, value: str) -> None:
    told = {**sheet.circumstances, name.value: value}
    start, end = (told.get(each.value) for each in PERIOD)
    if start is None or end is None or start <= end:
        sheet.circumstances = told
        sheet.version += 1


def _set_due(sheet: Sheet, number: str, due: date) -> None:
    known = sheet.measures.get(number)
    _measure(sheet, number, due.isoformat(), known[1] if known else None)


def _measure(sheet: Sheet, number: str, due: str, instruction: str | None) -> None:
    sheet.measures[number] = (due, instruction)
    sheet.version += 1
