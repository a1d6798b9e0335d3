"""Updates as no Telegram would send them: real ones, damaged in every way that JSON allows."""

import copy
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

Update = dict[str, Any]
Spot = tuple[Any, Any]
"""A container, and the key or index of something in it."""

HUGE = 10**30
STRANGE_TEXTS = (
    "",
    "   ",
    "\x00",
    "\ud83d",  # half of an emoji
    "a\udc00b",
    "\u202eabc\u202c",
    "\u200b\u200d\ufeff",
    "<b>&amp;<script>",
    "%s %(name)s {0}",
    "'; DROP TABLE person; --",
    "../../etc/passwd",
    "ұ" * 5000,
    "😀" * 3000,
    "/" + "s" * 4096,
    "\n" * 500,
    "/start i_" + "A" * 60,
    "/start v_\x00",
)
STRANGE_NUMBERS = (0, -1, 2**31, 2**52, 2**63 - 1, 2**63, -(2**63) - 1, HUGE, -HUGE, 1.5, 1e308)
STRANGE_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    [],
    {},
    [[]],
    float("inf"),
    float("nan"),
    *STRANGE_TEXTS,
    *STRANGE_NUMBERS,
)
BUTTONS = (
    *"avkquwlrhsbdtnoxyzefpic",
    *("ao", "al", "ac", "ap", "as", "at", "ax", "lang", "me", "co", "cf", "cu", "eo", "eg", "ed"),
    *("pl", "po", "pa", "px", "ms", "pf", "pz", "pt", "pr", "pq", "pc", "pk", "pn", "pw", "ph"),
    *("ps", "so", "sc", "sz", "sd", "sx", "io", "it", "ab", "af", "ca", "cr", "ck", "cl", "ce"),
    *("cd", "cv", "ra", "rr", "rt", "rp", "rk", "rb", "rw", "rl"),
    *("do", "dl", "dd", "de", "dc", "dt", "dx", "dy", "dn", "dz", "df", "du", "dp"),
)
BUTTON_PARTS = (
    *("0", "1", "2", "5", "99", "-1", "complies", "not_applicable", "kk", "address", "None"),
    *("1002", "1003", "1005", "inspector", "supervisor", "admin", "7", "510"),
    *("gross", "kk+ru", "acquaintance", "period_end", "today", "10", "366"),
    *("", "ү", str(HUGE)),
)
KINDS = (
    *("message", "edited_message", "channel_post", "callback_query", "my_chat_member", "poll"),
    *("inline_query", "message_reaction", "chat_member", "business_message", "guest_message"),
    *("chat_join_request", "purchased_paid_media", "quantum_message", "story_deleted"),
)
SOMEBODY = (1001, 1002, 1003, 1004, 1005, 777, HUGE)
DEEP = 1500


def spots(root: Any) -> list[Spot]:
    """Name every place in an update at which something could be put."""
    found: list[Spot] = []
    waiting = [root]
    while waiting:
        container = waiting.pop()
        keys = list(container) if isinstance(container, dict) else range(len(container))
        for key in keys:
            found.append((container, key))
            if isinstance(container[key], (dict, list)):
                waiting.append(container[key])
    return found


def nested(levels: int) -> Any:
    """A value as deep as that."""
    value: Any = 1
    for level in range(levels):
        value = {"a": value} if level % 2 else [value]
    return value


