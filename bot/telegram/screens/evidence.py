"""What is said about evidence that cannot be used."""

from bot.domain.evidence import MAX_FILE_BYTES, RefusalReason
from bot.i18n import _


def refusal_words(reason: RefusalReason) -> str:
    """Say why a file was refused and what to send instead; plain text."""
    megabytes = MAX_FILE_BYTES // 2**20
    return {
        RefusalReason.TOO_LARGE: _(
            "The file is larger than %(megabytes)d MB. Send a smaller one; a picture as an"
            " ordinary photo."
        )
        % {"megabytes": megabytes},
        RefusalReason.EMPTY: _("The file is empty. Send it again."),
        RefusalReason.NOT_A_PICTURE: _("This is not a JPEG, PNG or WebP picture. Send a photo."),
        RefusalReason.TOO_MANY_PIXELS: _(
            "The picture is too large. Send it as an ordinary photo, not as a file."
        ),
        RefusalReason.DAMAGED: _("The picture is damaged. Send it again."),
        RefusalReason.GONE: _("Telegram no longer has the file. Send it again."),
    }[reason]


def refused_note(requirement: str, reason: RefusalReason) -> str:
    """Name the requirement whose file was refused after a closer look."""
    where = _("Requirement %(number)s: a file could not be kept.") % {"number": requirement}
    return f"{where} {refusal_words(reason)}"
