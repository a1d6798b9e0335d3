"""Translations and fonts come with the bot: looked at before the start, and not needed after it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.documents.faces
import bot.i18n
from bot.documents.faces import Face, FontMissing, check_faces
from bot.documents.fonts import REPLACEMENT, printable
from bot.domain.language import Language
from bot.i18n import CatalogueBroken, catalogue
from tests.app.conftest import CommandLine
from tests.documents.reading import read_text
from tests.office import TOKEN, Office
from tests.telegram.walking import answer_rest, begin_filled, finish

SERVING = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:1", "DEMO_PORT": "0"}


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of catalogues that a test may spoil."""
    folder = tmp_path / "locales"
    shutil.copytree(bot.i18n.LOCALES, folder)
    monkeypatch.setattr(bot.i18n, "LOCALES", folder)
    catalogue.cache_clear()
    yield folder
    catalogue.cache_clear()


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of fonts that a test may spoil."""
    folder = tmp_path / "fonts"
    shutil.copytree(bot.documents.faces.FOLDER, folder)
    monkeypatch.setattr(bot.documents.faces, "FOLDER", folder)
    return folder


@pytest.mark.case(54)
@pytest.mark.parametrize(
    "translated",
    [
        'msgid "Act %(number)s"\nmsgstr "Акт %(nomer)s"',
        'msgid "Act %(number)s"\nmsgstr "Акт %(number)"',
        'msgid "Act %(number)s"\nmsgstr "Акт %s из %d"',
        'msgid "Act %(number)s"\nmsgstr "Акт, 100 % %(number)s"',
        'msgid "%(n)d act"\nmsgid_plural "%(n)d acts"\nmsgstr[0] "%(n)d акт"\nmsgstr[1] "%(m)d"',
    ],
)
def test_a_translation_with_a_wrong_blank_is_refused_at_the_start(
    locales: Path, command_line: CommandLine, translated: str
) -> None:
    """It would fail only when somebody is spoken to in that language."""
    path = locales / "kk" / "LC_MESSAGES" / "bot.po"
    path.write_text(f"{path.read_text('utf-8')}\n{translated}\n", "utf-8")
    with pytest.raises(CatalogueBroken, match=r"line \d+: wrong blank"):
        catalogue(Language.KAZAKH)
    for command in ("run", "demo", "check"):
        code, said, logged = command_line(command, **SERVING)
        assert (code, logged) == (1, "")
        assert said.startswith(f"The translations are broken ({path}: line ")


@pytest.mark.case(54)
def test_texts_that_only_look_like_blanks_are_left_alone(locales: Path) -> None:
    """A per cent sign in a text without blanks is nothing but a sign."""
    path = locales / "kk" / "LC_MESSAGES" / "bot.po"
    text = 'msgid "100 % sure"\nmsgstr "100 %-ға (сенімді)"\n\nmsgid "%(a)s 5 %%"\nmsgstr "5 %%"\n'
    path.write_text(f"{path.read_text('utf-8')}\n{text}", "utf-8")
    assert catalogue(Language.KAZAKH).gettext("100 % sure") == "100 %-ға (сенімді)"


@pytest.mark.case(54)
async def test_a_catalogue_that_disappears_later_is_not_missed(
    locales: Path, office: Office
) -> None:
    """All languages are in memory from the start: an update of the files disturbs nobody."""
    for language in Language:
        catalogue(language)
    shutil.rmtree(locales)
    chat = await begin_filled(office, Language.KAZAKH)
    assert "1 / 8" in chat.text
    assert office.app.stores is not None


@pytest.mark.case(55)
@pytest.mark.parametrize("fault", ["missing", "empty", "no font"])
@pytest.mark.parametrize("command", ["run", "demo", "check"])
def test_a_missing_font_is_told_before_anybody_is_served(
    tmp_path: Path, fonts: Path, command_line: CommandLine, command: str, fault: str
) -> None:
    """Else the inspector would learn it at the end of a day, from an act that cannot be printed."""
    path = fonts / Face.BOLD.path.name
    if fault == "missing":
        path.unlink()
    else:
        path.write_bytes(b"" if fault == "empty" else b"<html>")
    code, said, logged = command_line(command, **SERVING)
    assert (code, logged) == (1, "")
    assert said.startswith(f"A font of the acts cannot be used ({path}: ")
    assert not list(tmp_path.glob("data/**/*.sqlite3"))


def test_the_fonts_that_come_with_the_bot_are_there(fonts: Path) -> None:
    """The check accepts what it should, and names what it does not."""
    check_faces()
    (fonts / Face.REGULAR.path.name).unlink()
    with pytest.raises(FontMissing, match="No such file"):
        check_faces()


@pytest.mark.case(55)
async def test_a_sign_that_the_font_lacks_is_replaced_visibly(office: Office) -> None:
    """An emoji in a name is printed as a white square, and the act is printed."""
    assert printable("«Ұңғыма» 😀 ₸ № –") == f"«Ұңғыма» {REPLACEMENT} ₸ № –"
    chat = await begin_filled(office, Language.KAZAKH)  # the subject's name has an emoji
    await answer_rest(chat, Language.KAZAKH)
    await finish(chat, Language.KAZAKH)
    assert REPLACEMENT in read_text(chat.file(chat.documents[0]))
