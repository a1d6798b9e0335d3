"""What is installed with the bot: looked at before anybody is served."""

from bot.documents.faces import check_faces
from bot.domain.language import Language
from bot.i18n import catalogue


def check_parts() -> None:
    """Look at the translations and the fonts; raises `CatalogueBroken` or `FontMissing`."""
    for language in Language:
        catalogue(language)
    check_faces()
