"""What was lost, doubled or left inconsistent: the database and the chats against the expected."""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bot.app.stores import DATABASE_FILE
from bot.demo.world import Call, World
from bot.domain.inspection import Answer
from storage.audit import BROKEN
from tests.campaign.crowd import SUPERVISOR, SUPERVISOR_KEY, Crowd
from tests.campaign.expected import ExpectedAct, ExpectedInspection, ExpectedPerson
from tests.campaign.proceedings import circumstance_told, file_names, last_measures, term_told

PARTS = ("verdict", "alternative", "reason", "remark", "severity")


@dataclass(slots=True)
class Verdict:
    """The outcome of a campaign.

    `repeated` names, for each message that somebody got once more, the chat and the place of that
    call among all calls of the world.
    """

    answers: int = 0
    acts: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    inconsistent: list[str] = field(default_factory=list)
    repeated: list[tuple[str, int]] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Everything that must not be; empty when the bot kept its promises."""
        return [*self.lost, *self.doubled, *self.inconsistent]


def judge(data_dir: Path, world: World, crowd: Crowd) -> Verdict:
    """Compare; the bot must be quiet, and may be stopped."""
    with closing(look_into(data_dir)) as database:
        return _Court(data_dir, database, world, crowd).judge()


def look_into(data_dir: Path) -> sqlite3.Connection:
    """Open the bot's database for reading only, beside a bot that may be running."""
    address = f"{(data_dir / DATABASE_FILE).absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True)
    connection.row_factory = sqlite3.Row
    connection.create_function(
        "sha256", 1, lambda text: hashlib.sha256(text.encode()).hexdigest(), deterministic=True
    )
    return connection


