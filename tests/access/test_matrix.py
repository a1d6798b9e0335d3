"""The access matrix: every handler, for everybody, with own things and with a colleague's."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiogram import Router

from bot.domain import errors
from bot.domain.language import Language
from bot.domain.people import Role
from bot.i18n import gettext, speaking
from bot.telegram.errors import words_for
from bot.telegram.screens.home import stranger_text
from tests.access.cells import (
    KEYS,
    OF_STRANGERS,
    SAID,
    Outcome,
    Stage,
    Who,
    build,
    named,
    noting,
)
from tests.access.table import TABLE, Entry

ROLES = {
    Who.INSPECTOR: Role.INSPECTOR,
    Who.SUPERVISOR: Role.SUPERVISOR,
    Who.ADMINISTRATOR: Role.ADMIN,
}
REFUSALS = (
    errors.NotAllowed,
    errors.UnknownInspection,
    errors.UnknownAct,
    errors.UnknownPerson,
    errors.InspectionClosed,
    errors.ScreenIsStale,
)
pytestmark = pytest.mark.case(6, 8)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """The bot with everybody's belongings, built once: each cell is undone."""
    built = await build(tmp_path_factory.mktemp("matrix"))
    with noting(built):
        yield built
    await built.office.crash()


async def test_every_handler_has_an_entry(stage: Stage) -> None:
    """A handler without an entry fails here, and so does an entry without its handler."""
    assert sorted(stage.names.values()) == sorted(TABLE)


def test_a_new_handler_would_be_missed() -> None:
    """The names come from the routers: what is registered there cannot be forgotten here."""

    async def surprise() -> None:
        """Do something nobody thought of."""

    top, below = Router(name="bot.telegram.handlers.top"), Router(name="bot.telegram.handlers.new")
    top.include_router(below)
    below.poll_answer.register(surprise)
    assert list(named(top).values()) == ["new.surprise"]
    assert "new.surprise" not in TABLE


@pytest.mark.parametrize("who", list(Who))
@pytest.mark.parametrize("name", list(TABLE))
async def test_everybody_reaches_the_own_things_alone(stage: Stage, name: str, who: Who) -> None:
    """Both cells of a handler and a role: the own things, then a colleague's."""
    entry = TABLE[name]
    for target in (stage.own.get(KEYS[who]), stage.foreign):
        if target is None:
            continue  # an outsider owns nothing
        outcome = await stage.play(entry, who, target)
        is_own = target is not stage.foreign
        if who not in ROLES:
            assert_turned_away(outcome, entry)
        elif not ROLES[who].includes(entry.only):
            assert_refused(outcome, name, errors.NotAllowed)
        elif is_own and entry.own is not None:
            assert_refused(outcome, name, entry.own)
        elif entry.never is not None:
            assert_refused(outcome, name, entry.never)
        elif is_own or entry.foreign is None or (entry.admin_too and who is Who.ADMINISTRATOR):
            assert_allowed(outcome, name, entry)
        else:
            to_admin = entry.to_admin if who is Who.ADMINISTRATOR else None
            assert_refused(outcome, name, to_admin or entry.foreign)
        if not (entry.admin_too and who is Who.ADMINISTRATOR):
            assert_nothing_foreign(outcome, stage, entry)


def assert_turned_away(outcome: Outcome, entry: Entry) -> None:
    """Without a role: the words for strangers, and nothing changes but their own counter."""
    assert outcome.handlers == []
    assert outcome.changed <= OF_STRANGERS
    with speaking(Language.ENGLISH):
        sentence = gettext(entry.strangers) if entry.strangers else stranger_text()
    assert [said["text"] for said in outcome.told] == [sentence]
    assert ("callback_query_id" in outcome.told[0]) is (entry.kind == "press")


def assert_allowed(outcome: Outcome, name: str, entry: Entry) -> None:
    """The handler ran, said something, refused nothing, and changed what it is there for."""
    assert outcome.handlers == [name]
    assert outcome.changed - SAID - {"audit", "conversation"} == set(entry.writes.split())
    assert outcome.told
    with speaking(Language.ENGLISH):
        assert not [rule for rule in REFUSALS if words_for(rule()) in outcome.said]


def assert_refused(outcome: Outcome, name: str, rule: type[errors.BrokenRule]) -> None:
    """The handler ran, said which rule, and changed nothing; a place that is not one's own ends."""
    assert outcome.handlers == [name]
    assert outcome.changed <= {"conversation", *SAID}
    with speaking(Language.ENGLISH):
        assert words_for(rule()) in outcome.said
    assert not [said for said in outcome.told if said.get("kind") in {"print_act", "deliver_act"}]


def assert_nothing_foreign(outcome: Outcome, stage: Stage, entry: Entry) -> None:
    """Nothing of the colleague's inspections was said to anybody."""
    typed = stage.foreign.filled(entry.data)  # what the person knew before is no news
    secrets = [secret for secret in stage.foreign.secrets if secret not in typed]
    assert not [secret for secret in secrets if secret in outcome.said]
