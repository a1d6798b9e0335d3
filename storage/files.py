"""Files kept by the SHA-256 of their content, beside the database."""

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path


class FileStore:
    """Keeps acts and photos under `DATA_DIR`; a file once written never changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, folder: str, data: bytes, suffix: str) -> str:
        """Write a file durably and tell its SHA-256; the same content is kept once."""
        return await asyncio.to_thread(self._keep, folder, data, suffix)

    def path(self, folder: str, sha256: str, suffix: str) -> str:
        """Where a kept file is."""
        return str(self._folder / folder / f"{sha256}{suffix}")

    def _keep(self, folder: str, data: bytes, suffix: str) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        target = Path(self.path(folder, sha256, suffix))
        if target.exists():
            return sha256
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_durably(target, data)
        return sha256


def _write_durably(target: Path, data: bytes) -> None:
    """Write beside the target, force to disk, rename: a crash leaves the whole file or none."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
