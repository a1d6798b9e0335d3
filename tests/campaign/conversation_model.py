"""What must be in the database, worked out without the bot: the model of the state machine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.checklist import Checklist, HeaderField, SubjectNumberKind, Verdict
from bot.domain.texts import MAX_HEADER_FIELD, MAX_PROFILE_FIELD, MAX_REASON, MAX_REMARK
from tests.campaign.conversation_proceedings import choose_circumstance, order, type_proceeding
from tests.campaign.conversation_sheet import A_DATE, Place, Sheet, one_line
from tests.telegram.walking import BIN, IIN

PROFILE = ("full_name", "position", "state_body")


@dataclass(slots=True)
class Member:
    """Somebody who uses the bot."""

    language: str
    profile: dict[str, str]
    active: bool = True


class Model:
    """Everything that the bot must know, in plain dictionaries."""

    def __init__(
        self, checklists: Iterable[Checklist], members: Mapping[str, Member], today: date
    ) -> None:
        self._checklists = {checklist.id: checklist for checklist in checklists}
        self._today = today
        self.members = dict(members)
        self.sheets: dict[int, Sheet] = {}
        self.acts: list[int] = []
        self.submissions: set[tuple[int, int]] = set()
        self._closings = 0

    def works(self, who: str) -> bool:
        """Whether somebody has a role at this moment."""
        return who in self.members and self.members[who].active

    def owner_of_act(self, act: int) -> str | None:
        """Who finished an act."""
        known = 0 < act <= len(self.acts)
        return self.sheets[self.acts[act - 1]].owner if known else None

    def tap(self, who: str, data: str, place: Place) -> None:
        """Change what a press of a button must change; mostly it is nothing."""
        kind, *rest = data.split(":")
        if not self.works(who):
            return
        if kind == "lang":
            self.members[who].language = rest[0]
        elif kind == "n":
            self.sheets[len(self.sheets) + 1] = Sheet(who, self._checklists[rest[0]])
        elif kind == "ax":
            self._submit(who, int(rest[0]), place)
        elif kind in {"a", "v", "k", "u", "w"}:
            self._answer(who, kind, *rest)
        elif kind in {"b", "d", "t"}:
            self._fill(who, kind, *rest)
        elif kind in {"eg", "ed", "cu"}:
            self._proceed(who, kind, *rest)
        elif kind in {"x", "y", "p"}:
            self._move(who, kind, *rest)

    def text(
        self, who: str, text: str, place: Place, replied: tuple[int, str] | None = None
    ) -> None:
        """Keep a text where it belongs; `replied` is what the message replied to shows."""
        if not self.works(who) or text.startswith("/"):
            return
        target = replied or place.open
        if target and (target != place.open or place.state != "Filling:reason"):
            self._remark(who, target, text)
        elif target:
            self._reason(who, target, text)
        elif place.state in {"Filling:elimination", "Filling:circumstance"}:
            if sheet := self._draft(who, place.data["inspection"]):
                type_proceeding(sheet, place, text, self._today)
        elif place.state == "Filling:header":
            self._header(who, place, text)
        elif place.state and place.state.startswith("Introducing:"):
            self._introduce(who, place.state.removeprefix("Introducing:"), text)

    def file(
        self, who: str, kind: str, place: Place, replied: tuple[int, str] | None = None
    ) -> None:
        """Keep a file or a place with its requirement."""
        target = replied or place.open
        if not self.works(who) or target is None:
            return
        if sheet := self._draft(who, target[0]):
            sheet.evidence.append((target[1], kind))
            sheet.version += 1
            sheet.fetching += kind != "location"

    def location(
        self, who: str, typed: str, place: Place, replied: tuple[int, str] | None = None
    ) -> None:
        """Keep a place as evidence, or as the address where the address is asked for."""
        asked = place.state == "Filling:header" and place.data["field"] == HeaderField.ADDRESS
        if not asked or replied:
            self.file(who, "location", place, replied)
        elif self.works(who) and (sheet := self._draft(who, place.data["inspection"])):
            sheet.fill(HeaderField.ADDRESS.value, typed)

    def fetch(self) -> None:
        """All files have come."""
        for sheet in self.sheets.values():
            sheet.version += sheet.fetching
            sheet.fetching = 0

    def _draft(self, who: str, number: int) -> Sheet | None:
        sheet = self.sheets.get(number)
        return sheet if sheet and sheet.owner == who and sheet.status == "draft" else None

    def _answer(self, who: str, kind: str, inspection: str, number: str, *rest: str) -> None:
        sheet = self._draft(who, int(inspection))
        if sheet is None:
            return
        version, known = int(rest[0]), sheet.answer(number)
        row = sheet.checklist.requirement(number)
        if kind == "a" and rest[1] != Verdict.NOT_APPLICABLE:
            changed = replace(known, verdict=Verdict(rest[1]), alternative=None, reason=None)
        elif kind == "v" and row.not_applicable:
            changed = replace(known, verdict=Verdict.NOT_APPLICABLE, alternative=None, reason=None)
        elif kind == "k" and (case := row.alternative(rest[1])):
            changed = replace(known, verdict=case.verdict, alternative=case.key, reason=None)
        elif kind == "u" and number in sheet.answers:
            changed = sheet.before[number]
        elif kind == "w":
            changed = replace(known, remark=None)
        else:
            return
        sheet.keep(changed, version)

    def _remark(self, who: str, target: tuple[int, str], text: str) -> None:
        if sheet := self._draft(who, target[0]):
            known = sheet.answer(target[1])
            whole = text if known.remark is None else f"{known.remark}\n{text}"
            if len(whole) <= MAX_REMARK:
                sheet.keep(replace(known, remark=whole), known.version)

    def _reason(self, who: str, target: tuple[int, str], text: str) -> None:
        sheet = self._draft(who, target[0])
        if sheet is None or len(text) > MAX_REASON:
            return
        if sheet.checklist.requirement(target[1]).not_applicable:
            known = sheet.answer(target[1])
            verdict = Verdict.NOT_APPLICABLE
            changed = replace(known, verdict=verdict, alternative=None, reason=text)
            sheet.keep(changed, known.version)

    def _header(self, who: str, place: Place, text: str) -> None:
        sheet = self._draft(who, place.data["inspection"])
        name = HeaderField(place.data["field"])
        value = sheet and self._read(sheet, name, text)
        if sheet and value:
            sheet.fill(name.value, value)

    def _read(self, sheet: Sheet, name: HeaderField, text: str) -> str | None:
        if name is HeaderField.APPOINTMENT_DATE:
            return "2026-03-05" if text == A_DATE else None
        if name is HeaderField.SUBJECT_NUMBER:
            iin_fits = sheet.checklist.subject_number is SubjectNumberKind.IIN_OR_BIN
            return text if text == BIN or (text == IIN and iin_fits) else None
        return one_line(text) if len(text) <= MAX_HEADER_FIELD[name] else None

    def _introduce(self, who: str, name: str, text: str) -> None:
        if len(text) <= MAX_PROFILE_FIELD:
            self.members[who].profile[name] = one_line(text)

    def _proceed(self, who: str, kind: str, inspection: str, name: str, choice: str) -> None:
        if sheet := self._draft(who, int(inspection)):
            if kind == "cu":
                choose_circumstance(sheet, name, choice, self._today)
            else:
                order(sheet, name, choice, self._today)

    def _fill(self, who: str, kind: str, inspection: str, choice: str = "") -> None:
        sheet = self._draft(who, int(inspection))
        if sheet is None:
            return
        if kind == "b":
            sheet.fill("state_body", self.members[who].profile["state_body"])
        elif kind == "d":
            day = self._today - timedelta(days=int(choice))
            sheet.fill("appointment_date", day.isoformat())
        elif choice == "1" and (known := self._known_subject(sheet)):
            sheet.fill("subject_name", known[0])
            sheet.fill("address", known[1])

    def _known_subject(self, sheet: Sheet) -> tuple[str, str] | None:
        number = sheet.header["subject_number"]
        same = [
            each
            for each in self.sheets.values()
            if each.closed and each.owner == sheet.owner and number == each.header["subject_number"]
        ]
        if number is None or not same:
            return None
        header = max(same, key=lambda each: each.closed).header
        found = str(header["subject_name"]), str(header["address"])
        present = sheet.header["subject_name"], sheet.header["address"]
        return None if found == present else found

    def _move(self, who: str, kind: str, inspection: str, *rest: str) -> None:
        sheet = self.sheets.get(int(inspection))
        if sheet is None or sheet.owner != who:
            return
        if kind == "x" and sheet.status == "draft":
            sheet.status, sheet.version = "cancelled", sheet.version + 1
        elif kind == "y" and sheet.status == "cancelled":
            sheet.status, sheet.version = "draft", sheet.version + 1
        elif kind == "p" and sheet.may_close_at(int(rest[0])):
            self._close(sheet, "finished")
            self.acts.append(int(inspection))

    def _submit(self, who: str, act: int, place: Place) -> None:
        if self.owner_of_act(act) != who or place.data.get("act") != act:
            return
        if place.state != "Submitting:choosing" or not place.data["chosen"]:
            return
        sheet = self.sheets[self.acts[act - 1]]
        if sheet.status == "finished":
            self._close(sheet, "submitted")
        self.submissions |= {(act, supervisor) for supervisor in place.data["chosen"]}

    def _close(self, sheet: Sheet, status: str) -> None:
        self._closings += 1
        sheet.status, sheet.version, sheet.closed = status, sheet.version + 1, self._closings
