"""Dates, times and names as the language of a print writes them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from babel.dates import format_date

from bot.domain.act import Act, DocumentKind, Edition
from bot.domain.language import Language
from bot.i18n import _, current_language, speaking

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


def written_place(place: tuple[float, float] | None) -> str:
    """Write latitude and longitude in degrees, to about a metre; nothing without a place."""
    if place is None:
        return ""
    latitude, longitude = place
    return _("Place: {place}").format(place=f"{latitude:.5f}, {longitude:.5f}")


def language_name(language: Language) -> str:
    """Say in which language something is written."""
    names = {
        Language.KAZAKH: _("in Kazakh"),
        Language.RUSSIAN: _("in Russian"),
        Language.ENGLISH: _("in English"),
    }
    return names[language]


def edition_name(edition: Edition) -> str:
    """Say in which language, or languages, a document is printed."""
    if edition is Edition.KAZAKH_AND_RUSSIAN:
        return _("in Kazakh and Russian")
    return language_name(edition.languages[0])


def document_name(kind: DocumentKind, act: Act) -> str:
    """Name a document with its number."""
    names = {
        DocumentKind.ACT: _("Act on the results of the inspection No. {number}"),
        DocumentKind.ORDER: _("Order to eliminate the violations found No. {number}"),
    }
    return names[kind].format(number=act.number)


def running_notes(act: Act, edition: Edition) -> tuple[str, ...]:
    """What the top of each page says about the standing of this print."""
    notes = []
    language = current_language()
    translated = language not in act.checklist.order.official_languages
    if language is Language.ENGLISH:
        notes.append(_("Unofficial translation. The Kazakh text prevails."))
    elif edition is Edition.KAZAKH_AND_RUSSIAN:
        notes.append(_("Printed in Kazakh and Russian. The Kazakh text prevails."))
        if translated:
            notes.append(_("The wording of the checklist here is an unofficial translation."))
    elif translated:
        notes.append(
            _(
                "The wording of the checklist here is an unofficial translation. "
                "The Kazakh text prevails."
            )
        )
    original = act.original_edition or Edition(act.original_language.value)
    if edition is not original:
        notes.append(
            _("This copy is {copy}, the original is {original}.").format(
                copy=edition_name(edition), original=edition_name(original)
            )
        )
    return tuple(notes)


def in_each(languages: Sequence[Language], say: Callable[[], str]) -> list[str]:
    """Say something in each language; what is the same in all of them, once."""
    said = []
    for language in languages:
        with speaking(language):
            said.append(say())
    return list(dict.fromkeys(said))


def joined(texts: Sequence[str]) -> str:
    """Put the same thing in several languages on one line."""
    return " / ".join(texts)
