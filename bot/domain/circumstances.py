"""The circumstances of an inspection that the act tells beside the form's header (art. 152(2))."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Acquaintance(StrEnum):
    """How the subject's representative met the act (art. 152(2)(9)); each is stated in print."""

    SIGNED = "signed"
    REFUSED_TO_SIGN = "refused_to_sign"
    REFUSED_TO_READ = "refused_to_read"
    ABSENT = "absent"


class Circumstance(StrEnum):
    """One circumstance, in the order in which the act tells them."""

    STARTED_AT = "started_at"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    PLACE = "place"
    COLLEAGUES = "colleagues"
    REPRESENTATIVE_NAME = "representative_name"
    REPRESENTATIVE_POSITION = "representative_position"
    ACQUAINTANCE = "acquaintance"


WITHOUT_DEFAULT = (
    Circumstance.STARTED_AT,
    Circumstance.REPRESENTATIVE_NAME,
    Circumstance.REPRESENTATIVE_POSITION,
    Circumstance.ACQUAINTANCE,
)
"""Left empty, these are printed as lines to fill in by hand; the others follow from the rest."""


@dataclass(frozen=True, slots=True)
class Official:
    """An official who did the inspection, as printed above the signature."""

    full_name: str
    position: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of the circumstances; None where nothing was entered.

    `started_at`: when the appointment act was handed over and the checklist shown, which begins
    the inspection (art. 147(2)). `place`: where the act is drawn up. `colleagues`: the other
    officials of the appointment act; an empty tuple says that there are none.
    """

    started_at: datetime | None = None
    period_start: date | None = None
    period_end: date | None = None
    place: str | None = None
    colleagues: tuple[Official, ...] | None = None
    representative_name: str | None = None
    representative_position: str | None = None
    acquaintance: Acquaintance | None = None
