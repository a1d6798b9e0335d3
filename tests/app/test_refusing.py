"""What the program cannot start with: one clear sentence, an exit code, and nothing changed."""

import asyncio
import re
import socket
from contextlib import closing
from pathlib import Path

import pytest

from bot.app.stores import DATABASE_FILE, open_stores
from bot.checklists.loader import CHECKLISTS
from bot.settings import Settings
from tests.app.conftest import CommandLine
from tests.office import TOKEN

SERVING = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:1", "DEMO_PORT": "0"}


def sentences(output: str) -> int:
    """Count the lines that are said."""
    return len(output.strip().splitlines())


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The database of a bot that has run once."""

    async def fill() -> None:
        stores = await open_stores(Settings(_env_file=None, data_dir=tmp_path / "data"))
        await stores.database.close()

    asyncio.run(fill())
    return tmp_path / "data" / DATABASE_FILE


def test_run_without_a_token(command_line: CommandLine) -> None:
    """Who asks for the bot itself is told where a token comes from, and of the demo."""
    code, said, logged = command_line("run")
    assert (code, sentences(said), logged) == (1, 1, "")
    assert "BOT_TOKEN is not set" in said


@pytest.mark.case(42)
@pytest.mark.parametrize("command", ["run", "check"])
def test_a_second_instance(database: Path, command_line: CommandLine, command: str) -> None:
    """One process per database."""
    import fcntl

    with closing(database.with_name(f"{DATABASE_FILE}.lock").open("w")) as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        code, said, logged = command_line(command, **SERVING)
    assert (code, logged) == (1, "")
    assert said == f"Another bot already works on {database.parent}: stop it first.\n"


@pytest.mark.case(52)
@pytest.mark.parametrize("command", ["run", "check"])
def test_a_damaged_database_is_left_as_it_is(
    database: Path, command_line: CommandLine, command: str
) -> None:
    """Nothing is repaired by guessing: what is on the disk stays for the restore."""
    content = bytearray(database.read_bytes())
    content[4096:4296] = b"\xff" * 200
    database.write_bytes(content)
    code, said, logged = command_line(command, **SERVING)
    assert (code, sentences(said), logged) == (1, 1, "")
    assert said.startswith(f"The database in {database.parent} is damaged (")
    assert said.endswith("nothing was changed. Restore it from a backup.\n")
    assert database.read_bytes() == content


@pytest.mark.case(42)
@pytest.mark.parametrize("mode", [0o644, 0o620, 0o604])
def test_a_database_that_others_can_read(
    database: Path, command_line: CommandLine, mode: int
) -> None:
    """Answers are not for every user of the machine; the remedy is named."""
    database.chmod(mode)
    code, said, logged = command_line(**SERVING)
    assert (code, logged) == (1, "")
    assert said == f"Other users can read {database}: run chmod 600 on it.\n"


@pytest.mark.parametrize("command", ["run", "demo", "check"])
def test_a_data_folder_that_is_no_folder(
    tmp_path: Path, command_line: CommandLine, command: str
) -> None:
    """A file in the way of `DATA_DIR` is named."""
    (tmp_path / "data").write_text("in the way")
    code, said, logged = command_line(command, **SERVING)
    assert (code, sentences(said), logged) == (1, 1, "")
    assert said.startswith(f"DATA_DIR cannot be used ({tmp_path / 'data'}")


def test_a_data_folder_that_cannot_be_written(database: Path, command_line: CommandLine) -> None:
    """What the system says of a file in the folder becomes a sentence too."""
    lock = database.with_name(f"{DATABASE_FILE}.lock")
    lock.unlink()
    lock.mkdir()
    code, said, logged = command_line(**SERVING)
    assert (code, logged) == (1, "")
    assert said.startswith(f"DATA_DIR cannot be used ({lock}: Is a directory)")


@pytest.mark.parametrize("command", ["run", "demo", "check", "checklists"])
def test_a_faulty_checklist(tmp_path: Path, command_line: CommandLine, command: str) -> None:
    """File and fault are named, and nothing is started with half of the checklists."""
    folder = tmp_path / "checklists"
    folder.mkdir()
    text = (CHECKLISTS / "digital_miners.toml").read_text("utf-8")
    spoilt = re.sub(r'^id = "digital_miners"', 'id = "Miners!"', text, flags=re.MULTILINE)
    (folder / "spoilt.toml").write_text(spoilt, "utf-8")
    code, said, logged = command_line(command, **SERVING, CHECKLISTS_DIR=str(folder))
    assert (code, logged) == (1, "")
    assert f"{folder / 'spoilt.toml'}: id: 'Miners!' is not allowed" in said


def test_a_missing_folder_of_checklists(tmp_path: Path, command_line: CommandLine) -> None:
    """A misspelt path is not an agency without checklists."""
    missing = tmp_path / "nowhere"
    code, said, logged = command_line(**SERVING, CHECKLISTS_DIR=str(missing))
    assert (code, logged) == (1, "")
    assert f"{missing}: not found" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADMIN_IDS", "abc"),
        ("ADMIN_IDS", "1001;1002"),
        ("TIME_ZONE", "Nowhere"),
        ("TIME_ZONE", "Europe"),
        ("TELEGRAM_API_URL", "ftp://api.telegram.org"),
        ("TELEGRAM_API_URL", "http://"),
        ("DEFAULT_LANGUAGE", "de"),
        ("DEMO_PORT", "70000"),
    ],
)
def test_a_setting_that_makes_no_sense(
    tmp_path: Path, command_line: CommandLine, name: str, value: str
) -> None:
    """The variable is named, with what is expected of it, before anything is made."""
    code, said, logged = command_line(**{**SERVING, name: value})
    assert (code, sentences(said), logged) == (2, 1, "")
    assert said.startswith(f"{name}: ")
    assert TOKEN not in said
    assert not (tmp_path / "data").exists()


def test_every_fault_of_the_settings_is_named_at_once(command_line: CommandLine) -> None:
    """Nobody has to mend one after another."""
    code, said, logged = command_line(ADMIN_IDS="abc", TIME_ZONE="Nowhere")
    assert (code, sentences(said), logged) == (2, 2, "")


def test_the_demos_port_is_taken(command_line: CommandLine) -> None:
    """The setting that helps is named."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, said, logged = command_line(DEMO_PORT=port)
    assert (code, sentences(said), logged) == (1, 1, "")
    assert said.startswith(f"The demo cannot start on port {port} ")
    assert said.endswith("set DEMO_PORT.\n")


def test_an_unknown_command(command_line: CommandLine) -> None:
    """A misspelt command does not start anything."""
    code, said, logged = command_line("rnu")
    assert (code, said) == (2, "")
    assert "invalid choice: 'rnu'" in logged


def test_check_says_that_all_is_sound(
    tmp_path: Path, database: Path, command_line: CommandLine
) -> None:
    """The same with a database of its own and before the first start; Telegram is not asked."""
    for folder in (database.parent, tmp_path / "new"):
        code, said, logged = command_line("check", **SERVING, DATA_DIR=str(folder))
        assert (code, logged) == (0, "")
        assert said == "Texts, fonts, checklists, database and audit are sound.\n"


def test_checklists_lists_what_is_in_force(command_line: CommandLine) -> None:
    """Id, edition, count of requirements and the name in the default language."""
    code, said, logged = command_line("checklists", DEFAULT_LANGUAGE="ru")
    assert (code, logged) == (0, "")
    miners, pools = said.splitlines()
    assert miners.startswith("digital_miners 2024-06-28 (8): Проверочный лист")
    assert pools.startswith("digital_mining_pools 2024-06-28 (8): Проверочный лист")
