"""Dates, times and names as the language of a print writes them."""

from datetime import date, datetime

from babel.dates import format_date

from bot.domain.act import Act
from bot.domain.language import Language
from bot.i18n import _, current_language

LOCALES = {Language.KAZAKH: "kk", Language.RUSSIAN: "ru", Language.ENGLISH: "en_GB"}


def written_date(day: date) -> str:
    """Write a day with the month's name."""
    written = format_date(day, "long", locale=LOCALES[current_language()])
    # The font has no narrow space; the ordinary one that does not break serves as well.
    return written.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def written_number(number: str, day: date) -> str:
    """Write the number and the day of a document."""
    return _("No. {number} of {date}").format(number=number, date=written_date(day))


def written_moment(moment: datetime) -> str:
    """Write a day and the time of the day, 24 hours."""
    return f"{written_date(moment.date())}, {moment:%H:%M}"


def language_name(language: Language) -> str:
    """Say in which language something is written."""
    names = {
        Language.KAZAKH: _("in Kazakh"),
        Language.RUSSIAN: _("in Russian"),
        Language.ENGLISH: _("in English"),
    }
    return names[language]


def running_notes(act: Act) -> tuple[str, ...]:
    """What the top of each page says about the standing of this print."""
    notes = []
    if act.language not in act.checklist.order.official_languages:
        notes.append(_("Unofficial translation. The Kazakh text prevails."))
    if act.language is not act.original_language:
        notes.append(
            _("This copy is {copy}, the original is {original}.").format(
                copy=language_name(act.language), original=language_name(act.original_language)
            )
        )
    return tuple(notes)
