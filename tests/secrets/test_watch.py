"""The watch over the logs bites: whatever is given away fails the test in which it happened."""

import logging
import secrets
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot.demo.phones import Phones
from bot.demo.world import World
from tests.office import TOKEN
from tests.secrets.canaries import find_canaries
from tests.secrets.watch import Watch, watching
from tests.telegram.walking import BIN, IIN, REMARK, photo

log = structlog.get_logger("bot.test")
FILE_ID = "BQAC000001" + "0f" * 20

pytestmark = pytest.mark.case(38)


@pytest.fixture
def inner() -> Iterator[Watch]:
    """A watch of this test alone; the one over all tests does not see what it sees."""
    keeping = Watch()
    with watching(keeping):
        yield keeping


def _in_an_error() -> None:
    try:
        int(REMARK)
    except ValueError as error:
        log.exception("failed", error=str(error))


@pytest.mark.parametrize(
    "speak",
    [
        lambda: log.info("telegram", token=TOKEN),
        lambda: log.debug("subject", number=int(IIN)),
        lambda: logging.getLogger("bot.x").error("subject.%s", BIN),
        lambda: logging.getLogger("storage.people").info("saved %s", "Жұмабеков Ерлан"),
        lambda: logging.getLogger("bot").debug("file %s", FILE_ID),
        lambda: log.info("start", payload=f"i_{secrets.token_urlsafe(16)}"),
        lambda: log.info("invited", token=secrets.token_urlsafe(16)),
        _in_an_error,
    ],
)
def test_a_record_that_gives_something_away_is_noticed(
    inner: Watch, speak: Callable[[], None]
) -> None:
    """In the event, in its values and arguments, at every level, for every kind of secret."""
    speak()
    with pytest.raises(AssertionError, match="said"):
        inner.demand_silence()
    inner.demand_silence()


def test_what_was_just_typed_is_noticed(inner: Watch) -> None:
    """Any words of a person, even ones that no list knows."""
    world = World()
    phones = Phones(world)
    phones.start("outsider")
    phones.send_text("outsider", "a quite unusual answer")
    phones.send_photo("outsider", photo(), caption="behind the transformer")
    for words in ("a quite unusual answer", "behind the transformer"):
        log.info("heard", text=words)
        with pytest.raises(AssertionError, match=words):
            inner.demand_silence()
    inner.begin()
    log.info("heard", text="a quite unusual answer")
    inner.demand_silence()


def test_ordinary_figures_are_no_secrets() -> None:
    """Times, hashes, addresses of objects and numbers of updates may be logged."""
    for harmless in (
        "2026-11-22 15:54:20,123 update 100000001 in 0.123456789012 s",
        "<Task at 0x551234567890> " + "ab123456789012cd" * 4,
        "Айна Ер 12345678901 1234567890123",
    ):
        assert find_canaries(harmless) == []


def test_standard_error_of_a_campaign_is_searched_by_the_same_list() -> None:
    """All secrets of a text are named."""
    assert find_canaries(f"token {TOKEN}, {IIN}: {REMARK}") == [TOKEN, IIN, REMARK]
