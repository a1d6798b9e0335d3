"""Whether a database may be opened at all: looking at the files without changing any of them.

SQLite itself passes over a damaged log in silence: it takes what is sound up to the first fault and
overwrites the rest. Each answer in the rest had been acknowledged, so the bot looks before.
"""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, dropwhile, islice, takewhile
from pathlib import Path
from typing import NamedTuple

from bot.services.ports import StorageDamaged

LOG_SUFFIX = "-wal"
JOURNAL_SUFFIX = "-journal"
HEADER_BYTES = 32
FRAME_HEADER_BYTES = 24
MAGIC = 0x377F0682
"""The last bit says in which order the bytes of the words are that the checksums are made of."""
LARGEST_PAGE = 65_536
WORD = 2**32
TORN_COMMITS = 1
"""A power cut may spoil the commit that was being written; those before it had reached the disk."""
DAMAGED_TOGETHER = 3
"""One fault of the disk spoils so many frames in a row, when its block lies across their bounds."""

Checksum = tuple[int, int]


class DatabaseDamaged(StorageDamaged):
    """The file is not a sound SQLite database; nothing was changed."""


class Frame(NamedTuple):
    """A page in the log: whether it ends a commit, and whether it follows the frame before."""

    ends_commit: bool
    follows: bool


def check_files(database: Path, patience: float) -> None:
    """Look through database and log without the right to write; raises `DatabaseDamaged`.

    `patience` is for how many seconds another program's lock is waited for.
    """
    log = _log_of(database)
    if not database.exists():
        raise DatabaseDamaged("the file is missing, its log is there")
    if not database.stat().st_size:
        raise DatabaseDamaged("the file is empty")
    _check_log(log.read_bytes() if log.exists() else b"")
    address = f"{database.absolute().as_uri()}?mode=ro"
    if not log.exists() and not database.with_name(database.name + JOURNAL_SUFFIX).exists():
        address += "&immutable=1"  # else SQLite would put files of its own beside a damaged one
    with closing(sqlite3.connect(address, patience, uri=True)) as connection:
        problems = connection.execute("PRAGMA quick_check(1)").fetchall()
    if problems != [("ok",)]:
        raise DatabaseDamaged("the quick check found faults")


def is_new(database: Path) -> bool:
    """Say whether nothing was ever kept here; a log without its database is a loss, not a start."""
    return not database.exists() and not _log_of(database).exists()


def _log_of(database: Path) -> Path:
    return database.with_name(database.name + LOG_SUFFIX)


def _check_log(content: bytes) -> None:
    if len(content) <= HEADER_BYTES:
        return
    if not _header_is_sound(content):
        raise DatabaseDamaged("the beginning of its log is broken")
    frames = _frames(content)
    if all(frame.follows for frame in frames):  # stops at the first one that does not
        return
    if sum(frame.ends_commit for frame in _sound_again(frames)) > TORN_COMMITS:
        raise DatabaseDamaged("its log is broken in the middle")


def _sound_again(frames: Iterator[Frame]) -> Iterator[Frame]:
    """What follows a fault.

    What is left of a commit that SQLite gave up is no such thing: it does not follow the commits
    that were written over its beginning.
    """
    rest = dropwhile(lambda frame: not frame.follows, islice(frames, DAMAGED_TOGETHER))
    return takewhile(lambda frame: frame.follows, chain(rest, frames))


def _header_is_sound(content: bytes) -> bool:
    magic, _version, size = struct.unpack_from(">3I", content)
    if magic not in (MAGIC, MAGIC + 1) or not 0 < size <= LARGEST_PAGE:
        return False
    checksum = struct.unpack_from(">2I", content, HEADER_BYTES - 8)
    return _checksum(content[: HEADER_BYTES - 8], (0, 0), magic) == checksum


def _frames(content: bytes) -> Iterator[Frame]:
    """Read the frames; each checksum goes on from the one that is written down before it.

    Frames of an earlier round through the same file have other salts.
    """
    magic, _version, size = struct.unpack_from(">3I", content)
    salts, whole = content[16:24], FRAME_HEADER_BYTES + size
    before: Checksum = struct.unpack_from(">2I", content, HEADER_BYTES - 8)
    for start in range(HEADER_BYTES, len(content) - whole + 1, whole):
        frame = content[start : start + whole]
        checksum: Checksum = struct.unpack_from(">2I", frame, 16)
        found = _checksum(frame[FRAME_HEADER_BYTES:], _checksum(frame[:8], before, magic), magic)
        yield Frame(any(frame[4:8]), follows=found == checksum and frame[8:16] == salts)
        before = checksum


def _checksum(data: bytes, start: Checksum, magic: int) -> Checksum:
    """Go on with SQLite's checksum of a log (https://www.sqlite.org/fileformat2.html)."""
    order = ">" if magic & 1 else "<"
    first, second = start
    for one, two in struct.iter_unpack(f"{order}2I", data):
        first = (first + one + second) % WORD
        second = (second + two + first) % WORD
    return first, second
