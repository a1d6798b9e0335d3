"""Updates that come twice or in the wrong order: each counts once, for its own question."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.demo.trouble.dice import Trouble
from bot.demo.trouble.faults import Fault
from bot.documents.workshop import Workshop
from bot.domain.language import Language
from tests.campaign.troubled import TroubledOffice, be_quick
from tests.office import Chat
from tests.telegram.walking import begin, fill_header, photo

PEOPLE = ("inspector", "supervisor", "administrator")
COUNT = 12


def words(key: str) -> list[str]:
    """What one person writes, piece by piece."""
    return [f"{key} {number:02d}" for number in range(COUNT)]


async def at_the_first_question(office: TroubledOffice) -> Sequence[Chat]:
    """Everybody in an inspection of his own."""
    office.trouble.switch(on=False)
    await office.hire(*PEOPLE, language=Language.ENGLISH)
    chats = [office.chat(key) for key in PEOPLE]
    for chat in chats:
        await begin(chat)
        await fill_header(chat, Language.ENGLISH, subject=f"«{chat.key}» ЖШС")
    office.trouble.switch(on=True)
    return chats


async def remarks(office: TroubledOffice) -> list[list[str]]:
    """What is kept for each person, in the order of the persons."""
    rows = await office.rows(
        "SELECT requirement, remark FROM answer JOIN inspection ON inspection.id = inspection"
        " ORDER BY inspection.id"
    )
    assert [row["requirement"] for row in rows] == ["1"] * len(PEOPLE)
    return [row["remark"].split("\n") for row in rows]


@pytest.mark.campaign
@pytest.mark.case(14)
@pytest.mark.parametrize("fault", [Fault.SHUFFLED_PERSONS, Fault.SHUFFLED, Fault.REPEATED])
async def test_a_burst_of_several_people_counts_once(
    fault: Fault, tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that waited for an absent bot is kept once, with its own person and question."""
    be_quick(monkeypatch)
    async with TroubledOffice(tmp_path / "data", workshop, Trouble()) as office:
        chats = await at_the_first_question(office)
        await office.stop()
        for number in range(COUNT):
            for chat in chats:
                chat.phones.send_text(chat.key, words(chat.key)[number])
        office.trouble.plan(fault, times=3)
        await office.start()
        await office.settle()
        kept = await remarks(office)
        assert office.trouble.times(fault) > 0
        assert [sorted(each) for each in kept] == [words(key) for key in PEOPLE]
        if fault is not Fault.SHUFFLED:
            assert kept == [words(key) for key in PEOPLE]


@pytest.mark.campaign
@pytest.mark.case(14, 20)
@pytest.mark.parametrize("fault", [Fault.SHUFFLED, Fault.REPEATED])
async def test_taps_in_any_order_answer_only_their_own_question(
    fault: Fault, tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Impatient thumbs: every button of two screens at once, twice; one answer a question."""
    be_quick(monkeypatch)
    async with TroubledOffice(tmp_path / "data", workshop, Trouble(seed=5)) as office:
        chats = await at_the_first_question(office)
        office.trouble.switch(on=False)
        first = [[str(b["callback_data"]) for b in chat.buttons()] for chat in chats]
        for chat in chats:
            await chat.press("✅ Complies")
        pressed = [
            [data for data in (*before, *map(str, now)) if data.startswith("a:")]
            for before, now in zip(
                first, [[b["callback_data"] for b in chat.buttons()] for chat in chats], strict=True
            )
        ]
        await office.stop()
        for _time in range(2):
            for chat, buttons in zip(chats, pressed, strict=True):
                for data in buttons:
                    chat.phones.tap(chat.key, chat.screen["message_id"], data, force=True)
        office.trouble.switch(on=True)
        office.trouble.plan(fault, times=3)
        await office.start()
        await office.settle()
        assert office.trouble.times(fault) > 0
        rows = await office.rows("SELECT requirement, verdict, version FROM answer ORDER BY 1")
        assert [(row["requirement"], row["version"]) for row in rows] == [("1", 1)] * 3 + [
            ("2", 1)
        ] * 3
        assert {row["verdict"] for row in rows if row["requirement"] == "1"} == {"complies"}


@pytest.mark.campaign
@pytest.mark.case(14, 24)
@pytest.mark.parametrize("fault", [Fault.SHUFFLED, Fault.REPEATED])
async def test_an_album_is_whole_in_any_order(
    fault: Fault, tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten photos, each once; their order is that of the messages, not of their arrival."""
    be_quick(monkeypatch)
    async with TroubledOffice(tmp_path / "data", workshop, Trouble(seed=5)) as office:
        chats = await at_the_first_question(office)
        await office.stop()
        for chat in chats:
            colors = [f"#{shade:02x}8080" for shade in range(0, 250, 25)]
            chat.phones.send_album(chat.key, [photo(64, 48, color) for color in colors])
        office.trouble.plan(fault, times=3)
        await office.start()
        await office.settle()
        assert office.trouble.times(fault) > 0
        rows = await office.rows(
            "SELECT COUNT(*) AS photos, COUNT(DISTINCT message_id) AS messages,"
            " COUNT(DISTINCT sha256) AS files FROM evidence WHERE status = 'stored'"
            " GROUP BY inspection"
        )
        assert [tuple(row) for row in rows] == [(10, 10, 10)] * len(PEOPLE)
