"""Private chats only, and people only: groups are left, and nobody speaks for somebody else."""

from typing import Any

import pytest

from tests.access.phones import dump, feed, pressed, said_to, sent, typed, unchanged
from tests.office import Office
from tests.telegram.walking import begin

GROUP = {"id": -100_500, "type": "group", "title": "Топ"}
SUPERGROUP = {"id": -1_001_000_000_500, "type": "supergroup", "title": "Топ"}
CHANNEL = {"id": -1_001_000_000_700, "type": "channel", "title": "Арна"}
BOT = {"id": 5, "is_bot": True, "first_name": "x"}
ANONYMOUS = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}
ORIGIN = {"type": "hidden_user", "sender_user_name": "x", "date": 1}
KEY = "inspector"


def membership(office: Office, chat: dict[str, Any], status: str) -> dict[str, Any]:
    """What Telegram tells when the bot is added, promoted or removed somewhere."""
    me = office.world.profile.as_user()
    rights = {"until_date": 0} if status == "kicked" else {}
    return {
        "chat": chat,
        "from": office.world.person(KEY).as_user(),
        "date": 1_790_000_000,
        "old_chat_member": {"user": me, "status": "left"},
        "new_chat_member": {"user": me, "status": status, **rights},
    }


async def heard(office: Office, **content: Any) -> list[str]:
    """What the bot does about an update; nothing may be kept."""
    before, calls = await dump(office), len(office.world.calls)
    await feed(office, **content)
    assert unchanged(before, await dump(office))
    return [call.method for call in office.world.calls[calls:]]


@pytest.mark.case(9)
@pytest.mark.parametrize("chat", [GROUP, SUPERGROUP, CHANNEL], ids=lambda chat: str(chat["type"]))
async def test_a_group_or_channel_is_left_without_a_word(
    office: Office, chat: dict[str, Any]
) -> None:
    """Added, spoken to, commanded, pressed: one call, and it is the farewell."""
    await office.hire(KEY, "administrator")
    assert await heard(office, my_chat_member=membership(office, chat, "member")) == ["leaveChat"]
    for text in ("hello", "/start", "/acts@tekseru_demo_bot", "/start i_token"):
        said = typed(office, KEY, text, chat=chat)
        assert await heard(office, message=said) == ["leaveChat"]
        assert await heard(office, edited_message={**said, "edit_date": 1}) == ["leaveChat"]
    post = {"message_id": 1, "date": 1, "chat": chat, "sender_chat": chat, "text": "/start"}
    assert await heard(office, channel_post=post) == ["leaveChat"]
    assert await heard(office, message={**typed(office, KEY, "x", chat=chat), "from": BOT}) == [
        "leaveChat"
    ]
    anonymous = {**typed(office, KEY, "/people", chat=chat), "from": ANONYMOUS, "sender_chat": chat}
    assert await heard(office, message=anonymous) == ["leaveChat"]
    screen = {"message_id": 1, "date": 1, "chat": chat, "from": BOT, "text": "…"}
    for data in ("c:acts", "ao:1", "i:admin"):
        press = pressed(office, "administrator", data, message=screen)
        assert await heard(office, callback_query=press) == ["leaveChat"]


@pytest.mark.case(9)
@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_who_was_removed_from_a_group_need_not_leave(office: Office, status: str) -> None:
    """A farewell would only fail."""
    await office.hire(KEY)
    assert await heard(office, my_chat_member=membership(office, GROUP, status)) == []


@pytest.mark.case(9)
async def test_a_group_that_becomes_a_supergroup_is_left_once(office: Office) -> None:
    """The old one is gone; the bot leaves the new one."""
    await office.hire(KEY)
    moved = sent(office, KEY, chat=GROUP, migrate_to_chat_id=SUPERGROUP["id"])
    assert await heard(office, message=moved) == []
    arrived = sent(office, KEY, chat=SUPERGROUP, migrate_from_chat_id=GROUP["id"])
    assert await heard(office, message=arrived) == ["leaveChat"]


