"""A bug in any handler: nothing is lost silently, the person is told, and a second try works."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.types import Update

from bot.telegram.dispatcher import create_dispatcher
from tests.campaign.recorded import PICTURE, begin, finish, press, record, say
from tests.direct import DirectOffice
from tests.office import services_of
from tests.telegram.test_promises import handlers

NOT_SAVED = "was NOT saved"
CALL = HandlerObject.call


class Planted(Exception):
    """A bug, one in each handler."""


class PatientOffice(DirectOffice):
    """People do what the apology asks for: they repeat what was not saved."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.repeated: list[dict[str, Any]] = []

    async def handle(self, raws: Sequence[Any]) -> None:
        """Hand updates in, and once more those that failed, as new ones."""
        await super().handle(raws)
        failed = {row[0] for row in self.rows("SELECT update_id FROM dead_letter")}
        again = [raw for raw in raws if raw["update_id"] in failed]
        self.repeated += again
        await super().handle([{**raw, "update_id": raw["update_id"] + 10**10} for raw in again])


class Bugs:
    """Lets each handler fail for the whole of the first update that it gets."""

    def __init__(self) -> None:
        self.planted: dict[str, int] = {}

    async def call(self, handler: HandlerObject, /, *arguments: Any, **given: Any) -> Any:
        """Fail, or do what the handler does."""
        update: Update | None = given.get("event_update")
        if update is None:
            return await CALL(handler, *arguments, **given)  # aiogram's own first step
        first = self.planted.setdefault(name_of(handler), update.update_id)
        if first == update.update_id:
            raise Planted
        return await CALL(handler, *arguments, **given)


def name_of(handler: HandlerObject) -> str:
    """A handler by its module and name; one that serves twice counts once."""
    return f"{handler.callback.__module__}.{handler.callback.__qualname__}"


@pytest.fixture
def bugs(monkeypatch: pytest.MonkeyPatch) -> Bugs:
    """A bug in every handler of the bot."""
    planted = Bugs()

    async def call(handler: HandlerObject, /, *arguments: Any, **given: Any) -> Any:
        return await planted.call(handler, *arguments, **given)

    monkeypatch.setattr(HandlerObject, "call", call)
    return planted


@pytest.mark.case(17)
async def test_a_bug_in_any_handler_is_told_and_costs_nothing(tmp_path: Path, bugs: Bugs) -> None:
    """Each handler of the routers fails once: set aside, told, and saved when it is repeated."""
    office = PatientOffice(tmp_path / "data")
    await office.start()
    try:
        await office.hire()
        await use_everything(office)
        stores = office.stores
        services = services_of(office.app)
        wired = create_dispatcher(None, services, stores.screens, "bot")  # type: ignore[arg-type]
        wanted = {name_of(handler): handler for handler in handlers(wired)}
        for missed in set(wanted) - set(bugs.planted):
            await press(office, "administrator", forged(wanted[missed]))
        assert set(wanted) - set(bugs.planted) == set()
        letters = office.rows("SELECT update_id, error FROM dead_letter ORDER BY update_id")
        assert [(row[0], row[1]) for row in letters] == sorted(
            (number, "Planted") for number in bugs.planted.values()
        )
        assert apologies(office) == [raw for raw in office.repeated if "edited_message" not in raw]
        assert office.rows("SELECT COUNT(*) FROM act")[0][0] >= 2
    finally:
        await office.crash()


def forged(handler: HandlerObject) -> str:
    """Data that lead to this handler, whatever comes of it; none for handlers of messages."""
    filters = [each.callback for each in handler.filters or ()]
    kinds = [each.callback_data for each in filters if isinstance(each, CallbackQueryFilter)]
    return kinds[0].model_construct(**values(kinds[0])).pack() if kinds else "nothing"


def values(kind: type[CallbackData]) -> dict[str, Any]:
    """Something for each field."""
    found: dict[str, Any] = {}
    for name, each in kind.model_fields.items():
        is_choice = isinstance(each.annotation, type) and issubclass(each.annotation, Enum)
        plain = each.annotation(1) if each.annotation in {str, bool} else 1
        found[name] = next(iter(each.annotation)) if is_choice else plain  # type: ignore[call-overload]
    return found


