"""Updates that are no message of a person's own chat: not asked for, and never answered."""

from typing import Any

from tests.access.phones import typed
from tests.office import Office

POLL_FLAGS = ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting")
ADDRESS = ("country_code", "state", "city", "street_line1", "street_line2", "post_code")


def other_events(office: Office, key: str, words: str) -> dict[str, dict[str, Any]]:
    """One of each kind that a person can cause, with the person's words where there are any."""
    person = office.world.person(key)
    user, chat = person.as_user(), person.as_chat()
    member = {"user": office.world.profile.as_user(), "status": "member"}
    kicked = {**member, "status": "kicked", "until_date": 0}
    ends = {"old_chat_member": member, "new_chat_member": kicked}
    press = {"id": "1", "from": user, "chat_instance": "1", "data": "c:new"}
    reaction: dict[str, Any] = {"old_reaction": [], "new_reaction": []}
    return {
        **_of_inline_mode(user, words),
        **_of_polls_and_payments(user, words),
        "message_reaction": {"chat": chat, "message_id": 1, "user": user, "date": 1, **reaction},
        "my_chat_member": {"chat": chat, "from": user, "date": 1, **ends},
        "business_message": typed(office, key, words, business_connection_id="b"),
        "callback_query": {**press, "inline_message_id": "i"},
    }


def _of_inline_mode(user: dict[str, Any], words: str) -> dict[str, dict[str, Any]]:
    return {
        "inline_query": {"id": "1", "from": user, "query": words, "offset": ""},
        "chosen_inline_result": {"result_id": "1", "from": user, "query": words},
    }


def _of_polls_and_payments(user: dict[str, Any], words: str) -> dict[str, dict[str, Any]]:
    flags = {**dict.fromkeys(POLL_FLAGS, False), "members_only": False}
    poll = {"id": "1", "question": words, "options": [], "total_voter_count": 0, "type": "regular"}
    order = {"id": "1", "from": user, "invoice_payload": words}
    return {
        "poll": {**poll, **flags},
        "poll_answer": {
            "poll_id": "1",
            "user": user,
            "option_ids": [],
            "option_persistent_ids": [],
        },
        "shipping_query": {**order, "shipping_address": dict.fromkeys(ADDRESS, "x")},
        "pre_checkout_query": {**order, "currency": "KZT", "total_amount": 1},
    }
