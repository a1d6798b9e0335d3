"""Doing an inspection: what the header says of whom and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.checklist import HeaderField
from bot.domain.errors import ScreenIsStale
from bot.domain.inspection import Header, Inspection, InspectionId
from bot.domain.people import PersonId
from bot.domain.subject_number import check_subject_number
from bot.domain.texts import MAX_HEADER_FIELD, check_date, clean_line, parse_date
from bot.services.answering import Answering
from bot.services.stores import Subject


class Inspections(Answering):
    """Lets an inspector fill in a draft; everything is kept the moment it is said."""

    async def type_header(
        self, inspector: PersonId, inspection: InspectionId, name: HeaderField, typed: str
    ) -> Inspection:
        """Keep what was typed for a field of the header; raises the rule that it breaks."""
        draft = await self.led(inspector, inspection)
        return await self._set_header(draft, name, self._read_header(draft, name, typed))

    async def date_appointment(
        self, inspector: PersonId, inspection: InspectionId, day: date
    ) -> Inspection:
        """Keep the date of the appointment act; raises `DateInFuture`."""
        draft = await self.led(inspector, inspection)
        return await self._set_header(
            draft, HeaderField.APPOINTMENT_DATE, check_date(day, self.today())
        )

    async def known_subject(self, inspection: Inspection) -> Subject | None:
        """Find how this inspector named the same subject in an earlier inspection."""
        number = inspection.header.subject_number
        if number is None:
            return None
        found = await self._store.known_subject(number, inspection.inspector)
        header = inspection.header
        same = found and (found.name, found.address) == (header.subject_name, header.address)
        return None if same else found

    async def take_over_subject(self, inspector: PersonId, inspection: InspectionId) -> Inspection:
        """Use name and address of an earlier inspection of the same subject."""
        draft = await self.led(inspector, inspection)
        subject = await self.known_subject(draft)
        if subject is None:
            raise ScreenIsStale
        draft = await self._set_header(draft, HeaderField.SUBJECT_NAME, subject.name)
        if subject.address is None:
            return draft
        return await self._set_header(draft, HeaderField.ADDRESS, subject.address)

    def _read_header(self, draft: Inspection, name: HeaderField, typed: str) -> str | date:
        if name is HeaderField.APPOINTMENT_DATE:
            return parse_date(typed, self.today())
        if name is HeaderField.SUBJECT_NUMBER:
            return check_subject_number(typed, draft.checklist.subject_number).digits
        return clean_line(typed, MAX_HEADER_FIELD[name])

    async def _set_header(
        self, draft: Inspection, name: HeaderField, value: str | date
    ) -> Inspection:
        await self._store.set_header(draft.id, name, value, self._clock.now())
        await self._audit.write(
            "header_filled",
            draft.inspector,
            draft.id,
            field=name,
            before=_written(getattr(draft.header, name.value)),
            after=_written(value),
        )
        changes: Mapping[str, object] = {name.value: value}
        header: Header = replace(draft.header, **changes)  # type: ignore[arg-type]
        return replace(draft, header=header, version=draft.version + 1)


def _written(value: str | date | None) -> str | None:
    return None if value is None else str(value)
