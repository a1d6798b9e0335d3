"""Bots and their servers as processes of their own, so that none takes another's time."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "7000000001:a-token-for-tests-only"
PATIENCE = 300.0
MEGABYTE = 1024.0
LAST_WORDS = 2000


class Server:
    """A fake Telegram in its own process."""

    def __init__(self, port: int) -> None:
        self._port = port

    @property
    def url(self) -> str:
        """The address for the bot."""
        return f"http://127.0.0.1:{self._port}"

    def order(self, name: str, **parameters: Any) -> dict[str, Any]:
        """Let the server do something, and wait until it is done."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        connection.request("POST", f"/load/{name}", json.dumps(parameters))
        found: dict[str, Any] = json.loads(connection.getresponse().read())
        connection.close()
        return found


@contextmanager
def fake_telegram() -> Iterator[Server]:
    """Run a fake Telegram."""
    program = [sys.executable, "-m", "tests.benchmarks.fake_telegram"]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Server(int(process.stdout.readline()))
        finally:
            process.kill()


@contextmanager
def program(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a Python program of this repository, and end it without waiting for its farewell."""
    with TemporaryFile() as words:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=subprocess.DEVNULL,
            stderr=words,
        )
        try:
            yield process
        finally:
            died = process.poll() is not None
            process.kill()
            process.wait()
            words.seek(0)
            if died:
                sys.stderr.write(words.read().decode()[-LAST_WORDS:])


def settings(server: Server, folder: Path) -> dict[str, str]:
    """The environment that points the product to a server and a folder."""
    return {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "DATA_DIR": str(folder)}


def resident_megabytes(process_id: int) -> float:
    """How much memory a process holds."""
    status = Path(f"/proc/{process_id}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / MEGABYTE


def seconds_of(program_text: str) -> tuple[float, float]:
    """How long a short program takes from start to its last line, and the megabytes it holds."""
    status = "print(open('/proc/self/status').read(), flush=True)"
    ending = f"import os, time; print(time.monotonic()); {status}; os._exit(0)"
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", f"{program_text}\n{ending}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    lines = done.stdout.splitlines()
    memory = next(line for line in lines if line.startswith("VmRSS:"))
    return float(lines[0]) - begun, int(memory.split()[1]) / MEGABYTE
