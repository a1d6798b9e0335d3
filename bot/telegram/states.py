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
    review = State()
    language = State()


class Submitting(StatesGroup):
    """Sending an act to supervisors."""

    choosing = State()
    sent = State()
