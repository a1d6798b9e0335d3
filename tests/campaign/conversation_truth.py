"""What really is: the database beside the model, and every word that the bot has said."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.checklist import HeaderField
from bot.domain.circumstances import Circumstance
from bot.domain.language import Language
from bot.domain.people import PersonId
from bot.i18n import speaking
from bot.telegram.reception import Reception
from bot.telegram.states import Filling, Introducing, Submitting, Verifying
from tests.campaign.conversation_model import Model
from tests.campaign.conversation_proceedings import comparable
from tests.campaign.conversation_sheet import Place, Sheet
from tests.direct import DirectOffice
from tests.office import services_of

STATES = {
    state.state
    for group in (Filling, Introducing, Submitting, Verifying)
    for state in group.__all_states__
}
OF_AN_INSPECTION = frozenset(
    (*"avkquwlrhsbdtoxyfp", "co", "cf", "cu", "eo", "eg", "ed", "io", "it")
)
UNTOUCHED = frozenset({"it"})
"""Nobody names co-inspectors here, who may see everything: `tests.telegram.test_participants`."""
OF_AN_ACT = frozenset({"ao", "ac", "ap", "as", "at", "ax"})
FINAL = ("complies", "violates")


class Truth:
    """Looks into the database from outside."""

    def __init__(self, office: DirectOffice) -> None:
        self._office = office

    def number(self, who: str) -> int:
        """The Telegram id of a person."""
        return self._office.world.person(who).id

    def today(self) -> date:
        """The day where the agency is."""
        return datetime.now(UTC).astimezone(ZoneInfo("Asia/Almaty")).date()

    def place(self, who: str) -> Place:
        """Where somebody is in the dialog."""
        statement = "SELECT state, data FROM conversation WHERE person = ?"
        rows = self._office.rows(statement, (self.number(who),))
        return Place(rows[0][0], json.loads(rows[0][1])) if rows else Place(None, {})

    def shown(self, who: str, message: int) -> tuple[int, str] | None:
        """The requirement that a message shows."""
        rows = self._office.rows(
            "SELECT inspection, requirement FROM screen WHERE chat = ? AND message_id = ?"
            " AND requirement IS NOT NULL",
            (self.number(who), message),
        )
        return (rows[0][0], rows[0][1]) if rows else None

    def drafts(self, who: str) -> list[int]:
        """The open inspections of somebody."""
        statement = "SELECT id FROM inspection WHERE inspector = ? AND status = 'draft' ORDER BY id"
        return [row[0] for row in self._office.rows(statement, (self.number(who),))]

    def no_false_promise(self, query: str, data: str) -> None:
        """What a press was told to be saved is saved."""
        answer = self._office.world.taps.get(query).answer
        kind, *rest = data.split(":")
        if kind != "a" or rest[3] not in FINAL or not answer or answer["show_alert"]:
            return
        statement = "SELECT verdict FROM answer WHERE inspection = ? AND requirement = ?"
        assert [r[0] for r in self._office.rows(statement, rest[:2])] == [rest[3]], (
            "a false 'saved'"
        )

    def compare(self, model: Model) -> None:
        """The database says what the model says, no more and no less."""
        sheets = {number: self._described(sheet) for number, sheet in model.sheets.items()}
        same(self._inspections(), sheets)
        same(self._answers(), _answers(model))
        same(self._measures(), _measures(model))
        same(self._evidence(), _evidence(model))
        acts = self._office.rows("SELECT id, inspection, revision FROM act ORDER BY id")
        same([tuple(row) for row in acts], [(n, i, 1) for n, i in enumerate(model.acts, 1)])
        sent = self._office.rows("SELECT act, supervisor FROM submission WHERE status='delivered'")
        same({tuple(row) for row in sent}, model.submissions)
        same([row[0] for row in self._office.rows("SELECT error FROM dead_letter")], [])
        self._compare_people(model)

    async def draw(self, who: str, model: Model) -> None:
        """The conversation is somewhere, the place is one's own, and its screen can be drawn."""
        place = self.place(who)
        assert place.state is None or place.state in STATES
        if inspection := place.data.get("inspection"):
            assert model.sheets[inspection].owner == who, "a place in somebody else's inspection"
        stores = self._office.stores
        services = services_of(self._office.app)
        async with stores.database.transaction():
            await stores.database.rows("SAVEPOINT looking")
            person = await services.people.get(PersonId(self.number(who)))
            assert person is not None
            with speaking(person.language):
                conversation = await Reception(stores.conversations, services).open(person)
                assert (await conversation.draw()).text
            await stores.database.rows("ROLLBACK TO looking")  # looking must not change anything

    async def verify_audit(self) -> None:
        """The chain of the audit is whole."""
        stores = self._office.stores
        async with stores.database.transaction():
            assert await stores.audit.first_broken() is None

    def _described(self, sheet: Sheet) -> tuple[Any, ...]:
        header = tuple(sheet.header.values())
        told = [sheet.circumstances.get(name.value) for name in Circumstance]
        return (self.number(sheet.owner), sheet.status, sheet.version, *header, *told)

    def _inspections(self) -> dict[int, tuple[Any, ...]]:
        columns = ", ".join((*HeaderField, *Circumstance))
        statement = f"SELECT id, inspector, status, version, {columns} FROM inspection"
        found = {}
        for row in self._office.rows(statement):
            told = [comparable(name.value, row[name.value]) for name in Circumstance]
            found[row[0]] = (*tuple(row)[1 : -len(told)], *told)
        return found

    def _measures(self) -> dict[tuple[int, str], tuple[Any, ...]]:
        rows = self._office.rows("SELECT inspection, requirement, due, instruction FROM measure")
        return {(row[0], row[1]): tuple(row)[2:] for row in rows}

    def _answers(self) -> dict[tuple[int, str], tuple[Any, ...]]:
        statement = (
            "SELECT inspection, requirement, verdict, alternative, reason, remark, severity,"
            " version FROM answer"
        )
        return {(row[0], row[1]): tuple(row)[2:] for row in self._office.rows(statement)}

    def _evidence(self) -> list[tuple[Any, ...]]:
        statement = "SELECT inspection, requirement, kind, status FROM evidence ORDER BY 1, id"
        return [tuple(row) for row in self._office.rows(statement)]

    def _compare_people(self, model: Model) -> None:
        for who, member in model.members.items():
            found = self._office.rows("SELECT * FROM person WHERE id = ?", (self.number(who),))[0]
            assert found["language"] == Language(member.language)
            for name, value in member.profile.items():
                assert found[name] == value


