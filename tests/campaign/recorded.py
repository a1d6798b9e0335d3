"""Real updates of whole inspections, recorded from the small Telegram: what the fuzzer damages."""

import copy
from functools import partial
from typing import Any

from tests.direct import DirectOffice
from tests.office import BODY
from tests.telegram.walking import ADDRESS, APPOINTMENT, BIN, REMARK, SUBJECT, photo

COMMANDS = (
    *("/start", "/new", "/continue", "/acts", "/lang", "/help", "/profile", "/cancel"),
    *("/invite", "/people", "/nonsense"),
)
PICTURE = partial(photo, 32, 24)


async def record(office: DirectOffice) -> list[dict[str, Any]]:
    """Do everything that a person can do with the bot, and give the updates that it made."""
    start = len(office.history)
    for who in ("inspector", "colleague"):
        await _inspect(office, who)
    await _wander(office)
    recorded = [copy.deepcopy(raw) for raw in office.history[start:]]
    return recorded + [_other(recorded[0], kind) for kind in OTHER_KINDS] + _other_events(recorded)


async def press(office: DirectOffice, who: str, data: str) -> None:
    """Press a button of the last message, whether it is there or not."""
    message = office.messages(who)[-1]["message_id"]
    office.phones.tap(who, message, data, force=True)
    await office.settle()


async def say(office: DirectOffice, who: str, text: str, reply_to: int | None = None) -> None:
    """Type something."""
    office.phones.send_text(who, text, reply_to)
    await office.settle()


async def begin(office: DirectOffice, who: str, checklist: str = "digital_miners") -> int:
    """Begin an inspection and fill in its header; tell its id."""
    await say(office, who, "/new")
    await press(office, who, f"n:{checklist}")
    number = int(office.rows("SELECT MAX(id) FROM inspection")[0][0])
    await press(office, who, f"b:{number}")
    await say(office, who, APPOINTMENT)
    await press(office, who, f"d:{number}:0")
    for text in (SUBJECT, BIN):
        await say(office, who, text)
    await press(office, who, f"t:{number}:0")
    await say(office, who, ADDRESS)
    return number


async def finish(
    office: DirectOffice, who: str, inspection: int, violated: int | None = None
) -> None:
    """Answer everything that is open, order what is violated to be eliminated, and finish."""
    answered = "SELECT requirement, version FROM answer WHERE inspection = ?"
    versions = {row[0]: row[1] for row in office.rows(answered, (inspection,))}
    for number in range(1, 9):
        version = versions.get(str(number), 0)
        case = f"k:{inspection}:{number}:{version}:substation"
        verdict = "violates" if number == violated else "complies"
        simple = f"a:{inspection}:{number}:{version}:{verdict}"
        await press(office, who, case if number == 5 else simple)
    await press(office, who, f"r:{inspection}")
    if violated:
        await _order(office, who, inspection, violated)
    version = office.rows("SELECT version FROM inspection WHERE id = ?", (inspection,))[0][0]
    await press(office, who, f"f:{inspection}:{version}")
    await press(office, who, f"p:{inspection}:{version}:ru")


async def _order(office: DirectOffice, who: str, inspection: int, violated: int) -> None:
    await press(office, who, f"eo:{inspection}:{violated}")
    await press(office, who, f"ed:{inspection}:{violated}:10")
    await say(office, who, "what is to be done")
    await press(office, who, f"eg:{inspection}:{violated}:gross")


async def _tell_circumstances(office: DirectOffice, who: str, inspection: int) -> None:
    """Tell one circumstance by a button, and others by typing."""
    await press(office, who, f"co:{inspection}")
    for name, typed in (("representative_name", "Кім Бар"), ("colleagues", "Тағы Бір, маман")):
        await press(office, who, f"cf:{inspection}:{name}")
        await say(office, who, typed)
    await press(office, who, f"cu:{inspection}:acquaintance:refused_to_sign")


