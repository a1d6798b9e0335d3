"""The app's own wiring: which checklists serve, what a start does, what cannot be put together."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

import bot.app.application
import bot.i18n
from bot.app.application import Application
from bot.app.stores import newest_editions, open_stores
from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.demo.server import DemoServer
from bot.demo.world import World
from bot.documents.workshop import Workshop
from bot.domain.language import Language
from bot.settings import Settings
from tests.app.conftest import CommandLine
from tests.office import TOKEN, Office
from tests.telegram.walking import MINERS, begin


@pytest.fixture
def later_edition(tmp_path: Path) -> Path:
    """A folder of the agency with a later edition of a packaged checklist."""
    folder = tmp_path / "checklists"
    folder.mkdir()
    text = (CHECKLISTS / "digital_miners.toml").read_text("utf-8")
    later = text.replace("2024-06-28", "2027-01-15")
    (folder / "miners.toml").write_text(later, "utf-8")
    return folder


async def test_of_two_editions_the_newest_is_offered(tmp_path: Path, later_edition: Path) -> None:
    """The older one remains for the inspections that were begun with it."""
    loaded = load_checklists([CHECKLISTS, later_edition])
    for order in (loaded, loaded[::-1]):
        editions = {each.checklist.id: each.checklist.edition for each in newest_editions(order)}
        assert editions[MINERS] == "2027-01-15"
        assert len(editions) == len(loaded) - 1
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", checklists_dir=later_edition)
    stores = await open_stores(settings)
    async with stores.database.transaction():
        offered = {each.id: each.edition for each in await stores.checklists.in_force()}
    await stores.database.close()
    assert offered[MINERS] == "2027-01-15"


@pytest.mark.asyncio(loop_scope="session")
async def test_an_inspection_ends_with_the_edition_it_began_with(
    tmp_path: Path, later_edition: Path, workshop: Workshop
) -> None:
    """A new edition comes into force between two starts; an open draft is not changed."""
    editions = (
        "SELECT edition FROM inspection JOIN checklist ON sha256 = checklist ORDER BY inspection.id"
    )
    async with Office(tmp_path / "data", workshop) as office:
        await office.hire("inspector")
        chat = office.chat("inspector")
        await begin(chat)
        await office.stop()
        office._settings["checklists_dir"] = later_edition
        await office.start()
        await begin(chat)
        found = [row["edition"] for row in await office.rows(editions)]
    assert found == ["2024-06-28", "2027-01-15"]


@pytest.mark.asyncio(loop_scope="session")
async def test_an_active_webhook_is_removed_and_what_waits_is_answered(
    tmp_path: Path, workshop: Workshop
) -> None:
    """A token that served elsewhere before needs no visit to the Bot API by hand."""
    office = Office(tmp_path / "data", workshop)
    await office.server.start()
    office.server.phones.start("outsider")
    address = f"{office.server.url}/bot{TOKEN}/setWebhook"
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, json={"url": "https://example.org/hook"}) as answer,
    ):
        assert answer.status == 200
    await office.start()
    await office.settle()
    assert office.world.updates.webhook == ""
    assert len(office.chat("outsider").messages) == 1
    await office.stop()
    await office.server.stop()


async def test_an_unreachable_telegram_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The network may come later than the bot: it says so once, goes on trying, and starts."""
    monkeypatch.setattr(bot.app.application, "CONNECTION_PAUSE", 0.01)
    server = DemoServer(World(), TOKEN)
    await server.start()
    await server.stop()
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", telegram_api_url=server.url)
    application = Application(settings, TOKEN, workshop=Workshop())
    said: list[str] = []
    refused = asyncio.Event()

    def say(sentence: str) -> None:
        said.append(sentence)
        refused.set()

    starting = asyncio.create_task(application.start(asyncio.Event(), say))
    await refused.wait()
    await server.start()
    await starting
    assert said == [f"Telegram does not answer at {server.url[7:]}; the bot keeps trying."]
    assert application.username == server.world.bot_username
    await application.close()
    await server.stop()


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of catalogues that a test may spoil."""
    folder = tmp_path / "locales"
    for language in Language:
        path = folder / language / "LC_MESSAGES" / "bot.po"
        path.parent.mkdir(parents=True)
        path.write_bytes(bot.i18n.catalogue_path(language).read_bytes())
    monkeypatch.setattr(bot.i18n, "LOCALES", folder)
    bot.i18n.catalogue.cache_clear()
    yield folder
    bot.i18n.catalogue.cache_clear()


@pytest.mark.case(54)
@pytest.mark.parametrize("command", ["run", "demo", "check"])
@pytest.mark.parametrize("fault", ["missing", "no text", "no catalogue"])
def test_a_broken_catalogue_is_named_before_anything_is_started(
    tmp_path: Path, locales: Path, command_line: CommandLine, command: str, fault: str
) -> None:
    """A half installed bot does not greet people in half of the languages."""
    path = locales / "kk" / "LC_MESSAGES" / "bot.po"
    if fault == "missing":
        path.unlink()
    elif fault == "no text":
        path.write_bytes(b'msgid "\xff"\nmsgstr ""\n')
    else:
        path.write_text('msgid "Help"\nmsgstr "unfinished\nmsgid\n', "utf-8")
    code, said, logged = command_line(
        command, BOT_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1:1", DEMO_PORT="0"
    )
    assert (code, logged) == (1, "")
    assert said.startswith(f"The translations are broken ({path}: ")
    assert said.endswith("): install the bot again.\n")
    assert not list(tmp_path.glob("data/**/*.sqlite3"))


@pytest.mark.case(40)
def test_the_settings_do_not_show_the_token() -> None:
    """Settings may end up in a log or a traceback; the token must not."""
    settings = Settings(_env_file=None, bot_token=TOKEN)
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert TOKEN not in shown
