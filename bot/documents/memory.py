"""How much memory the worker process may take: the kernel refuses more."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STATUS = Path("/proc/self/status")
MEGABYTE = 1 << 20


def limit_address_space(limit: int) -> None:
    """Let this process have at most `limit` bytes of address space for good."""
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def used_memory() -> int | None:
    """Tell the bytes of data that this process holds; None where a system does not say."""
    if not STATUS.exists():
        return None
    lines = STATUS.read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmData:"))
    return int(kilobytes) * 1024


@contextmanager
def at_most(limit: int | None) -> Iterator[None]:
    """Raise `MemoryError` in the block when the process would hold more data than `limit` bytes."""
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if limit is None:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))
