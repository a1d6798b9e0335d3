"""The files of the small Telegram: kept once, found by their identifiers."""

import hashlib
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.demo.errors import bad_request
from bot.demo.payload import Payload

MEGABYTE = 1 << 20
LARGEST_DOWNLOAD = 20 * MEGABYTE
LARGEST_UPLOAD = 50 * MEGABYTE
UNIQUE_LENGTH = 15
UNKNOWN = "application/octet-stream"
"""What an upload without a type of its own is called; the file's name tells more."""
PREFIXES = {"photo": "AgAC", "document": "BQAC", "voice": "AwAC", "thumbnail": "AAMC"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as Telegram knows it."""

    file_id: str
    kind: str
    content: bytes
    file_path: str
    file_name: str
    mime_type: str

    @property
    def sha256(self) -> str:
        """Name the content by its digest."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def file_unique_id(self) -> str:
        """Recognise the same content under different identifiers."""
        return f"Ag{self.sha256[:UNIQUE_LENGTH]}"

    def as_file(self) -> Payload:
        """Show it as a Bot API `File`."""
        return {**self.identity(), "file_path": self.file_path}

    def identity(self) -> Payload:
        """Give the fields that all kinds of files share."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.file_unique_id,
            "file_size": len(self.content),
        }


class Files:
    """All files, of persons and of the bot."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def __iter__(self) -> Iterator[StoredFile]:
        return iter(self._by_id.values())

    def add(self, kind: str, content: bytes, file_name: str, mime_type: str = "") -> StoredFile:
        """Keep a file and give it its identifiers."""
        number = len(self._by_id)
        folder = "photos" if kind in {"photo", "thumbnail"} else f"{kind}s"
        known = mime_type if mime_type != UNKNOWN else ""
        guessed = known or mimetypes.guess_type(file_name)[0] or UNKNOWN
        stored = StoredFile(
            file_id=f"{PREFIXES[kind]}{number:06d}{hashlib.sha256(content).hexdigest()[:40]}",
            kind=kind,
            content=content,
            file_path=f"{folder}/file_{number}{PurePosixPath(file_name).suffix}",
            file_name=file_name,
            mime_type=guessed,
        )
        self.put(stored)
        return stored

    def put(self, stored: StoredFile) -> None:
        """Take over a file that has its identifiers already."""
        self._by_id[stored.file_id] = stored

    def get(self, file_id: str) -> StoredFile:
        """Find a file by its identifier."""
        try:
            return self._by_id[file_id]
        except KeyError:
            raise bad_request("invalid file_id") from None

    def at_path(self, file_path: str) -> StoredFile | None:
        """Find a file by the path that `getFile` has told."""
        return next((one for one in self if one.file_path == file_path), None)

    def clear(self) -> None:
        """Forget all files."""
        self._by_id.clear()
