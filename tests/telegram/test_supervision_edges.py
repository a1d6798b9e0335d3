"""Those who could decide are gone, or never knew of an act: nobody waits in vain, nobody peeps."""

from bot.domain.act import ActId
from bot.domain.people import Person, PersonId
from tests.office import Chat, Office
from tests.telegram.correcting import REASON, correct
from tests.telegram.issuing import INSPECTOR, inspector_of, issue, services_of, stores_of
from tests.telegram.reviewing import ACCEPT, file_of, notices, status, submitted
from tests.telegram.together import COLLEAGUE_ID, LEADER, told

NOBODY_DECIDES = "cannot decide any more"
SUPERVISOR = PersonId(1003)
SECOND_ID = 1004
ADMINISTRATOR_ID = 1001


async def tap(chat: Chat, *data: str) -> None:
    """Press buttons as administrators do, whatever screen is open."""
    for each in data:
        await chat.tap(chat.screen, each, force=True)


async def supervisor_of(office: Office) -> Person:
    """The supervisor, as the bot knows that one now."""
    found = await stores_of(office).people.get(SUPERVISOR)
    assert found is not None
    return found


async def take_part(office: Office, person: int) -> None:
    """Let somebody be a co-inspector of what is finished already."""
    await office.rows(
        "INSERT INTO participant VALUES (1, ?, 'Оспанов Бауыржан', 'маман', '2026')", (person,)
    )


async def test_the_inspector_hears_at_once_that_nobody_can_decide(office: Office) -> None:
    """When the last supervisor goes, not before and not again; a button leads to another one."""
    inspector = await submitted(office)
    await office.hire("administrator")
    admin = office.chat("administrator")
    await tap(admin, "pc:1003:supervisor:inspector")
    assert notices(inspector, NOBODY_DECIDES) == []
    await tap(admin, f"pc:{SECOND_ID}:supervisor:inspector")
    (notice,) = notices(inspector, NOBODY_DECIDES)
    await tap(admin, f"px:{SECOND_ID}:inspector")
    assert len(notices(inspector, NOBODY_DECIDES)) == 1

    await inspector.press("Choose another supervisor", notice)
    assert "To whom should act" in inspector.text
    assert any("Сәрсенова" in label for label in inspector.labels())
    assert inspector.labels(notice) == ["Choose another supervisor", "📄 Open the act"]
    await inspector.press("Send to supervisor")
    assert ACCEPT in admin.labels(file_of(admin))


async def test_a_removed_supervisor_leaves_nobody_waiting(office: Office) -> None:
    """The same when the role is taken away; acts that are decided are no concern."""
    inspector = await submitted(office)
    await office.hire("administrator")
    admin = office.chat("administrator")
    await tap(admin, f"px:{SECOND_ID}:supervisor", "px:1003:supervisor")
    assert len(notices(inspector, NOBODY_DECIDES)) == 1


async def test_of_a_decided_act_nobody_is_told(office: Office) -> None:
    """It waits for nothing."""
    inspector = await submitted(office)
    supervisor = office.chat("supervisor")
    await supervisor.press(ACCEPT, file_of(supervisor))
    await office.hire("administrator")
    await tap(office.chat("administrator"), f"px:{SECOND_ID}:supervisor", "px:1003:supervisor")
    assert notices(inspector, NOBODY_DECIDES) == []
    assert await status(office) == "accepted"


async def test_a_supervisor_who_leads_now_sends_it_to_somebody_else(office: Office) -> None:
    """Nobody decides about what is handed over to the decider, so that one is told to send it."""
    await submitted(office)
    await office.hire("administrator")
    admin = office.chat("administrator")
    await tap(admin, f"px:{SECOND_ID}:supervisor", "ps:1002:inspector:1003")
    leader = office.chat("supervisor")
    (notice,) = notices(leader, NOBODY_DECIDES)
    await leader.press("Choose another supervisor", notice)
    assert [label for label in leader.labels() if "Төлегенова" in label] == []
    await leader.press("Send to supervisor")
    await admin.press(ACCEPT, file_of(admin))
    assert await status(office) == "accepted"


async def test_a_handed_over_act_with_another_decider_waits_for_that_one(office: Office) -> None:
    """The successor is told of the work alone."""
    await submitted(office)
    await office.hire("administrator")
    await tap(office.chat("administrator"), "ps:1002:inspector:1003")
    assert notices(office.chat("supervisor"), NOBODY_DECIDES) == []


async def test_what_was_withdrawn_on_its_way_is_never_seen(office: Office) -> None:
    """Neither in the list nor by a forged button; what had arrived stays to be looked up."""
    await issue(office)
    await office.hire("supervisor")
    services, act = services_of(office), ActId(1)
    async with stores_of(office).database.transaction():
        inspector = await inspector_of(office)
        await services.submissions.submit(inspector, act, {SUPERVISOR})
        await services.reviews.withdraw(inspector, act)
    await office.settle()
    chat = office.chat("supervisor")
    assert "2026-000001" not in await chat.send("/acts")
    for data in ("ao:1", "ap:1:en", "af:1"):
        await chat.tap(chat.screen, data, force=True)
    assert chat.documents == []
    async with stores_of(office).database.transaction():
        assert await services.acts.visible_to(await supervisor_of(office), 5, 0) == []
        await services.submissions.submit(await inspector_of(office), act, {SUPERVISOR})
    assert office.app.outbox is not None
    office.app.outbox.wake()
    await office.settle()
    await chat.send("/acts")
    assert "2026-000001" in str(chat.labels())


async def test_a_request_goes_to_administrators_when_the_decider_leads_now(office: Office) -> None:
    """Who received the act and leads it now decides on nothing of it."""
    await submitted(office)
    supervisor = office.chat("supervisor")
    await supervisor.press(ACCEPT, file_of(supervisor))
    await office.hire("administrator")
    await office.rows("UPDATE inspection SET inspector = 1003 WHERE id = 1")
    await office.rows(f"UPDATE person SET role = 'inspector' WHERE id = {SECOND_ID}")
    services = services_of(office)
    async with stores_of(office).database.transaction():
        found = await services.acts.get(await supervisor_of(office), ActId(1))
        deciders = await services.corrections.deciders(found)
    assert [each.id for each in deciders] == [ADMINISTRATOR_ID]
    assert INSPECTOR not in {each.id for each in deciders}


async def test_co_inspectors_hear_of_a_correction_once(office: Office) -> None:
    """With a button into it; opened again, it is no news."""
    inspector = await issue(office, violated=True)
    await office.hire("colleague")
    await take_part(office, COLLEAGUE_ID)
    await correct(inspector, reason=REASON)
    colleague = office.chat("colleague")
    words = f"{LEADER} has begun a correction"
    (notice,) = told(colleague, words)
    await tap(inspector, "ca:1")
    assert len(told(colleague, words)) == 1
    assert told(inspector, words) == []
    await colleague.press("▶ Go on", notice)
    await colleague.tap(colleague.screen, "q:2:1", force=True)
    assert "1 / " in colleague.text
    assert colleague.labels(notice) == ["▶ Go on"]


async def test_an_inspector_alone_tells_nobody_of_a_correction(office: Office) -> None:
    """Without co-inspectors there is only the draft."""
    inspector = await issue(office, violated=True)
    await office.hire("colleague")
    await correct(inspector)
    assert told(office.chat("colleague"), "has begun a correction") == []
