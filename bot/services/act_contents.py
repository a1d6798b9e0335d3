"""What an act holds: for the print, and as data for its hash."""

from bot.domain.act import Act, Edition, Enclosure, Photo
from bot.domain.circumstances import Official
from bot.domain.inspection import Evidence, EvidenceKind, EvidenceStatus, Inspection
from bot.services.act_store import ActRecord
from bot.services.evidence import PHOTO_FOLDER, PHOTO_SUFFIX
from bot.services.ports import Clock, Files


class ActContents:
    """Gathers all that is printed of an act; `is_draft_form` is the agency's setting."""

    def __init__(self, files: Files, clock: Clock, *, is_draft_form: bool) -> None:
        self._files = files
        self._clock = clock
        self._is_draft_form = is_draft_form

    def of(self, record: ActRecord, inspection: Inspection, edition: Edition) -> Act:
        """Gather an act for printing, times in the agency's time zone."""
        stored = [item for item in inspection.evidence if _is_kept(item)]
        colleagues = inspection.circumstances.colleagues or ()
        return Act(
            number=record.number,
            code=record.code,
            language=edition.languages[0],
            original_language=record.edition.languages[0],
            original_edition=record.edition,
            checklist=inspection.checklist,
            header=inspection.header,
            officials=(Official(record.official_name, record.official_position), *colleagues),
            finished_at=self._clock.local(record.finished_at),
            answers=inspection.answers,
            photos=tuple(
                self._photo(record, inspection, item, item.sha256)
                for item in stored
                if item.kind is EvidenceKind.PHOTO and item.sha256
            ),
            enclosures=tuple(
                self._enclosure(record, item)
                for item in stored
                if item.kind is not EvidenceKind.PHOTO
            ),
            circumstances=inspection.circumstances,
            measures=inspection.measures,
            data_hash=record.data_hash or "",
            previous_hash=record.previous_hash,
            is_draft_form=self._is_draft_form,
        )

    def _photo(
        self, record: ActRecord, inspection: Inspection, item: Evidence, sha256: str
    ) -> Photo:
        places = [_place(each) for each in inspection.evidence_for(item.requirement)]
        return Photo(
            path=self._files.path(PHOTO_FOLDER, sha256, PHOTO_SUFFIX),
            requirement=item.requirement,
            caption=item.caption,
            sent_at=self._clock.local(item.sent_at),
            author=record.official_name,
            place=next((place for place in places if place), None),
        )

    def _enclosure(self, record: ActRecord, item: Evidence) -> Enclosure:
        return Enclosure(
            kind=item.kind,
            requirement=item.requirement,
            sent_at=self._clock.local(item.sent_at),
            author=record.official_name,
            caption=item.caption,
            sha256=item.sha256,
            place=_place(item),
        )


def act_data(record: ActRecord, inspection: Inspection) -> dict[str, object]:
    """The data of an act that its hash seals: everything that was entered, nothing of the layout.

    Coordinates are written as text, since floats have no single written form.
    """
    checklist = inspection.checklist
    return {
        "number": str(record.number),
        "revision": record.number.revision,
        "code": record.code,
        "edition": record.edition,
        "finished_at": record.finished_at,
        "official": [record.official_name, record.official_position],
        "previous": record.previous_hash,
        "checklist": [checklist.id, checklist.edition],
        "header": inspection.header,
        "circumstances": inspection.circumstances,
        "answers": inspection.answers,
        "measures": inspection.measures,
        "evidence": [_evidence_data(item) for item in inspection.evidence if _is_kept(item)],
    }


def _evidence_data(item: Evidence) -> dict[str, object]:
    place = _place(item)
    return {
        "kind": item.kind,
        "requirement": item.requirement,
        "caption": item.caption,
        "sent_at": item.sent_at,
        "sha256": item.sha256,
        "place": [f"{degrees:.6f}" for degrees in place] if place else None,
    }


def _is_kept(item: Evidence) -> bool:
    return item.status is EvidenceStatus.STORED


def _place(item: Evidence) -> tuple[float, float] | None:
    if item.latitude is None or item.longitude is None:
        return None
    return item.latitude, item.longitude