async def _inspect(office: DirectOffice, who: str) -> None:
    number = await begin(office, who)
    phones = office.phones
    await press(office, who, f"a:{number}:1:0:violates")
    question = office.messages(who)[-1]["message_id"]
    await say(office, who, REMARK)
    phones.send_album(who, [PICTURE(), PICTURE()], "Hall 3")
    phones.send_document(who, b"%PDF-1.7", "paper.pdf", "application/pdf")
    phones.send_voice(who, b"OggS", 3)
    phones.send_location(who, 51.5, 71.25)
    await office.settle()
    for data in ("w:{}:1:2", "u:{}:1:3", "q:{}:4", "a:{}:4:0:not_applicable", "v:{}:4:0", "l:{}:0"):
        await press(office, who, data.format(number))
    await say(office, who, "one remark more", question)
    await _tell_circumstances(office, who, number)
    await finish(office, who, number, violated=7)
    act = office.rows("SELECT MAX(id) FROM act")[0][0]
    for data in ("as:{}", "at:{}:1003", "ax:{}", "ao:{}", "af:{}", "ac:{}", "ap:{}:kk"):
        await press(office, who, data.format(act))
    await press(office, who, f"ap:{act}:kk+ru")
    await begin(office, who, "digital_mining_pools")


async def _wander(office: DirectOffice) -> None:
    who = "inspector"
    for command in COMMANDS:
        await say(office, who, command)
    draft = office.rows("SELECT MAX(id) FROM inspection WHERE inspector = 1002")[0][0]
    for data in (f"x:{draft}", f"y:{draft}", "lang:en", "me:position", "z", "e", "c:new", "al:0"):
        await press(office, who, data)
    await say(office, who, BODY)
    await say(office, who, "/start v_nothing")
    office.phones.send_contact(who)
    own = next(m for m in office.world.messages(who) if m.get("text") == REMARK)
    office.phones.edit_text(who, own["message_id"], "edited")
    office.phones.block_bot("supervisor")
    office.phones.unblock_bot("supervisor")
    await say(office, "administrator", "/invite")
    await press(office, "administrator", "i:inspector")
    await say(office, "outsider", "/start i_nothing")
    await say(office, "supervisor", "/acts")


FILE = {"file_id": "f", "file_unique_id": "f"}
OTHER_KINDS: tuple[dict[str, Any], ...] = (
    {"sticker": {**FILE, "width": 1, "height": 1, "type": "regular"}},
    {"dice": {"emoji": "🎲", "value": 3}},
    {"venue": {"location": {"latitude": 1, "longitude": 2}, "title": "t", "address": "a"}},
    {"video_note": {**FILE, "length": 5, "duration": 1}},
    {"poll": {"id": "1", "question": "q", "options": [], "type": "regular"}},
    {"pinned_message": None},
    {"via_bot": {"id": 5, "is_bot": True, "first_name": "x"}, "text": "/new"},
    {"sender_chat": {"id": -7, "type": "channel", "title": "c"}, "text": "/new"},
    {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}, "text": "/new"},
)


def _other(message: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    """A message of a kind that the demo's phones cannot send."""
    kept = {k: v for k, v in message["message"].items() if k not in {"text", "entities"}}
    return {"update_id": 1, "message": {**kept, **content}}


def _other_events(recorded: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Events that the bot has not asked for, and those from groups."""
    message = recorded[0]["message"]
    sender = message["from"]
    group = {"id": -100, "type": "supergroup", "title": "G"}
    inline = {"id": "1", "from": sender, "query": "q", "offset": ""}
    inaccessible = {"chat": message["chat"], "message_id": 1, "date": 0}
    tap = {"id": "9", "from": sender, "chat_instance": "1", "data": "c:new"}
    return [
        {"update_id": 1, "message": {**message, "chat": group}},
        {"update_id": 1, "channel_post": {**message, "chat": {**group, "type": "channel"}}},
        {"update_id": 1, "inline_query": inline},
        {"update_id": 1, "callback_query": tap},
        {"update_id": 1, "callback_query": {**tap, "message": inaccessible}},
        {"update_id": 1, "callback_query": {**tap, "inline_message_id": "x"}},
        {"update_id": 1, "quantum_message": message},
    ]
