"""What an act holds: for the print, and as data for its hash."""

from dataclasses import asdict

from bot.domain.act import Act, Edition, Enclosure, Photo, Replacement
from bot.domain.circumstances import Official
from bot.domain.inspection import Answer, Evidence, EvidenceKind, EvidenceStatus, Inspection
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
        return Act(
            number=record.number,
            code=record.code,
            language=edition.languages[0],
            original_language=record.edition.languages[0],
            original_edition=record.edition,
            checklist=inspection.checklist,
            header=inspection.header,
            officials=_officials(record, inspection),
            finished_at=self._clock.local(record.finished_at),
            answers=inspection.answers,
            photos=tuple(
                self._photo(record, inspection, item, item.sha256)
                for item in stored
                if item.kind is EvidenceKind.PHOTO and item.sha256
            ),
            enclosures=tuple(
                self._enclosure(record, inspection, item)
                for item in stored
                if item.kind is not EvidenceKind.PHOTO
            ),
            circumstances=inspection.circumstances,
            measures=inspection.measures,
            data_hash=record.data_hash or "",
            previous_hash=record.previous_hash,
            is_draft_form=self._is_draft_form,
            replaces=self._replacement(record, inspection),
        )

    def _replacement(self, record: ActRecord, inspection: Inspection) -> Replacement | None:
        if inspection.correction is None or record.superseded_at is None:
            return None
        return Replacement(
            superseded_at=self._clock.local(record.superseded_at),
            reason=inspection.correction.reason,
            author=_finisher(record),
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
            author=_author(record, inspection, item),
            place=next((place for place in places if place), None),
        )

    def _enclosure(self, record: ActRecord, inspection: Inspection, item: Evidence) -> Enclosure:
        return Enclosure(
            kind=item.kind,
            requirement=item.requirement,
            sent_at=self._clock.local(item.sent_at),
            author=_author(record, inspection, item),
            caption=item.caption,
            sha256=item.sha256,
            place=_place(item),
        )


def act_data(record: ActRecord, inspection: Inspection) -> dict[str, object]:
    """The data of an act that its hash seals: everything that was entered, nothing of the layout.

    Coordinates are written as text, since floats have no single written form. What is only known
    of corrections, and of acts by several inspectors, stands only in theirs: the others are sealed
    as they always were.
    """
    checklist = inspection.checklist
    plain = {
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
        "answers": {number: _answer_data(each) for number, each in inspection.answers.items()},
        "measures": inspection.measures,
        "evidence": [_evidence_data(item) for item in inspection.evidence if _is_kept(item)],
    }
    return {**plain, **_correction_data(record, inspection), **_authors_data(record, inspection)}


def _correction_data(record: ActRecord, inspection: Inspection) -> dict[str, object]:
    correction = inspection.correction
    if correction is None:
        return {}
    corrected = [record.number.revision - 1, record.superseded_at]
    return {"correction": [*corrected, correction.reason, correction.author]}


def _authors_data(record: ActRecord, inspection: Inspection) -> dict[str, object]:
    """Who inspected and who entered what, where this is not all the work of whoever finished."""
    answers = {number: each.author for number, each in inspection.answers.items()}
    kept = [item for item in inspection.evidence if _is_kept(item)]
    evidence = [[item.author, item.author_name] for item in kept]
    authors = {*answers.values(), *(item.author for item in kept)} - {None, record.official}
    if not (authors or inspection.participants):
        return {}
    officials = [[one.person, one.full_name, one.position] for one in inspection.participants]
    return {"officials": officials, "authors": [answers, evidence]}


def _answer_data(answer: Answer) -> dict[str, object]:
    """An answer without its author, who is sealed where there are several."""
    data = asdict(answer)
    del data["author"]
    return data


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


def _officials(record: ActRecord, inspection: Inspection) -> tuple[Official, ...]:
    """Who leads, the co-inspectors, and those of whom the inspector told."""
    known = [
        _finisher(record),
        *(Official(one.full_name or "", one.position or "") for one in inspection.participants),
    ]
    told = inspection.circumstances.colleagues or ()
    return (*known, *(one for one in told if one not in known))


def _finisher(record: ActRecord) -> Official:
    return Official(record.official_name, record.official_position)


def _author(record: ActRecord, inspection: Inspection, item: Evidence) -> str:
    """Name who sent a piece of evidence; nobody, rather than somebody else."""
    if item.author is None or item.author == record.official:
        return record.official_name
    names = {one.person: one.full_name for one in inspection.participants}
    return names.get(item.author) or item.author_name or ""


def _is_kept(item: Evidence) -> bool:
    return item.status is EvidenceStatus.STORED


def _place(item: Evidence) -> tuple[float, float] | None:
    if item.latitude is None or item.longitude is None:
        return None
    return item.latitude, item.longitude
