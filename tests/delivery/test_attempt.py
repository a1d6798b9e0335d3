"""What follows from one attempt: the whole table."""

from typing import Any

import pytest

from bot.delivery.attempt import LONGEST_BACK_OFF, Attempt, Verdict, judge
from bot.delivery.errors import (
    ChatMigrated,
    PersonUnreachable,
    TelegramRefused,
    TelegramUnreachable,
    TooFast,
    WrongToken,
)
from bot.domain.evidence import EvidenceOutOfReach
from bot.services.ports import StorageUnavailable
from storage.outbox import OutboxRow

EDIT_PAYLOAD = {"chat_id": 1, "message_id": 5, "text": "t"}
NOT_FOUND = TelegramRefused(400, "Bad Request: message to edit not found")
NOT_MODIFIED = TelegramRefused(400, "Bad Request: message is not modified: specified new message")


def row(kind: str = "sendMessage", tries: int = 0, payload: Any = None) -> OutboxRow:
    """A row that was tried some times."""
    return OutboxRow(1, "chat:1", kind, payload or {"chat_id": 1}, None, None, tries, 0.0)


def verdict(error: Exception, tries: int = 0, kind: str = "sendMessage") -> Verdict:
    """Judge a failure."""
    return judge(row(kind, tries), None, error).verdict


def test_a_result_ends_the_matter() -> None:
    """What was said is done, with what Telegram answered."""
    said = row()
    assert judge(said, {"message_id": 5}, None) == Attempt(
        said, Verdict.DONE, result={"message_id": 5}
    )


@pytest.mark.parametrize("tries", [0, 2, 1000])
@pytest.mark.parametrize(
    "error",
    [
        TelegramUnreachable("502"),
        OSError(28, "No space left on device"),
        StorageUnavailable("SQLITE_BUSY"),
        TooFast("Too Many Requests", 3.0),
        WrongToken(401, "Unauthorized"),
    ],
)
def test_what_may_pass_is_tried_for_ever(error: Exception, tries: int) -> None:
    """Network, disk, database, pace and a token that is about to be mended lose no message."""
    assert verdict(error, tries) is Verdict.LATER


@pytest.mark.parametrize("error", [ValueError("bug"), KeyError("x"), FileNotFoundError(2, "gone")])
def test_a_bug_is_tried_three_times(error: Exception) -> None:
    """What will not mend itself holds up its lane only for a moment."""
    expected = [Verdict.LATER, Verdict.LATER, Verdict.DEAD, Verdict.DEAD]
    assert [verdict(error, tries) for tries in range(4)] == expected


@pytest.mark.case(49)
def test_a_file_that_may_come_is_waited_for_about_an_hour() -> None:
    """Then it is given up, so that the act can be finished."""
    error = EvidenceOutOfReach("temporarily unavailable")
    verdicts = [verdict(error, tries, "fetch_evidence") for tries in range(21)]
    assert verdicts.count(Verdict.LATER) == 19
    assert verdicts[19:] == [Verdict.DEAD, Verdict.DEAD]


@pytest.mark.case(49)
def test_an_outage_uses_up_no_patience_with_a_file() -> None:
    """After an hour without Telegram a file that is not there yet is asked for as long as ever."""
    waited = row("fetch_evidence", tries=1000)._replace(error="TelegramUnreachable")
    found = judge(waited, None, EvidenceOutOfReach("temporarily unavailable"))
    assert found.verdict is Verdict.LATER
    assert found.pause < 2
    again = waited._replace(error="EvidenceOutOfReach")
    assert judge(again, None, EvidenceOutOfReach("temporarily unavailable")).verdict is Verdict.DEAD


@pytest.mark.parametrize(
    ("error", "kind", "expected"),
    [
        (PersonUnreachable(403, "Forbidden: bot was blocked"), "sendMessage", Verdict.BLOCKED),
        (TelegramRefused(400, "Bad Request: chat not found"), "sendMessage", Verdict.DEAD),
        (WrongToken(404, "Not Found"), "sendNonsense", Verdict.DEAD),
        (NOT_MODIFIED, "editMessageText", Verdict.DONE),
        (NOT_MODIFIED, "editMessageReplyMarkup", Verdict.DONE),
        (NOT_FOUND, "editMessageReplyMarkup", Verdict.DONE),
        (NOT_MODIFIED, "editMessageCaption", Verdict.DONE),
        (NOT_FOUND, "editMessageCaption", Verdict.DONE),
        (NOT_FOUND, "deleteMessage", Verdict.DEAD),
        (ChatMigrated("upgraded", 1), "sendMessage", Verdict.DEAD),
    ],
)
def test_a_refusal_is_for_good(error: Exception, kind: str, expected: Verdict) -> None:
    """Blocked, impossible, or already so."""
    assert verdict(error, kind=kind) is expected


@pytest.mark.parametrize(
    "words",
    [
        "message to edit not found",
        "message can't be edited",
        "there is no text in the message to edit",
        "MESSAGE_ID_INVALID",
    ],
)
def test_an_edit_of_a_vanished_message_becomes_a_new_message(words: str) -> None:
    """The person cleared the chat; what the screen says still reaches them."""
    error = TelegramRefused(400, f"Bad Request: {words}")
    attempt = judge(row("editMessageText", payload=EDIT_PAYLOAD), None, error)
    assert attempt.verdict is Verdict.OTHERWISE
    assert attempt.rewritten == ("sendMessage", {"chat_id": 1, "text": "t"})


def test_a_migrated_chat_is_followed() -> None:
    """The same is said in the chat with the new id."""
    attempt = judge(row(payload=EDIT_PAYLOAD), None, ChatMigrated("upgraded", -100))
    assert (attempt.verdict, attempt.new_chat) == (Verdict.MOVED, -100)


@pytest.mark.parametrize(("retry_after", "everybody"), [(3.0, 0.0), (5.0, 0.0), (6.0, 6.0)])
def test_a_long_silence_concerns_everybody(retry_after: float, everybody: float) -> None:
    """Telegram's short pauses are about one chat, long ones about the bot."""
    attempt = judge(row(), None, TooFast("Too Many Requests", retry_after))
    assert attempt.pause == pytest.approx(retry_after + 0.1)
    assert attempt.pause_everybody == everybody


def test_pauses_grow_to_five_minutes_and_no_further() -> None:
    """Each failure waits about twice as long as the one before."""
    error = TelegramUnreachable("502")
    for tries in range(0, 2000, 3):
        pause = judge(row(tries=tries), None, error).pause
        assert 0.7 * min(300, 2.0 ** min(tries, 10)) <= pause <= LONGEST_BACK_OFF


def test_a_failure_is_named_without_its_words() -> None:
    """What a library says about a failure may hold what nobody should read."""
    attempt = judge(row(), None, ValueError("900101300123"))
    assert attempt.error == "ValueError"


def test_an_edit_that_was_done_before_tells_which_message_it_was() -> None:
    """After a crash this is the answer that got lost: the open screen must be known from it."""
    result = judge(row("editMessageText", payload=EDIT_PAYLOAD), None, NOT_MODIFIED).result
    assert result == {"message_id": 5, "chat": {"id": 1}}
