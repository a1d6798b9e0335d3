"""The kinds of trouble, and which calls each can befall."""

from enum import Enum, auto

DOWNLOAD = "download"
"""What a download counts as beside the methods, which go by their names in small letters."""


class Fault(Enum):
    """One way in which a call can go wrong, as Telegram, a proxy or the network would do it."""

    TOO_FAST = auto()
    """429: refused, with the order to wait for a second."""
    SERVER_ERROR = auto()
    """500: refused, in Telegram's form."""
    BAD_GATEWAY = auto()
    """502: a proxy answers with a page of HTML."""
    GATEWAY_TIMEOUT = auto()
    """504: refused, in Telegram's form."""
    DROPPED_BEFORE = auto()
    """The connection breaks and nothing is done."""
    DROPPED_AFTER = auto()
    """All is done, then the connection breaks before the answer."""
    HANGING_BEFORE = auto()
    """Nothing is done and no answer comes until the bot loses patience."""
    HANGING_AFTER = auto()
    """All is done and no answer comes until the bot loses patience."""
    SLOW_BODY = auto()
    """All is done, and the answer comes a few bytes at a time."""
    BROKEN_JSON = auto()
    """All is done, and the answer ends in the middle."""
    WRONG_SHAPE = auto()
    """All is done, and the answer is JSON, but not one that Telegram gives."""
    REDIRECTED = auto()
    """302: nothing is done, and the bot is sent to another server, which must not see its token."""
    AWAY = auto()
    """The whole server is gone for a while: the port is closed, then opened again."""
    UNAUTHORIZED = auto()
    """401 for a single call; `getUpdates` and `getMe` are spared, since for them it is the end."""
    CONFLICT = auto()
    """409: another bot seems to ask for updates."""
    EMPTY_POLL = auto()
    """An empty list although updates wait."""
    REPEATED = auto()
    """Each update comes twice in one batch, and once more in the next one."""
    SHUFFLED_PERSONS = auto()
    """Updates of different persons change places; each person's own keep their order."""
    SHUFFLED = auto()
    """Updates of a batch come in any order, which Telegram itself does not do."""
    BLOCKED = auto()
    """403: the person blocks the bot at this moment, and unblocks it a while later."""
    MIGRATED = auto()
    """400 with `migrate_to_chat_id`: the chat has another number from now on."""
    REFUSED_WORDS = auto()
    """400 for ever, for every message that holds certain words, and for no other."""
    FILE_UNAVAILABLE = auto()
    """400: a file is temporarily unavailable, in the words that also mean a wrong `file_id`."""
    DOWNLOAD_MISSING = auto()
    """404: the link to a file is not valid any more."""
    DOWNLOAD_FAILED = auto()
    """500 instead of a file."""
    DOWNLOAD_CUT = auto()
    """The connection breaks in the middle of a file."""


POLLING = frozenset(
    {
        Fault.CONFLICT,
        Fault.EMPTY_POLL,
        Fault.REPEATED,
        Fault.SHUFFLED_PERSONS,
        Fault.SHUFFLED,
    }
)
DOWNLOADING = frozenset({Fault.DOWNLOAD_MISSING, Fault.DOWNLOAD_FAILED, Fault.DOWNLOAD_CUT})
WRITING = frozenset({Fault.BLOCKED, Fault.MIGRATED, Fault.REFUSED_WORDS})
LOST_ANSWERS = frozenset(
    {Fault.DROPPED_AFTER, Fault.HANGING_AFTER, Fault.BROKEN_JSON, Fault.WRONG_SHAPE}
)
"""After these the bot cannot know that a call was done, and has to repeat it."""
NEVER_UNAUTHORIZED = frozenset({"getupdates", "getme", DOWNLOAD})
ONLY_API = frozenset({Fault.TOO_FAST, Fault.UNAUTHORIZED, Fault.BROKEN_JSON, Fault.WRONG_SHAPE})
"""Faults in the form of the Bot API, which a download does not have."""


def can_befall(fault: Fault, call: str) -> bool:
    """Say whether a call, named in small letters, can go wrong in this way."""
    if fault in POLLING:
        return call == "getupdates"
    if fault in DOWNLOADING:
        return call == DOWNLOAD
    if fault in WRITING:
        return call.startswith(("send", "edit"))
    if fault is Fault.FILE_UNAVAILABLE:
        return call == "getfile"
    if fault is Fault.UNAUTHORIZED:
        return call not in NEVER_UNAUTHORIZED
    return call != DOWNLOAD or fault not in ONLY_API
