"""The places a conversation can be at; the answers themselves are in the database."""

from aiogram.fsm.state import State, StatesGroup


class Introducing(StatesGroup):
    """Filling in the profile, one field a message."""

    full_name = State()
    position = State()
    state_body = State()


class Filling(StatesGroup):
    """Doing an inspection."""

    header = State()
    known_subject = State()
    question = State()
    violation = State()
    reason = State()
    circumstances = State()
    circumstance = State()
    elimination = State()
    participants = State()
    review = State()
    language = State()


class Verifying(StatesGroup):
    """Having a file or a code checked."""

    waiting = State()


class Reviewing(StatesGroup):
    """Deciding about an act."""

    returning = State()


class Searching(StatesGroup):
    """Looking for somebody among all who use the bot."""

    people = State()


class Adjusting(StatesGroup):
    """Choosing when the bot speaks by itself."""

    reminders = State()


class Settling(StatesGroup):
    """Telling what became of a violation that an order names."""

    proof = State()
    extension = State()
    failure = State()


class Correcting(StatesGroup):
    """Saying why an act is corrected, may be corrected, or should be."""

    reason = State()
    asking = State()
    unlocking = State()


class Submitting(StatesGroup):
    """Sending an act to supervisors."""

    choosing = State()
    sent = State()