class _Court:
    """Hears one case."""

    def __init__(
        self, data_dir: Path, database: sqlite3.Connection, world: World, crowd: Crowd
    ) -> None:
        self._data_dir = data_dir
        self._database = database
        self._world = world
        self._crowd = crowd
        self._verdict = Verdict()

    def judge(self) -> Verdict:
        self._verdict.lost += [f"no answer came: {words}" for words in self._crowd.stuck]
        self._look_at_the_file()
        for person in self._crowd.expected:
            self._look_at(person)
        self._look_at_acts()
        self._note_repetitions()
        return self._verdict

    def _look_at_the_file(self) -> None:
        wrong = self._verdict.inconsistent
        sound = [row[0] for row in self._rows("PRAGMA integrity_check")]
        wrong += [f"integrity: {problem}" for problem in sound if problem != "ok"]
        wrong += [f"foreign key: {tuple(row)}" for row in self._rows("PRAGMA foreign_key_check")]
        wrong += [f"the audit is broken at {row['seq']}" for row in self._rows(BROKEN)]
        wrong += [
            f"still in the outbox: {row['kind']} {row['state']} {row['error']}"
            for row in self._rows("SELECT * FROM outbox WHERE state <> 'planned'")
        ]
        wrong += [f"buried: {row['error']}" for row in self._rows("SELECT * FROM dead_letter")]
        if self._world.pending_updates:
            wrong.append(f"{self._world.pending_updates} updates were never acknowledged")

    def _look_at(self, person: ExpectedPerson) -> None:
        found = [
            int(row["id"])
            for row in self._rows(
                "SELECT id FROM inspection WHERE inspector = ? ORDER BY id", person.id
            )
        ]
        self._compare(
            f"inspections of {person.key}", [work.id for work in person.inspections], found
        )
        for work in person.inspections:
            if work.id in found:
                self._look_at_inspection(person, work)
        self._look_at_place(person)

    def _look_at_place(self, person: ExpectedPerson) -> None:
        languages = self._rows("SELECT language FROM person WHERE id = ?", person.id)
        spoken = [row["language"] for row in languages]
        self._compare(f"language of {person.key}", [person.language.value], spoken)
        row = next(
            self._rows("SELECT state, data FROM conversation WHERE chat = ?", person.id), None
        )
        state, data = (row["state"], json.loads(row["data"])) if row else (None, {})
        data.pop("undo", None)
        wanted = (person.place.state, person.place.data)
        if (state, data) != wanted:
            self._verdict.inconsistent.append(
                f"{person.key} stands at {(state, data)}, not at {wanted}"
            )

    def _look_at_inspection(self, person: ExpectedPerson, work: ExpectedInspection) -> None:
        where = f"{person.key}, inspection {work.id}"
        self._verdict.answers += len(work.changes)
        self._compare(
            f"{where}: answers", [_parts(each) for each in work.changes], self._audited(work)
        )
        self._compare(f"{where}: present answers", _final(work), self._present(work))
        logged = [json.loads(row["details"])["field"] for row in self._audit(work, "header_filled")]
        self._compare(f"{where}: header", [name.value for name in work.header_log], logged)
        self._look_at_proceedings(where, work)
        photos = [
            (row["requirement"], row["message_id"], row["status"])
            for row in self._rows(
                "SELECT * FROM evidence WHERE inspection = ? ORDER BY message_id", work.id
            )
        ]
        self._compare(f"{where}: photos", [(*each, "stored") for each in work.photos], photos)
        row = next(self._rows("SELECT * FROM inspection WHERE id = ?", work.id))
        for name, value in work.header.items():
            if value is not None and row[name.value] != value:
                self._verdict.lost.append(f"{where}: {name.value} is {row[name.value]!r}")
        self._compare(f"{where}: status", [_status(work)], [row["status"]])

    def _look_at_proceedings(self, where: str, work: ExpectedInspection) -> None:
        audited = list(self._audit(work, "measure_set"))
        self._compare(f"{where}: terms", work.terms, [term_told(entry) for entry in audited])
        measures = self._rows(
            "SELECT requirement, due, instruction FROM measure WHERE inspection = ? ORDER BY 1",
            work.id,
        )
        found = [tuple(row) for row in measures]
        self._compare(f"{where}: present terms", last_measures(audited), found)
        told = [circumstance_told(entry) for entry in self._audit(work, "circumstance_told")]
        self._compare(f"{where}: circumstances", work.circumstances, told)
        row = next(self._rows("SELECT * FROM inspection WHERE id = ?", work.id))
        for name, value in dict(work.circumstances).items():
            self._compare(f"{where}: {name}", [value], [row[name.value]])

    def _audited(self, work: ExpectedInspection) -> list[tuple[Any, ...]]:
        details = [json.loads(row["details"]) for row in self._audit(work, "answered")]
        return [(each["requirement"], *(each["after"][part] for part in PARTS)) for each in details]

    def _present(self, work: ExpectedInspection) -> list[tuple[Any, ...]]:
        rows = self._rows("SELECT * FROM answer WHERE inspection = ? ORDER BY requirement", work.id)
        return [
            (row["requirement"], *(row[part] for part in PARTS), row["version"]) for row in rows
        ]

    def _look_at_acts(self) -> None:
        acts = [act for person in self._crowd.expected for act in person.acts]
        self._verdict.acts = len(acts)
        found = list(self._rows("SELECT * FROM act ORDER BY year, sequence, revision"))
        self._compare("acts", sorted(act.id or 0 for act in acts), [row["id"] for row in found])
        numbers = [row["sequence"] for row in found]
        self._compare("numbers of acts", list(range(1, len(found) + 1)), numbers)
        submitted = [act for act in acts if act.supervisor is not None]
        wanted = sorted((act.id, act.supervisor, "delivered") for act in submitted)
        rows = self._rows("SELECT act, supervisor, status FROM submission ORDER BY act")
        self._compare("submissions", wanted, [tuple(row) for row in rows])
        printed = self._rows("SELECT act, kind, edition FROM document ORDER BY 1, 2")
        documents = sorted(
            (act.id or 0, kind, act.edition) for act in acts for kind in act.documents
        )
        self._compare("documents", documents, [tuple(row) for row in printed])
        for person in self._crowd.expected:
            for act in person.acts:
                receivers = [person.key, SUPERVISOR_KEY][: 1 + (act.supervisor is not None)]
                for kind, name in file_names(act):
                    for receiver in receivers:
                        self._look_at_document(act, kind, name, receiver)

    def _look_at_document(self, act: ExpectedAct, kind: str, name: str, receiver: str) -> None:
        statement = "SELECT sha256 FROM document WHERE act = ? AND kind = ? AND edition = ?"
        kept = next(self._rows(statement, act.id, kind, act.edition), None)
        sent = [
            message["document"]["file_id"]
            for message in self._world.messages(receiver)
            if message.get("document", {}).get("file_name") == name
        ]
        if kept is None or not sent:
            self._verdict.lost.append(f"{name} never reached {receiver}")
            return
        on_disk = (self._data_dir / "acts" / f"{kept['sha256']}.pdf").read_bytes()
        contents = [on_disk, *(self._world.files.get(each).content for each in sent)]
        if {hashlib.sha256(each).hexdigest() for each in contents} != {kept["sha256"]}:
            self._verdict.inconsistent.append(f"{name} is not the file that was kept")

    def _note_repetitions(self) -> None:
        """Note what came again; only the choice of a checklist looks alike by right, later on."""
        keys = {person.id: person.key for person in self._crowd.expected}
        keys[SUPERVISOR] = SUPERVISOR_KEY
        said: dict[int, list[str]] = {chat: [] for chat in keys}
        for place, call in enumerate(self._world.calls):
            chat = _told(call)
            if chat in keys:
                appearance = _appearance(call.parameters)
                known = said[chat][-1:] if '"n:' in appearance else said[chat]
                if appearance in known:
                    self._verdict.repeated.append((keys[chat], place))
                said[chat].append(appearance)

    def _compare(self, what: str, wanted: Sequence[Any], found: Sequence[Any]) -> None:
        """Sort every difference: missing is lost, more than wanted is doubled, else disorder."""
        missing, more = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
        self._verdict.lost += [f"{what}: {each}" for each in missing.elements()]
        self._verdict.doubled += [f"{what}: {each}" for each in more.elements()]
        if not missing and not more and list(wanted) != list(found):
            self._verdict.inconsistent.append(f"{what} came in another order")

    def _audit(self, work: ExpectedInspection, action: str) -> Iterator[sqlite3.Row]:
        return self._rows(
            "SELECT * FROM audit WHERE inspection = ? AND action = ? ORDER BY seq", work.id, action
        )

    def _rows(self, statement: str, *parameters: Any) -> Iterator[sqlite3.Row]:
        return iter(self._database.execute(statement, parameters).fetchall())


def _parts(answer: Answer) -> tuple[Any, ...]:
    values = asdict(answer)
    return (answer.requirement, *(values[part] for part in PARTS))


def _final(work: ExpectedInspection) -> list[tuple[Any, ...]]:
    numbers = sorted({change.requirement for change in work.changes})
    answers = [work.answer(number) for number in numbers]
    return [(*_parts(answer), answer.version) for answer in answers]


def _status(work: ExpectedInspection) -> str:
    if work.act is None:
        return "draft"
    return "finished" if work.act.supervisor is None else "submitted"


def _told(call: Call) -> int:
    """Whom a call sent a new message; 0 when it did something else, or nothing."""
    if call.error is not None or call.method not in {"sendMessage", "sendDocument"}:
        return 0
    return int(call.parameters.get("chat_id") or 0)


def _appearance(parameters: dict[str, Any]) -> str:
    shown = {name: parameters.get(name) for name in ("text", "caption", "reply_markup")}
    return json.dumps(shown, sort_keys=True, ensure_ascii=False)
