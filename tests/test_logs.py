"""Logs: one line per event, without tokens, numbers of people and terminal codes."""

import logging
from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import start_logging
from bot.records import redact, trail
from tests.app.logging_kept import logging_kept

TOKEN = "7000000001:AAF-a_token-of_thirty-five_letters"
IIN = "500615100015"
NAME = "Айгүл Сәрсенова"

Start: TypeAlias = Callable[[], structlog.stdlib.BoundLogger]


def look_up(known: dict[str, str], *, name: str, hide: bool = False) -> None:
    """Fail with somebody's name in both errors."""
    try:
        known[name]
    except KeyError as error:
        raise IndexError(name) from (None if hide else error)


@pytest.fixture
def start() -> Iterator[Start]:
    """Start logging as the bot does; within the test, whose standard error is its own."""

    def begin() -> structlog.stdlib.BoundLogger:
        start_logging(logging.DEBUG)
        log: structlog.stdlib.BoundLogger = structlog.get_logger("bot.test")
        return log

    with logging_kept():
        yield begin


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"bot{TOKEN}/getMe", "bot[token]/getMe"),
        (f"'{TOKEN}'", "'[token]'"),
        (f"of {IIN}, and", "of [number], and"),
        (f"/start i_{'b' * 22}!", "/start [invitation]!"),
        ("update 100000001", "update 100000001"),
        ("2026-03-05 10:15:30", "2026-03-05 10:15:30"),
    ],
)
def test_tokens_and_numbers_of_people_are_taken_out(text: str, shown: str) -> None:
    """Ordinary figures stay."""
    assert redact(text) == shown


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_token_is_found_wherever_it_stands(before: str, after: str) -> None:
    """Whatever is written around it."""
    assert TOKEN not in redact(f"{before}{TOKEN}{after}")


def test_an_event_is_one_line_on_standard_error(
    start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    """Level, name, event and what belongs to it."""
    log = start()
    log.warning("telegram.unreachable", server="127.0.0.1", failures=3)
    said, logged = capsys.readouterr()
    assert said == ""
    assert logged.count("\n") == 1
    expected = "WARNING bot.test event='telegram.unreachable' server='127.0.0.1' failures=3\n"
    assert logged.endswith(expected)


@pytest.mark.case(41)
def test_what_comes_from_outside_cannot_forge_a_line(
    start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    """Line breaks and terminal codes are shown, not obeyed."""
    log = start()
    log.info("answer", error="first\n2026 ERROR forged\r\x1b[2Jgone\u202eback\u2028line")
    logging.getLogger("bot.test").info("raw\n2026 ERROR forged\r\x1b[2Jgone\u202eback\u2066\x85")
    logged = capsys.readouterr().err
    assert logged.count("\n") == 2
    assert len(logged.splitlines()) == 2
    assert all(sign.isprintable() for sign in logged.replace("\n", ""))
    assert logged.count("forged") == 2


@pytest.mark.case(38, 39)
def test_an_error_is_logged_with_its_way_but_not_with_its_words(
    start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it came from and what kind it is; its words may be somebody's own."""
    log = start()
    try:
        look_up({}, name=NAME)
    except LookupError:
        log.exception("update.failed", attempt=1)
        log.warning("outbox.waits", exc_info=True)
        logging.getLogger("asyncio").exception("Task exception was never retrieved")
    logged = capsys.readouterr().err
    lines = logged.splitlines()
    assert len(lines) == 3
    for line in lines:
        assert line.count('test_logs.py"') == 3
        assert line.endswith("KeyError")
        assert "IndexError" in line
    assert NAME not in logged


def test_the_way_of_an_error_ends_where_it_was_cut() -> None:
    """`raise ... from None` hides what came before."""
    with pytest.raises(IndexError) as failed:
        look_up({}, name=NAME, hide=True)
    assert trail(failed.value).endswith("IndexError")
    assert "KeyError\n" not in trail(failed.value)


@pytest.mark.case(38)
def test_libraries_speak_of_trouble_only(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    """The framework would tell each update, others each statement."""
    log = start()
    logging.getLogger("aiogram.event").info("Update id=1 is handled.")
    logging.getLogger("aiosqlite").debug("executing")
    log.debug("heard")
    assert capsys.readouterr().err.count("\n") == 1
