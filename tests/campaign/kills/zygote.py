"""Forks victims: everything is loaded once, so that a bot starts in a moment hundreds of times.

Run as `python -m tests.campaign.kills.zygote`: an order a line comes in, news a line go out. It
stays a single thread without an event loop, because only such a process can be forked safely.
"""

import gc
import os
import select
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress

from bot.documents import worker
from bot.documents.jobs import WarmUp
from tests.campaign.kills.orders import News, Order
from tests.campaign.kills.victim import live

LINE_BYTES = 65536


def main() -> None:
    """Say when all is loaded, then fork for each order and report each end."""
    worker.do(WarmUp())
    gc.collect()
    gc.freeze()
    woken, waking = socket.socketpair()
    for end in (woken, waking):
        end.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
    pending = b""
    _tell(News(os.getpid()))
    while True:
        ready, _writable, _odd = select.select([sys.stdin.fileno(), woken], [], [])
        if woken in ready:
            _forget(woken)
        for news in _ends():
            _tell(news)
        if sys.stdin.fileno() in ready:
            received = os.read(sys.stdin.fileno(), LINE_BYTES)
            if not received:
                return
            *lines, pending = (pending + received).split(b"\n")
            for line in lines:
                _tell(News(_fork(Order.from_line(line.decode()))))


def _forget(woken: socket.socket) -> None:
    with suppress(BlockingIOError):
        woken.recv(LINE_BYTES)


def _ends() -> Iterator[News]:
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            yield News(pid, os.waitstatus_to_exitcode(status))


def _fork(order: Order) -> int:
    pid = os.fork()
    if pid == 0:
        _become(order)
    return pid


def _become(order: Order) -> None:
    """Live as a victim; nothing of the zygote's own may be left open or running after."""
    code = 70
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDONLY)
        said = os.open(order.said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for source, target in ((nothing, 0), (said, 1), (said, 2)):
            os.dup2(source, target)
        code = live(order)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        # Not sys.exit: the zygote's loop further down the stack must not go on in the child.
        os._exit(code)


def _tell(news: News) -> None:
    sys.stdout.write(news.to_line() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
