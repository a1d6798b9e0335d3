"""How much is measured: a whole run, a quick one, or just enough to see that it works."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts; `drafts` are the chats in mid-checklist, `complete` the inspections to print."""

    rounds: int
    single_taps: int
    many_taps: int
    drafts: int
    complete: int
    acts_in_flight: int
    act_rounds: int
    cold_acts: int
    photos: int
    starts: int


WHOLE = Scale(
    rounds=7,
    single_taps=800,
    many_taps=2500,
    drafts=10_000,
    complete=3000,
    acts_in_flight=20,
    act_rounds=40,
    cold_acts=7,
    photos=9,
    starts=7,
)
QUICK = Scale(
    rounds=3,
    single_taps=300,
    many_taps=1000,
    drafts=1000,
    complete=600,
    acts_in_flight=20,
    act_rounds=10,
    cold_acts=3,
    photos=5,
    starts=3,
)
TINY = Scale(
    rounds=1,
    single_taps=4,
    many_taps=60,
    drafts=50,
    complete=3,
    acts_in_flight=2,
    act_rounds=1,
    cold_acts=1,
    photos=1,
    starts=1,
)