def same(found: object, expected: object) -> None:
    """Say both when they differ."""
    assert found == expected, f"\nfound    {found}\nexpected {expected}"


def _answers(model: Model) -> dict[tuple[int, str], tuple[Any, ...]]:
    return {
        (number, requirement): (a.verdict, a.alternative, a.reason, a.remark, a.severity, a.version)
        for number, sheet in model.sheets.items()
        for requirement, a in sheet.answers.items()
    }


def _measures(model: Model) -> dict[tuple[int, str], tuple[Any, ...]]:
    return {
        (number, requirement): measure
        for number, sheet in model.sheets.items()
        for requirement, measure in sheet.measures.items()
    }


def _evidence(model: Model) -> list[tuple[Any, ...]]:
    return [
        (number, requirement, kind, "stored")
        for number, sheet in sorted(model.sheets.items())
        for requirement, kind in sheet.evidence
    ]


class Listener:
    """Reads all that the bot says, to whom, and what its buttons carry."""

    def __init__(self, office: DirectOffice, model: Model, secrets: Mapping[str, str]) -> None:
        self._office = office
        self._model = model
        self._secrets = secrets
        self._keys = {person.id: person.key for person in office.world.people}
        self._heard = len(office.telegram.said)
        self.shown: defaultdict[str, list[str]] = defaultdict(list)

    def listen(self) -> None:
        """Nothing foreign is said to anybody; those without a role learn nothing at all."""
        said = self._office.telegram.said[self._heard :]
        self._heard += len(said)
        for method, parameters in said:
            who = self._hearer(parameters)
            if who is None:
                assert method.startswith(("getMe", "deleteWebhook", "setMy")), method
                continue
            self._read(who, json.dumps(parameters, ensure_ascii=False))
            for row in (parameters.get("reply_markup") or {}).get("inline_keyboard", []):
                for button in row:
                    self._look_at(who, button["callback_data"])

    def _hearer(self, parameters: Mapping[str, Any]) -> str | None:
        if query := parameters.get("callback_query_id"):
            return self._office.world.taps.get(query).person
        return self._keys.get(int(parameters.get("chat_id", 0)))

    def _read(self, who: str, words: str) -> None:
        for owner, secret in self._secrets.items():
            if secret in words:
                assert who in {owner, "supervisor", "administrator"}, "foreign words were shown"
                assert self._model.works(owner) or who != owner, "words to somebody without a role"

    def _look_at(self, who: str, data: str) -> None:
        kind, *rest = data.split(":")
        if kind in OF_AN_INSPECTION:
            assert self._model.sheets[int(rest[0])].owner == who, "a foreign button was shown"
        if kind in OF_AN_ACT and self._model.owner_of_act(int(rest[0])) != who:
            sent = {act for act, _ in self._model.submissions}
            assert who in {"supervisor", "administrator"}, "a foreign act was shown"
            assert int(rest[0]) in sent, "an act was shown that nobody has sent"
        if data not in self.shown[who] and kind not in UNTOUCHED:
            self.shown[who].append(data)
