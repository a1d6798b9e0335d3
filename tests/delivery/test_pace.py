"""How fast the bot may talk, by a clock in the test's hands."""

import pytest

from bot.delivery import allowance as module
from bot.delivery.pace import Pace


class Clock:
    """Time that passes only when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    """One message a second and bursts of three per chat, five a second over all."""
    return Pace(chat_rate=1.0, chat_burst=3.0, overall_rate=5.0, now=clock)


def test_a_burst_is_free_and_then_one_waits(pace: Pace, clock: Clock) -> None:
    """After the burst each message waits for its second."""
    assert [pace.wait("a") for _ in range(4)] == [0.0, 0.0, 0.0, 1.0]
    clock.now += 0.25
    assert pace.wait("a") == pytest.approx(0.75)
    clock.now += 0.75
    assert (pace.wait("a"), pace.wait("a")) == (0.0, 1.0)


def test_silence_refills_the_burst_and_no_more(pace: Pace, clock: Clock) -> None:
    """An hour of silence earns one burst."""
    for _ in range(3):
        pace.wait("a")
    clock.now += 3600
    assert [pace.wait("a") for _ in range(4)] == [0.0, 0.0, 0.0, 1.0]


def test_asking_in_vain_costs_nothing(pace: Pace, clock: Clock) -> None:
    """Only what is said is counted."""
    for _ in range(100):
        pace.wait("a")
    clock.now += 1
    assert pace.wait("a") == 0.0


def test_all_chats_together_have_a_limit(pace: Pace, clock: Clock) -> None:
    """Chats do not wait for each other until the bot as a whole is too fast."""
    assert [pace.wait(lane) for lane in "abcde"] == [0.0] * 5
    assert pace.wait("f") == pytest.approx(0.2)
    clock.now += 0.2
    assert pace.wait("f") == 0.0


@pytest.mark.parametrize("idle", [0.0, 10.0, 3600.0])
def test_a_silence_for_all_lasts_as_long_as_asked(pace: Pace, clock: Clock, idle: float) -> None:
    """The time that passed before it does not shorten it."""
    pace.wait("a")
    clock.now += idle
    pace.pause_all(20.0)
    assert pace.wait("b") == pytest.approx(20.0)
    clock.now += 19.0
    assert pace.wait("b") == pytest.approx(1.0)
    clock.now += 1.0
    assert pace.wait("b") == 0.0


def test_a_shorter_silence_does_not_end_a_longer_one(pace: Pace) -> None:
    """Of several wishes the longest counts."""
    pace.pause_all(20.0)
    pace.pause_all(6.0)
    assert pace.wait("a") == pytest.approx(20.0)


def test_chats_that_are_long_silent_are_forgotten(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The memory does not grow with everybody who ever wrote, and nobody gains by it."""
    monkeypatch.setattr(module, "MANY_KEYS", 10)
    pace = Pace(chat_rate=1.0, chat_burst=3.0, overall_rate=1e9, now=clock)
    for number in range(11):
        pace.wait(f"old {number}")
    clock.now += 2.9
    for _ in range(3):
        pace.wait("busy")
    assert len(pace._chats._known) == 1
    assert pace.wait("busy") == pytest.approx(1.0)
