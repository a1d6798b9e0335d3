"""Updates that come more than once or out of their order."""

from collections import defaultdict
from random import Random

from bot.demo.payload import Payload


def sender_of(update: Payload) -> int:
    """Tell whose update it is."""
    content = next(value for name, value in update.items() if name != "update_id")
    return int(content["from"]["id"])


def doubled(updates: list[Payload]) -> list[Payload]:
    """Give each update twice in a row."""
    return [update for update in updates for _time in range(2)]


def shuffled(updates: list[Payload], dice: Random) -> list[Payload]:
    """Give the updates in any order."""
    return dice.sample(updates, len(updates))


def shuffled_persons(updates: list[Payload], dice: Random) -> list[Payload]:
    """Mix the updates of different persons and keep the order of each."""
    turns = shuffled(updates, dice)
    own: dict[int, list[Payload]] = defaultdict(list)
    for update in updates:
        own[sender_of(update)].append(update)
    return [own[sender_of(turn)].pop(0) for turn in turns]
