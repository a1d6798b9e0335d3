"""The list from which the leader chooses co-inspectors: who is on it, in which order."""

import re

from bot.domain.circumstances import Circumstance
from bot.domain.people import PersonId
from tests.office import Chat, Office, services_of
from tests.telegram.issuing import stores_of
from tests.telegram.together import COLLEAGUE, COLLEAGUE_ID, ENGLISH, LEADER, together, unname
from tests.telegram.walking import answer_rest, begin_filled, finish

FILL = """
INSERT INTO person (id, language, language_chosen, role, full_name, position, state_body, joined_at)
VALUES (?, 'kk', 1, 'inspector', ?, 'маман', 'Басқа департамент', '2026')
"""
OTHERS = 12


async def crowd(office: Office) -> Chat:
    """A leader among colleagues of another state body, one of the own, and one without a name."""
    await office.hire("colleague")
    leader = await begin_filled(office, ENGLISH)
    for number in range(OTHERS):
        await office.rows(FILL, (2000 + number, f"Ахметов {number:02}"))
    await office.rows(FILL, (3000, None))
    await leader.tap(leader.screen, "io:1:0", force=True)
    return leader


def listed(chat: Chat) -> list[str]:
    """The people on the page that is open."""
    return [text for text in chat.labels() if text.startswith(("⬜️", "☑️"))]


async def test_the_own_state_body_comes_first_and_the_list_has_pages(office: Office) -> None:
    """Nobody is left out who is introduced, and the leader is not among them."""
    leader = await crowd(office)
    first = listed(leader)
    assert first[0] == f"⬜️ {COLLEAGUE}, бас маман"
    await leader.press("▶", _turning(leader))
    everybody = [*first, *listed(leader)]
    assert len(everybody) == len(set(everybody)) == OTHERS + 1
    assert LEADER not in str(everybody)
    await leader.press("⬜️ Ахметов 11")
    assert "☑️" not in str(listed(leader)), "the page stays where it was"
    await leader.press("◀")
    assert listed(leader)[0].startswith("☑️ Ахметов 11")


def _turning(chat: Chat) -> dict[str, object]:
    """The open screen with nothing but the buttons that turn pages."""
    rows = chat.screen["reply_markup"]["inline_keyboard"]
    turning = [[b for b in row if re.fullmatch("[◀▶]", b["text"])] for row in rows]
    return {**chat.screen, "reply_markup": {"inline_keyboard": turning}}


async def test_ten_take_part_at_most(office: Office) -> None:
    """The form has a limited number of lines; the eleventh is refused in words."""
    leader = await crowd(office)
    for number in range(11):
        await leader.tap(leader.screen, f"it:1:{2000 + number}:1:0", force=True)
    assert leader.toast == "At most 10 inspectors can take part with the bot."
    assert len(await office.rows("SELECT person FROM participant")) == 10


async def test_who_has_no_role_or_no_name_is_not_added(office: Office) -> None:
    """A forged button names nobody who could not be printed as an official."""
    leader = await crowd(office)
    for person in (1004, 3000, 99):
        await leader.tap(leader.screen, f"it:1:{person}:1:0", force=True)
        assert leader.toast == "This person has no role in the bot."
    assert await office.rows("SELECT person FROM participant") == []


async def test_whoever_left_can_still_be_removed(office: Office) -> None:
    """Somebody without a role stands in the list while taking part, and is told nothing."""
    leader, colleague = await together(office)
    await office.rows("UPDATE person SET active = 0 WHERE id = ?", (COLLEAGUE_ID,))
    before = len(colleague.messages)
    await unname(leader)
    assert len(colleague.messages) == before
    assert COLLEAGUE not in str(leader.labels())


async def test_colleagues_without_the_bot_are_typed_and_all_are_printed(office: Office) -> None:
    """The screen says of both who they are, and leads from one to the other."""
    leader, _colleague = await together(office)
    await leader.tap(leader.screen, "io:1:0", force=True)
    await leader.press("✏ Colleagues without the bot")
    assert "Who has the bot on the own phone is chosen under “Co-inspectors”" in leader.text
    await leader.send(f"Сейітова Әлия, бас маман\n{COLLEAGUE}, бас маман")
    await leader.tap(leader.screen, f"cf:1:{Circumstance.COLLEAGUES}", force=True)
    shown = await leader.press("👥 Co-inspectors")
    assert f"With the bot: {COLLEAGUE}, бас маман" in shown
    assert "Without the bot: Сейітова Әлия, бас маман" in shown
    assert await officials(office, leader) == [LEADER, COLLEAGUE, "Сейітова Әлия"]


async def officials(office: Office, leader: Chat) -> list[str]:
    """Finish, and read who is printed."""
    await leader.press("▶ Go on")
    await answer_rest(leader, ENGLISH)
    await finish(leader, ENGLISH)
    services = services_of(office.app)
    async with stores_of(office).database.transaction():
        person = await services.people.get(PersonId(COLLEAGUE_ID))
        assert person is not None
        (summary,) = await services.acts.visible_to(person, 5, 0)
        act = await services.acts.get(person, summary.id)
        printed = services.acts.content(act, act.record.edition)
    return [each.full_name for each in printed.officials]
