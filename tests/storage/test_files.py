"""Files by the SHA-256 of their content."""

import hashlib
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.services.ports import Files
from storage.files import FileStore

DATA = b"%PDF-1.7 some act"
SHA256 = hashlib.sha256(DATA).hexdigest()

DIE_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from storage.files import FileStore
os.fsync = lambda _file: os.kill(os.getpid(), signal.SIGKILL)
FileStore(Path(sys.argv[1]))._keep("acts", b"some act", ".pdf")
"""


def listing(folder: Path) -> list[tuple[str, int, int]]:
    """Which files there are, and when each was written."""
    found = [(path, path.stat()) for path in sorted(folder.rglob("*"))]
    return [(path.name, kept.st_ino, kept.st_mtime_ns) for path, kept in found]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """An empty store, as the services see it."""
    return FileStore(tmp_path)


async def test_a_file_is_kept_under_its_own_fingerprint(files: Files, tmp_path: Path) -> None:
    """The name says what is inside, and nobody else may read it."""
    assert await files.keep("acts", DATA, ".pdf") == SHA256
    kept = tmp_path / "acts" / f"{SHA256}.pdf"
    assert files.path("acts", SHA256, ".pdf") == str(kept)
    assert kept.read_bytes() == DATA
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


async def test_the_same_content_is_kept_once(files: Files, tmp_path: Path) -> None:
    """The second time nothing is written."""
    await files.keep("acts", DATA, ".pdf")
    written = listing(tmp_path)
    assert await files.keep("acts", DATA, ".pdf") == SHA256
    assert listing(tmp_path) == written


async def test_a_full_disk_leaves_nothing_behind(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be forced to disk is taken away again, and the next try works."""

    def no_space(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        await files.keep("acts", DATA, ".pdf")
    assert [name for name, *_ in listing(tmp_path)] == ["acts"]
    monkeypatch.undo()
    assert await files.keep("acts", DATA, ".pdf") == SHA256


def test_a_process_that_dies_while_writing_leaves_no_partial_file(tmp_path: Path) -> None:
    """Whatever lies around afterwards, it does not bear the name of a kept file."""
    command = [sys.executable, "-c", DIE_WHILE_WRITING, str(tmp_path)]
    died = subprocess.run(command, check=False, cwd=Path(__file__).parents[2])
    assert died.returncode == -signal.SIGKILL
    assert list(tmp_path.rglob("*.pdf")) == []