@pytest.mark.case(10)
@pytest.mark.parametrize(
    "change",
    [
        {"from": BOT},
        {"from": {**BOT, "id": 1002}},
        {"sender_chat": CHANNEL},
        {"chat": {"id": 1003, "type": "private", "first_name": "x"}},
        {"from": None},
    ],
    ids=["bot", "bot with the person's id", "channel", "somebody else's chat", "nobody"],
)
async def test_nobody_speaks_for_somebody_else(office: Office, change: dict[str, Any]) -> None:
    """No answer, and nothing kept."""
    await office.hire(KEY, "supervisor")
    message = {**typed(office, KEY, "/new"), **change}
    known = {name: value for name, value in message.items() if value is not None}
    assert await heard(office, message=known) == []
    assert await heard(office, edited_message={**known, "edit_date": 1}) == []


@pytest.mark.case(10)
@pytest.mark.parametrize("more", [{"via_bot": BOT}, {"forward_origin": ORIGIN}], ids=str)
async def test_a_command_of_somebody_else_is_refused(office: Office, more: dict[str, Any]) -> None:
    """Forwarded, or made by another bot: nothing is done, and the person hears why."""
    await office.hire(KEY, "administrator")
    for key, text in ((KEY, "/cancel"), (KEY, "/start i_token"), ("administrator", "/people")):
        await feed(office, message=typed(office, key, text, **more))
        assert "written by somebody else or by another bot" in said_to(office, key)[-1]
    photo = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}
    await feed(office, message=sent(office, KEY, **photo, caption="/new", **more))
    assert "written by somebody else or by another bot" in said_to(office, KEY)[-1]


@pytest.mark.case(10)
async def test_a_forwarded_text_is_evidence(office: Office) -> None:
    """What a witness wrote belongs to the open requirement; what another bot made does not."""
    await office.hire(KEY)
    chat = office.chat(KEY)
    await begin(chat)
    await office.rows("UPDATE inspection SET state_body = 'x', subject_name = 'y'")
    await chat.tap(chat.screen, "q:1:1", force=True)
    await feed(office, message=typed(office, KEY, "куәнің сөзі", forward_origin=ORIGIN))
    await feed(office, message=typed(office, KEY, "боттың сөзі", via_bot=BOT))
    assert [row["remark"] for row in await office.rows("SELECT remark FROM answer")] == [
        "куәнің сөзі"
    ]


@pytest.mark.case(11)
async def test_a_press_counts_only_under_a_message_of_the_own_chat(office: Office) -> None:
    """Without a message, in somebody else's chat, or by a bot: no answer, and nothing kept."""
    await office.hire(KEY, "supervisor")
    somebody = {"id": 1003, "type": "private", "first_name": "x"}
    bot = office.world.profile.as_user()
    for data in ("n:digital_miners", "c:new", "lang:kk"):
        press = pressed(office, KEY, data)
        screen = {**press["message"], "chat": somebody, "from": bot}
        inline = {**press, "inline_message_id": "i"}
        del inline["message"]
        crafted = [{**press, "message": screen}, inline, {**press, "from": BOT}]
        for query in crafted:
            assert await heard(office, callback_query=query) == []


@pytest.mark.case(11)
async def test_a_button_of_a_message_that_is_gone_does_nothing(office: Office) -> None:
    """An inaccessible message: the words say so, and the present screen comes as a new one."""
    await office.hire(KEY)
    before, messages = await dump(office), len(said_to(office, KEY))
    gone = {"chat": office.world.person(KEY).as_chat(), "message_id": 1, "date": 0}
    (answer,) = await feed(
        office, callback_query=pressed(office, KEY, "n:digital_miners", message=gone)
    )
    assert "out of date" in str(getattr(answer.method, "text", None))
    assert len(said_to(office, KEY)) == messages + 1
    assert (await dump(office))["inspection"] == before["inspection"] == []


@pytest.mark.case(10)
async def test_other_kinds_of_updates_give_no_access(office: Office) -> None:
    """A business chat, a guest's message, inline mode: not asked for, and ignored if they come."""
    await office.hire(KEY)
    user = office.world.person(KEY).as_user()
    said = typed(office, KEY, "/new", business_connection_id="b")
    query = {"id": "1", "from": user, "query": "act", "offset": ""}
    for name, event in {
        "business_message": said,
        "edited_business_message": {**said, "edit_date": 1},
        "guest_message": typed(office, KEY, "/new"),
        "inline_query": query,
        "chosen_inline_result": {"result_id": "1", "from": user, "query": "act"},
    }.items():
        assert await heard(office, **{name: event}) == [], name
    guest = typed(office, KEY, "/new", chat=SUPERGROUP)
    assert await heard(office, guest_message=guest) == []
