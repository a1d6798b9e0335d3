"""The present time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class SystemClock:
    """Tells the time of this machine, and what it is in the agency's time zone."""

    def __init__(self, time_zone: str) -> None:
        self._zone = ZoneInfo(time_zone)

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)

    def local(self, moment: datetime) -> datetime:
        """The moment in the agency's time zone."""
        return moment.astimezone(self._zone)
