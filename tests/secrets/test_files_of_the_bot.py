"""What lies on the disk is for the bot's own user: folders 0700, files 0600, whoever made them."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import run_bot
from bot.app.stores import UnsafeDataFolder, UnusableDataFolder, make_folder
from bot.demo.server import DemoServer
from bot.demo.world import World
from bot.documents.workshop import Workshop
from bot.domain.language import Language
from bot.settings import Settings, lock_env_file
from tests.app.conftest import CommandLine
from tests.app.program import program
from tests.office import TOKEN, Office
from tests.secrets.canaries import find_canaries
from tests.telegram.walking import answer_rest, begin_filled, finish, photo

CARELESS = 0o022


@contextmanager
def creating_for(mask: int) -> Iterator[None]:
    """Create files with these rights taken away."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def rights(folder: Path) -> dict[str, int]:
    """The rights of a folder and of everything below it that others have a share in."""
    found = {str(path): path.stat().st_mode & 0o777 for path in [folder, *folder.rglob("*")]}
    return {path: mode for path, mode in found.items() if mode & 0o077}


@pytest.mark.case(40)
async def test_nobody_else_reads_what_an_inspection_leaves_behind(
    tmp_path: Path, workshop: Workshop
) -> None:
    """Database, its side files, photos, documents and acts, while the bot runs and after."""
    (tmp_path / "data").mkdir(mode=0o755)
    with creating_for(run_bot.NOBODY_ELSE):
        async with Office(tmp_path / "data", workshop, admin_ids="1001") as office:
            chat = await begin_filled(office, Language.ENGLISH)
            await chat.do(lambda: chat.phones.send_photo(chat.key, photo()))
            await chat.do(lambda: chat.phones.send_document(chat.key, b"%PDF", "a.pdf"))
            await answer_rest(chat, Language.ENGLISH)
            await finish(chat, Language.ENGLISH)
            names = {path.name.rpartition("sqlite3")[2] for path in office.folder.iterdir()}
            assert {"-wal", "-shm", ".lock", "photos", "evidence", "acts"} <= names
            assert rights(office.folder) == {}
    assert rights(tmp_path / "data") == {}


async def test_the_program_itself_sees_to_it(tmp_path: Path) -> None:
    """The bot and the demo, started by a careless user in a folder that others may read."""
    server = DemoServer(World(), TOKEN)
    await server.start()
    with creating_for(CARELESS):
        (tmp_path / "data").mkdir()
        async with program(tmp_path, BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url) as bot:
            await bot.says("is listening")
            assert rights(tmp_path / "data") == {}
            assert await bot.stop() == 0
        async with program(tmp_path, "demo", DEMO_PORT="0") as demo:
            await demo.says("Demo chat:")
            await asyncio.sleep(0.5)
            assert await demo.stop() == 0
    await server.stop()
    assert (tmp_path / "data" / "demo" / "telegram" / "state.json").exists()
    assert rights(tmp_path / "data") == {}


def test_a_folder_that_others_may_read_is_taken_away_from_them(tmp_path: Path) -> None:
    """It is the bot's own, so nobody has to be asked."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    make_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be made safe is not used; the remedy is named."""

    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(UnsafeDataFolder, match=f"{folder}: run chmod 700 on it"):
        make_folder(folder)


def test_a_folder_where_everybody_keeps_files_is_refused(tmp_path: Path) -> None:
    """`DATA_DIR=/tmp` must not lock everybody else out of it."""
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o1777)
    with pytest.raises(UnusableDataFolder, match="everybody keeps files there"):
        make_folder(folder)
    assert folder.stat().st_mode & 0o7777 == 0o1777


@pytest.mark.case(40)
def test_the_file_with_the_token_is_taken_away_from_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor leaves `.env` readable; what cannot be mended is told."""
    monkeypatch.chdir(tmp_path)
    assert lock_env_file() is None
    env = tmp_path / ".env"
    env.write_text(f"BOT_TOKEN={TOKEN}\n")
    env.chmod(0o644)
    assert lock_env_file() is None
    assert env.stat().st_mode & 0o777 == 0o600

    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    env.chmod(0o640)
    monkeypatch.setattr(Path, "chmod", refuse)
    sentence = lock_env_file()
    assert sentence == f"Other users can read {env}, which holds the token: chmod 600 it."


@pytest.mark.case(40)
async def test_the_token_is_on_no_command_line_and_not_with_the_printing_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every user of the machine sees command lines; the printing process opens strangers' files."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    workshop = Workshop()
    await workshop.start()
    assert workshop._worker is not None
    process = Path("/proc") / str(workshop._worker.pid)
    for file in ("cmdline", "environ"):
        assert find_canaries((process / file).read_text()) == []
    await workshop.close()


@pytest.mark.case(40)
def test_the_command_line_takes_no_settings(command_line: CommandLine) -> None:
    """A token on a command line is refused, so that nobody gets used to it."""
    code, said, logged = command_line("check", "--bot-token=x")
    assert (code, said) == (2, "")
    assert "unrecognized arguments" in logged


@pytest.mark.case(40)
def test_settings_never_show_the_token() -> None:
    """Not in a repr, not in what f-strings and JSON make of them, not in a refusal."""
    settings = Settings(_env_file=None, bot_token=TOKEN)
    shown = [repr(settings), str(settings), f"{settings.bot_token}", settings.model_dump_json()]
    with pytest.raises(ValueError, match="demo_port") as refused:
        Settings(_env_file=None, bot_token=TOKEN, demo_port=-1)
    assert find_canaries(" ".join([*shown, str(refused.value)])) == []