class Mutator:
    """Makes updates out of recorded ones; the same seed makes the same updates."""

    def __init__(self, corpus: Sequence[Update], seed: int) -> None:
        self._corpus = corpus
        self._random = random.Random(seed)
        self._next_number = 5 * 10**9
        self._ways: tuple[Callable[[Update], None], ...] = (
            *[self._put_something_strange] * 3,
            self._delete,
            self._swap,
            self._grow,
            *[self._forge_button] * 3,
            *[self._say_something] * 3,
            self._be_somebody_else,
            self._be_elsewhere,
            self._be_of_another_kind,
            self._be_numbered_strangely,
        )

    def make(self) -> Any:
        """One more update: mostly damaged, sometimes sound, sometimes nothing of the kind."""
        dice = self._random.random()
        if dice < 0.03:
            return self._anything(3)
        update = copy.deepcopy(self._random.choice(self._corpus))
        self._next_number += 1
        update["update_id"] = self._next_number
        self._renumber(update)
        if dice < 0.1:
            return update
        for _damage in range(self._random.choice((1, 1, 1, 2, 3, 5))):
            # What is nested too deeply cannot be copied, and of nothing nothing can be damaged.
            with suppress(RecursionError, IndexError):
                self._random.choice(self._ways)(update)
        return update

    def _renumber(self, update: Update) -> None:
        """A message is new, else most of them would have been kept before."""
        message = update.get("message")
        if isinstance(message, dict):
            message["message_id"] = self._next_number % 2**31

    def _spot(self, update: Update) -> Spot:
        return self._random.choice([spot for spot in spots(update) if spot[1] != "update_id"])

    def _put_something_strange(self, update: Update) -> None:
        container, key = self._spot(update)
        container[key] = copy.deepcopy(self._random.choice(STRANGE_VALUES))

    def _delete(self, update: Update) -> None:
        container, key = self._spot(update)
        del container[key]

    def _swap(self, update: Update) -> None:
        container, key = self._spot(update)
        other, place = self._spot(update)
        container[key], other[place] = copy.deepcopy(other[place]), copy.deepcopy(container[key])

    def _grow(self, update: Update) -> None:
        container, key = self._spot(update)
        levels = self._random.choice((1, 1, 20, 200, DEEP))
        if isinstance(container, dict) and self._random.random() < 0.5:
            container[f"future_{self._random.randrange(9)}"] = nested(levels)
        else:
            container[key] = nested(levels)

    def _forge_button(self, update: Update) -> None:
        query = update.get("callback_query")
        if isinstance(query, dict):
            parts = self._random.choices(BUTTON_PARTS, k=self._random.randrange(6))
            query["data"] = ":".join([self._random.choice(BUTTONS), *parts])

    def _say_something(self, update: Update) -> None:
        message = update.get("message")
        if isinstance(message, dict):
            name = self._random.choice(("text", "text", "caption"))
            message[name] = self._random.choice(STRANGE_TEXTS)

    def _be_somebody_else(self, update: Update) -> None:
        number = self._random.choice(SOMEBODY)
        both = self._random.random() < 0.7
        for container, key in spots(update):
            wanted = key == "from" or (both and key == "chat")
            if wanted and isinstance(container[key], dict):
                container[key]["id"] = number

    def _be_elsewhere(self, update: Update) -> None:
        kinds = ("group", "supergroup", "channel", "sender", "x")
        for container, key in spots(update):
            if key == "chat" and isinstance(container[key], dict):
                container[key]["type"] = self._random.choice(kinds)
                container[key]["id"] = self._random.choice((-100, -1001234567890, 1002))

    def _be_of_another_kind(self, update: Update) -> None:
        for kind in [name for name in update if name != "update_id"]:
            update[self._random.choice(KINDS)] = update.pop(kind)

    def _be_numbered_strangely(self, update: Update) -> None:
        if self._random.random() < 0.5:
            update["update_id"] = self._random.choice((*STRANGE_VALUES, nested(3)))
        else:
            update.pop("update_id", None)

    def _anything(self, depth: int) -> Any:
        """Any JSON at all."""
        if depth == 0 or self._random.random() < 0.3:
            return copy.deepcopy(self._random.choice(STRANGE_VALUES))
        if self._random.random() < 0.5:
            return [self._anything(depth - 1) for _item in range(self._random.randrange(4))]
        names = ("update_id", *KINDS, "from", "chat", "id", "data", "text")
        chosen = self._random.choices(names, k=self._random.randrange(5))
        return {name: self._anything(depth - 1) for name in chosen}
