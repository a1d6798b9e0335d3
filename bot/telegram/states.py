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
    review = State()
    language = State()


class Verifying(StatesGroup):
    """Having a file or a code checked."""

    waiting = State()


class Submitting(StatesGroup):
    """Sending an act to supervisors."""

    choosing = State()
    sent = State()
