"""What the workshop and its worker say to each other: jobs one way, answers the other."""

import pickle
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.act import Act, DocumentKind, Edition
from bot.domain.evidence import EvidenceRefused, RefusalReason

LENGTH_BYTES = 8
"""Each message is preceded by its length, a big-endian number."""


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Load what the other jobs need; the answer is empty."""


@dataclass(frozen=True, slots=True)
class Render:
    """Print a document of an act; the answer is a PDF."""

    kind: DocumentKind
    act: Act
    edition: Edition
    verification_link: str | None


@dataclass(frozen=True, slots=True)
class PreparePhoto:
    """Prepare a photo; the answer is a JPEG."""

    data: bytes


Job: TypeAlias = WarmUp | Render | PreparePhoto


@dataclass(frozen=True, slots=True)
class Done:
    """The job succeeded."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """The photo cannot serve as evidence."""

    reason: RefusalReason


@dataclass(frozen=True, slots=True)
class Failed:
    """The job raised something else."""

    error: Exception


Answer: TypeAlias = Done | Refused | Failed


def encode(message: Job | Answer) -> bytes:
    """Put a message into bytes, its length first."""
    content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def decode_job(content: bytes) -> Job:
    """Read a job of the workshop."""
    job: Job = pickle.loads(content)  # noqa: S301 - the pipe joins two halves of one program
    return job


def decode_answer(content: bytes) -> Answer:
    """Read an answer of the worker."""
    answer: Answer = pickle.loads(content)  # noqa: S301 - the pipe joins two halves of one program
    return answer


def failure(error: Exception) -> Answer:
    """Make of an error what arrives whole: some exceptions cannot be pickled and read back."""
    if isinstance(error, EvidenceRefused):
        return Refused(error.reason)
    if isinstance(error, MemoryError):
        return Failed(MemoryError())
    try:
        decode_answer(encode(Failed(error))[LENGTH_BYTES:])
    except Exception:  # noqa: BLE001 - any failure to travel means the same
        return Failed(RuntimeError(f"{type(error).__name__}: {error}"))
    return Failed(error)
