"""Checklist files into checklists: parsed, checked as a whole, and refused with every fault."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.checklists.faults import ChecklistFaults, Fault
from bot.checklists.form import read_checklist
from bot.checklists.table import Reading
from bot.domain.checklist import Checklist

CHECKLISTS = Path(__file__).resolve().parent
"""The checklists that come with the bot."""


@dataclass(frozen=True, slots=True)
class LoadedChecklist:
    """A checklist with its source text, so that an inspection keeps the edition it began with."""

    checklist: Checklist
    text: str


def parse_checklist(text: str, name: str) -> Checklist:
    """Parse one file called `name`, or raise `ChecklistFaults` with everything wrong in it."""
    reading = Reading(name)
    checklist = _parse(text, reading)
    if checklist is None or reading.faults:
        raise ChecklistFaults(reading.faults)
    return checklist


def load_checklists(folders: Iterable[Path]) -> tuple[LoadedChecklist, ...]:
    """Load every `*.toml` file of the folders, or raise `ChecklistFaults` with all their faults."""
    faults: list[Fault] = []
    loaded: list[LoadedChecklist] = []
    first_files: dict[tuple[str, str], str] = {}
    for path in _files(folders, faults):
        reading = Reading(str(path))
        text = _read(path, reading)
        checklist = None if text is None else _parse(text, reading)
        if text is not None and checklist is not None:
            _report_repetition(checklist, first_files, reading)
            loaded.append(LoadedChecklist(checklist, text))
        faults += reading.faults
    if faults:
        raise ChecklistFaults(faults)
    return tuple(loaded)


def _files(folders: Iterable[Path], faults: list[Fault]) -> Iterator[Path]:
    # The same folder named twice is one folder, not a set of repeated checklists.
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        if folder.is_dir():
            yield from sorted(folder.glob("*.toml"))
        else:
            faults.append(Fault(str(folder), "", "not found; expected a folder with *.toml files"))


def _read(path: Path, reading: Reading) -> str | None:
    try:
        # Notepad puts an invisible mark in front of the text, which TOML does not allow.
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        reading.report("", f"line {line} is not UTF-8; expected the file to be saved as UTF-8")
    except OSError as error:
        reading.report("", f"cannot be read ({error.strerror}); expected a readable file")
    return None


def _parse(text: str, reading: Reading) -> Checklist | None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        last = len(text.splitlines())
        where = str(error).replace("at end of document", f"at the end, line {last}")
        reading.report("", f"{where}; expected TOML")
    except (RecursionError, ValueError):
        # tomllib lets these two through for brackets nested without end and for huge numbers.
        reading.report("", "nested too deeply or holding too large a number; expected plain TOML")
    else:
        checklist = read_checklist(reading.open("", values))
        reading.report_unknown_keys()
        return checklist
    return None


def _report_repetition(
    checklist: Checklist, first_files: dict[tuple[str, str], str], reading: Reading
) -> None:
    if not checklist.id or checklist.order.edition == date.min:
        return
    name = (checklist.id, checklist.edition)
    first = first_files.setdefault(name, reading.file)
    if first != reading.file:
        message = f"{name[0]} in the edition {name[1]} is also in {first}; expected another edition"
        reading.report("", message)
