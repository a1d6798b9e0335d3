"""Real updates of the review of acts, of their terms, of people and settings: more to damage."""

import copy
from collections.abc import Iterable
from typing import Any

from tests.campaign.recorded import PICTURE, begin, finish, press, say
from tests.direct import DirectOffice

LEADER, SUPERVISOR, ADMINISTRATOR = "inspector", "supervisor", "administrator"
VOICE = b"OggS"


async def record_supervision(office: DirectOffice) -> list[dict[str, Any]]:
    """Take an act through all that may become of it, look after people, and give the updates."""
    start = len(office.history)
    inspection, act = await _together(office)
    await _review(office, inspection, act)
    await _settle(office)
    await _manage(office)
    await _adjust(office)
    return [copy.deepcopy(raw) for raw in office.history[start:]]


async def _press_all(office: DirectOffice, who: str, data: Iterable[str]) -> None:
    for each in data:
        await press(office, who, each)


async def _send(office: DirectOffice, who: str, *, voice: bool) -> None:
    if voice:
        office.phones.send_voice(who, VOICE, 3)
    else:
        office.phones.send_photo(who, PICTURE())
    await office.settle()


def _last(office: DirectOffice, table: str) -> int:
    return int(office.rows(f"SELECT MAX(id) FROM {table}")[0][0])


async def _together(office: DirectOffice) -> tuple[int, int]:
    """Finish an act with a colleague, which goes to all supervisors, is withdrawn and sent."""
    inspection = await begin(office, LEADER)
    choices = ("io:{}:0", "it:{}:1005:1:0", "it:{}:1005:0:0", "it:{}:1005:1:0", "q:{}:1")
    await _press_all(office, LEADER, (each.format(inspection) for each in choices))
    await press(office, "colleague", f"q:{inspection}:2")
    await press(office, "colleague", f"a:{inspection}:2:0:complies")
    await finish(office, LEADER, inspection, violated=7)
    act = _last(office, "act")
    sent = ("as:{}", "ab:{}", "ax:{}", "rw:{}", "as:{}", "ab:{}", "at:{}:1003", "ax:{}")
    await _press_all(office, LEADER, (each.format(act) for each in sent))
    return inspection, act


async def _review(office: DirectOffice, inspection: int, act: int) -> None:
    """Return, correct, compare, accept, ask, decline, unlock."""
    await _press_all(office, SUPERVISOR, ("rl:0", f"ao:{act}", f"rr:{act}", f"rt:{act}:7"))
    await _press_all(office, SUPERVISOR, (f"rp:{act}:0", f"rk:{act}", f"rr:{act}", f"rt:{act}:7"))
    await say(office, SUPERVISOR, "what is wrong with it")
    await _send(office, SUPERVISOR, voice=True)
    await press(office, SUPERVISOR, f"rb:{act}")
    await press(office, LEADER, f"cr:{act}:7")
    await press(office, LEADER, f"ca:{act}")
    correction = _last(office, "inspection")
    assert correction > inspection
    await finish(office, LEADER, correction)
    second = _last(office, "act")
    for data in ("cv:{}", "as:{}", "ax:{}"):  # the receivers of before are chosen
        await press(office, LEADER, data.format(second))
    await _press_all(office, SUPERVISOR, (f"cv:{second}", f"ra:{second}", f"ra:{second}"))
    for decision in ("cd:{}", "cl:{}"):
        await press(office, LEADER, f"ck:{second}")
        await say(office, LEADER, "the address is wrong")
        await press(office, SUPERVISOR, decision.format(second))
    await press(office, SUPERVISOR, f"ce:{second}")
    await press(office, LEADER, f"ck:{second}")


async def _settle(office: DirectOffice) -> None:
    """Extend a term, find it not met, take that back, and prove that it was met."""
    await finish(office, LEADER, await begin(office, LEADER), violated=7)
    act = _last(office, "act")

    def now(data: str) -> str:
        version = office.rows(
            "SELECT version FROM deadline JOIN act USING (inspection) WHERE act.id = ?", (act,)
        )[0][0]
        return data.format(act=act, version=version)

    for opening in ("do:{act}", "dl:{act}:0", "dd:{act}:7", "dx:{act}:7:{version}"):
        await press(office, LEADER, now(opening))
    await press(office, LEADER, now("dy:{act}:7:{version}:30"))
    await say(office, LEADER, "the parts are late")
    for extended in ("dz:{act}:7:{version}", "dn:{act}:7:{version}"):
        await press(office, LEADER, now(extended))
    await say(office, LEADER, "nothing was done")
    for failed in ("df:{act}:7:{version}", "du:{act}:7:{version}", "de:{act}:7:{version}"):
        await press(office, LEADER, now(failed))
    await say(office, LEADER, "it was repaired")
    await _send(office, LEADER, voice=False)
    await press(office, LEADER, now("dt:{act}:7:{version}"))
    await say(office, LEADER, "it was repaired well")
    await _send(office, LEADER, voice=False)
    for proven in ("dc:{act}:7:{version}", "dp:{act}:7"):
        await press(office, LEADER, now(proven))


async def _manage(office: DirectOffice) -> None:
    """Search for somebody, change a role and back, look at how work would be handed over."""
    boss = ADMINISTRATOR
    await _press_all(office, boss, ("pl:0", "pz"))
    await say(office, boss, "Оспанов")
    shown = ("pt:0", "po:1005", "pr:1005", "pq:1005:inspector", "pc:1005:inspector:supervisor")
    await _press_all(office, boss, (*shown, "pc:1005:supervisor:inspector", "pa:1005", "pk:1005"))
    removal = ("pn:1005:0", "pw:1005:1002", "ps:1005:inspector:1002", "pf:0", "ph:1005:1002")
    await _press_all(office, boss, removal)


async def _adjust(office: DirectOffice) -> None:
    """Live elsewhere, and get a digest for a while."""
    for who in (LEADER, SUPERVISOR):
        await press(office, who, "so")
        await say(office, who, "08:45")
        await _press_all(office, who, ("sz:5", "sd:510", "sx", "sc"))
