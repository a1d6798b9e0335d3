"""When the bot speaks by itself: the time zone, and the time of the digest."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from aiogram.types import InlineKeyboardButton

from bot.i18n import _
from bot.telegram.callbacks.settings import ChooseDigest, ChooseZone, CloseSettings, StopDigest
from bot.telegram.keyboards import Row, button, keyboard
from bot.telegram.reply import Screen
from bot.telegram.screens.words import bold, moment

ZONES = {
    3: "Europe/Istanbul",
    4: "Asia/Dubai",
    5: "Asia/Almaty",
    6: "Asia/Bishkek",
    7: "Asia/Bangkok",
    8: "Asia/Singapore",
}
"""Zones without summer time, by the hours that they are ahead of UTC."""
KAZAKHSTAN = 5
DIGEST_TIMES = (time(8), time(8, 30), time(9), time(9, 30), time(10))
CHOSEN = "✔ "
TIME = "%H:%M"


@dataclass(frozen=True, slots=True)
class Settings:
    """What somebody has chosen; `local` is the present moment in the person's zone."""

    local: datetime
    is_own_zone: bool
    digest_at: time | None
    may_have_digest: bool


def settings_screen(settings: Settings) -> Screen:
    """Show what is chosen, and offer the rest."""
    lines = [bold(_("Reminders")), "", *_zone_lines(settings)]
    lines += [
        "",
        _(
            "You are reminded of a term to eliminate violations three days before it ends, on its"
            " last day and the day after, at 09:00. Between 22:00 and 08:00 you are not disturbed."
        ),
    ]
    if settings.may_have_digest:
        lines += ["", *_digest_lines(settings.digest_at)]
    offset = settings.local.utcoffset()
    zones = [_zone_button(hours, is_chosen=offset == timedelta(hours=hours)) for hours in ZONES]
    rows: list[Row] = [zones[:3], zones[3:]]
    if settings.may_have_digest:
        rows += _digest_rows(settings.digest_at)
    return Screen("\n".join(lines), keyboard(*rows, [button(_("◀ Back"), CloseSettings())]))


def _zone_lines(settings: Settings) -> list[str]:
    zone = bold(zone_name(settings.local))
    text = _("Your time zone: %(zone)s.") if settings.is_own_zone else _("Time zone: %(zone)s.")
    lines = [text % {"zone": zone}]
    if not settings.is_own_zone:
        lines.append(_("It is the one of your state body; choose another one if you work there."))
    return [*lines, _("There it is now %(moment)s.") % {"moment": moment(settings.local)}]


def _digest_lines(at: time | None) -> list[str]:
    if at is None:
        lines = [_("Morning digest: off.")]
    else:
        lines = [_("Morning digest: at %(time)s.") % {"time": bold(at.strftime(TIME))}]
    return [
        *lines,
        _(
            "It comes from Monday to Friday and sums up what waits for your decision, what was"
            " returned and not yet corrected, which terms are overdue and which end today. On a"
            " day with nothing of that nothing is sent."
        ),
        _("To choose another time, type it, for example 08:45."),
    ]


def _digest_rows(at: time | None) -> list[Row]:
    times = [
        button(
            f"{CHOSEN if each == at else ''}{each.strftime(TIME)}",
            ChooseDigest(minutes=each.hour * 60 + each.minute),
        )
        for each in DIGEST_TIMES
    ]
    off = button(f"{CHOSEN if at is None else ''}{_('No digest')}", StopDigest())
    half = (len(times) + 1) // 2
    return [times[:half], times[half:], [off]]


def _zone_button(hours: int, *, is_chosen: bool) -> InlineKeyboardButton:
    flag = "🇰🇿 " if hours == KAZAKHSTAN else ""
    return button(f"{CHOSEN if is_chosen else ''}{flag}UTC+{hours}", ChooseZone(hours=hours))


def zone_name(local: datetime) -> str:
    """How far the zone of a moment is from UTC, as in UTC+5 or UTC-3:30."""
    seconds = int((local.utcoffset() or timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    sign = "-" if seconds < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
