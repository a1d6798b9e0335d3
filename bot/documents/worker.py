"""The process that prints: started by the workshop as `python -m bot.documents.worker`.

It loads nothing of aiogram, answers one job after another, and ends when its input ends, so that
no worker outlives the bot.
"""

import logging
import os
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import BinaryIO

from bot.documents.document import render_document
from bot.documents.faces import Face
from bot.documents.flow import BODY
from bot.documents.footer import verification_stamp
from bot.documents.jobs import (
    LENGTH_BYTES,
    Answer,
    Done,
    Job,
    PreparePhoto,
    Render,
    WarmUp,
    decode_job,
    encode,
    failure,
)
from bot.documents.memory import limit_address_space
from bot.documents.paint import Properties, paint
from bot.documents.photos import prepare_photo
from bot.documents.sheet import LEFT, TOP, Sheet, Text
from bot.documents.wording import written_number
from bot.domain.language import Language
from bot.i18n import speaking
from bot.records import guard_process

NICENESS = 10
"""Taps of other people come first."""


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer jobs until there are no more."""
    while length := jobs.read(LENGTH_BYTES):
        job = decode_job(jobs.read(int.from_bytes(length, "big")))
        answers.write(encode(do(job)))
        answers.flush()


def do(job: Job) -> Answer:
    """Do one job; whatever goes wrong becomes an answer, so that the worker lives on."""
    try:
        return Done(_content(job))
    except Exception as error:  # noqa: BLE001 - the workshop raises it again
        return failure(error)


def _content(job: Job) -> bytes:
    match job:
        case WarmUp():
            _warm_up()
            return b""
        case Render(kind, act, edition, verification_link):
            return render_document(kind, act, edition, verification_link)
        case PreparePhoto(data):
            return prepare_photo(data)


def _warm_up() -> None:
    """Print a page for nobody: the first act of the day should not wait for what it needs."""
    first_day = datetime(2000, 1, 1, tzinfo=UTC)
    for language in Language:
        with speaking(language):
            words = Text(LEFT, TOP, written_number("1", first_day), Face.REGULAR, BODY)
            properties = Properties("", "", "", "", language, first_day)
            paint([Sheet([words])], properties, verification_stamp("https://t.me"))


def main() -> None:
    """Serve the workshop over standard input and output; the first argument limits memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    guard_process(logging.WARNING)
    limit_address_space(int(sys.argv[1]))
    os.nice(NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get among the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with suppress(BrokenPipeError):  # the bot is gone: nobody waits for an answer
        serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
