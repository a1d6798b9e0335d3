"""What README and changelog promise is what the code has: no more, no less."""

import re

from bot.domain.language import Language
from bot.domain.people import Person, PersonId, Role
from bot.i18n import speaking
from bot.settings import Settings
from bot.telegram.commands import commands_for
from run_bot import COMMANDS
from tests.translations import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
ROW = re.compile(r"^\| `([^`]+)` \|(.*)\|$", re.MULTILINE)
LOCAL_LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
TREE = re.compile(r"^([\w./]+)  +\S", re.MULTILINE)


def rows(shape: str) -> dict[str, str]:
    """The rows of the README's tables whose first cell has this shape, with the cells after it."""
    found = ROW.findall(README)
    return {name: rest for name, rest in found if re.fullmatch(shape, name)}


def test_the_settings_are_those_of_the_code() -> None:
    """Each variable has its row; a row without a variable would be a promise nobody keeps."""
    assert set(rows("[A-Z][A-Z_]+")) == {name.upper() for name in Settings.model_fields}


def test_the_defaults_are_those_of_the_code() -> None:
    """Whoever leaves a setting out gets what the table says."""
    documented = rows("[A-Z][A-Z_]+")
    for name in ("data_dir", "default_language", "time_zone", "draft_form", "demo_port"):
        default = Settings.model_fields[name].default
        written = str(default).lower() if isinstance(default, bool) else default
        assert documented[name.upper()].rstrip().endswith(f"| `{written}`")


def test_the_subcommands_are_those_of_the_code() -> None:
    """Each as `run_bot.py name` or by its name alone."""
    named = rows("run_bot.py [a-z]+") | rows("[a-z]+")
    assert {name.split()[-1] for name in named} == set(COMMANDS)


def test_the_bots_commands_are_those_of_the_code() -> None:
    """All that an administrator's menu holds: nobody has more."""
    admin = Person(PersonId(1), Language.ENGLISH, role=Role.ADMIN)
    with speaking(Language.ENGLISH):
        expected = {f"/{name}" for name in commands_for(admin)}
    assert set(rows("/[a-z]+")) == expected


def test_every_file_that_is_named_exists() -> None:
    """Links, pictures and the map of the code lead somewhere."""
    named = LOCAL_LINK.findall(README) + TREE.findall(README)
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_a_newcomer_needs_two_commands() -> None:
    """One to try it, one to test it; `test_clean_clone` runs both."""
    for command in ("uv run run_bot.py", "uv run pytest"):
        assert f"```bash\npip install uv && {command}\n```" in README


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    """*Unreleased* comes first, and says something."""
    sections = re.findall(r"^## \[(.+?)\]", CHANGELOG, re.MULTILINE)
    assert sections[0] == "Unreleased"
    assert re.search(r"## \[Unreleased\]\n\n### \w+\n\n- ", CHANGELOG)