def apologies(office: PatientOffice) -> list[dict[str, Any]]:
    """The updates that were apologised for, by the chats in which that was said."""
    told = [p["chat_id"] for _m, p in office.telegram.said if NOT_SAVED in str(p.get("text"))]
    asked = [raw for raw in office.repeated if "edited_message" not in raw]
    senders = [(raw.get("message") or raw["callback_query"])["from"]["id"] for raw in asked]
    assert sorted(told) == sorted(senders)
    return asked


async def use_everything(office: PatientOffice) -> None:
    """Do all that the bot can do."""
    who = "inspector"
    await record(office)
    number = await begin(office, who)
    for data in ("a:{}:4:0:not_applicable", "a:{}:6:0:not_applicable"):
        await press(office, who, data.format(number))
        await say(office, who, "a reason")
    for data in ("h:{}:address", "s:{}:subject_number", "s:{}:address", "o:{}"):
        await press(office, who, data.format(number))
    await press(office, who, f"h:{number}:address")
    office.phones.send_location(who, 51.5, 71.25)
    await office.settle()
    await tell_circumstances_and_order(office, who, number)
    await press(office, who, "e")
    await say(office, who, "nobody asked")
    office.phones.send_photo(who, PICTURE())
    await office.settle()
    await press(office, who, "an old one")
    await say(office, who, "/verify")
    office.phones.send_photo(who, PICTURE())
    await say(office, who, "no code")
    office.phones.send_document(who, b"%PDF-1.7", "act.pdf", "application/pdf")
    await office.settle()
    await press(office, who, "me:position")
    await say(office, who, "inspector of inspectors")
    await check_something(office, who)
    await press(office, "administrator", "pz")
    await say(office, "administrator", "somebody")
    await say(office, "administrator", "/cancel")
    await object_to_something(office)
    await press(office, "supervisor", "so")
    await say(office, "supervisor", "08:45")
    await finish(office, "colleague", await begin(office, "colleague"))
    await settle_something(office)
    await correct_something(office)


async def tell_circumstances_and_order(office: PatientOffice, who: str, inspection: int) -> None:
    """Tell a circumstance in each way, and order a violation to be eliminated."""
    for data in ("co:{}", "cu:{}:colleagues:nobody", "cf:{}:representative_name"):
        await press(office, who, data.format(inspection))
    await say(office, who, "somebody")
    for data in ("a:{}:1:0:violates", "eo:{}:1", "eg:{}:1:gross", "ed:{}:1:30", "eo:{}:1"):
        await press(office, who, data.format(inspection))
    await say(office, who, "repair it")


async def settle_something(office: PatientOffice) -> None:
    """Tell with a word and a photo that a violation was eliminated."""
    who = "inspector"
    for data in ("do:1", "de:1:7:0"):
        await press(office, who, data)
    await say(office, who, "it was repaired")
    office.phones.send_photo(who, PICTURE())
    await office.settle()
    await press(office, who, "dc:1:7:0")


async def object_to_something(office: PatientOffice) -> None:
    """Begin to return an act, with a remark of each kind, and think better of it."""
    who = "supervisor"
    await press(office, who, "rr:1")
    await say(office, who, "what is wrong")
    office.phones.send_voice(who, b"OggS", 3)
    await office.settle()
    office.phones.send_photo(who, PICTURE())
    await office.settle()
    await press(office, who, "rk:1")


async def correct_something(office: PatientOffice) -> None:
    """Begin the correction of one act, and ask for that of another, accepted one."""
    last = office.rows("SELECT MAX(id) FROM act")[0][0]
    await press(office, "colleague", f"ca:{last}")
    office.phones.send_photo("colleague", PICTURE())
    await office.settle()
    await say(office, "colleague", "a reason")
    await press(office, "supervisor", "ra:1")
    await press(office, "inspector", "ck:1")
    await say(office, "inspector", "a reason")
    await press(office, "supervisor", "cl:1")
    await say(office, "supervisor", "another reason")


async def check_something(office: PatientOffice, who: str) -> None:
    """Have a code, a picture and a file checked, which are none."""
    await say(office, who, "/verify")
    await say(office, who, "A" * 22)
    office.phones.send_photo(who, PICTURE())
    await office.settle()
    office.phones.send_document(who, b"%PDF-1.7", "paper.pdf", "application/pdf")
    await office.settle()
