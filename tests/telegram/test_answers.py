"""Answering: what counts, what an old button does, undo, reasons, remarks."""

import pytest

from bot.domain.language import Language
from tests.office import Chat, Office
from tests.telegram.walking import (
    answer_rest,
    begin,
    begin_filled,
    fill_header,
    finish,
    order_everything,
)

ENGLISH = Language.ENGLISH


async def answers(office: Office) -> dict[str, tuple[str | None, int]]:
    """Each answer's verdict and version."""
    rows = await office.rows("SELECT requirement, verdict, version FROM answer")
    return {row["requirement"]: (row["verdict"], row["version"]) for row in rows}


def data_of(chat: Chat, label: str) -> str:
    """What a button carries."""
    return next(str(b["callback_data"]) for b in chat.buttons() if b["text"].startswith(label))


@pytest.mark.case(20)
async def test_a_double_tap_answers_once_and_never_the_next_question(office: Office) -> None:
    """The second tap of the same button finds the answer already given."""
    chat = await begin_filled(office, ENGLISH)
    screen, data = chat.screen, data_of(chat, "✅ Complies")
    chat.phones.tap(chat.key, screen["message_id"], data)
    await chat.tap(screen, data, force=True)

    assert await answers(office) == {"1": ("complies", 1)}
    assert "2 / 8" in chat.text
    assert "saved · 1 of 8" in chat.toast


@pytest.mark.case(19)
async def test_an_old_button_says_what_is_true_now(office: Office) -> None:
    """A button drawn before the answer changed writes nothing."""
    chat = await begin_filled(office, ENGLISH)
    screen, violates = chat.screen, data_of(chat, "❌")
    await chat.press("✅ Complies")
    await chat.tap(screen, violates, force=True)

    assert "out of date" in chat.toast
    assert await answers(office) == {"1": ("complies", 1)}
    assert "2 / 8" in chat.text


@pytest.mark.case(19)
async def test_buttons_of_a_finished_inspection_change_nothing(office: Office) -> None:
    """All buttons ever drawn are pressed once more after the finish."""
    chat = await begin_filled(office, ENGLISH)
    seen = {str(b["callback_data"]) for b in chat.buttons()}
    first = chat.screen
    await chat.press("✅ Complies")
    seen |= {str(b["callback_data"]) for b in chat.buttons()}
    await answer_rest(chat, ENGLISH)
    seen |= {str(b["callback_data"]) for b in chat.buttons()}
    await chat.press("Finish")
    seen |= {str(b["callback_data"]) for b in chat.buttons()}
    await chat.press("English")
    before = await answers(office)

    for data in sorted(seen):
        await chat.tap(first, data, force=True)
        expected = "being printed" if data.startswith("p:") else "finished or cancelled"
        assert expected in chat.toast, data
    assert await answers(office) == before
    assert len(await office.rows("SELECT id FROM act")) == 1


@pytest.mark.case(6, 19)
async def test_buttons_of_somebody_elses_inspection_do_nothing(office: Office) -> None:
    """Foreign inspections and unknown ones are answered alike."""
    chat = await begin_filled(office, ENGLISH)
    foreign = [str(b["callback_data"]) for b in chat.buttons()]
    await office.hire("supervisor")
    other = office.chat("supervisor")
    for data in [
        *foreign,
        "a:999:1:0:complies",
        "q:999:1",
        "f:1:0",
        "p:1:0:kk",
        "x:1",
        "h:1:address",
    ]:
        await other.tap(other.screen, data, force=True)
        assert other.toast == "There is no such inspection.", data
    for data in ("ao:1", "ap:1:kk", "as:1", "at:1:1002", "ax:1", "ac:1"):
        await other.tap(other.screen, data, force=True)
        assert other.toast == "There is no such act.", data
    assert await answers(office) == {}


async def test_undo_is_one_tap(office: Office) -> None:
    """The answer before comes back, as often as wanted, and the question is shown again."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("✅ Complies")
    await chat.press("↩ Undo: 1")
    assert "1 / 8" in chat.text
    assert (await answers(office))["1"] == (None, 2)

    await chat.press("✅ Complies")
    await answer_rest(chat, ENGLISH)
    await chat.press("↩ Undo: 8")
    assert "8 / 8" in chat.text
    await chat.press("❌")
    await chat.press("↩ Undo: 8")
    assert (await answers(office))["8"][0] is None


async def test_a_violation_can_be_undone_one_screen_later(office: Office) -> None:
    """*Next* after the remark still offers to take the verdict back."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("❌")
    await chat.press("Skip")
    await chat.press("↩ Undo: 1 ❌")
    assert (await answers(office))["1"][0] is None


async def test_not_applicable_asks_for_the_reason(office: Office) -> None:
    """The reason of the checklist with one tap, or one's own words; where it is not allowed, no."""
    chat = await begin_filled(office, ENGLISH)
    assert "➖ Not applicable" not in chat.labels()
    await chat.tap(chat.screen, "a:1:1:0:not_applicable", force=True)
    await chat.tap(chat.screen, "v:1:1:0", force=True)
    assert "applies to every subject" in chat.toast

    await chat.tap(chat.screen, "q:1:4", force=True)
    await chat.press("➖ Not applicable")
    await chat.press("This reason")
    await chat.tap(chat.screen, "q:1:6", force=True)
    await chat.press("➖ Not applicable")
    await chat.send("Own hall, nothing is placed elsewhere")
    rows = await office.rows("SELECT requirement, verdict, reason FROM answer ORDER BY 1")
    assert [tuple(row) for row in rows] == [
        ("4", "not_applicable", None),
        ("6", "not_applicable", "Own hall, nothing is placed elsewhere"),
    ]


@pytest.mark.case(20)
async def test_a_tap_on_not_applicable_twice_does_not_choose_the_reason(office: Office) -> None:
    """Two fast taps open the question for the reason, and no more."""
    chat = await begin_filled(office, ENGLISH)
    await chat.tap(chat.screen, "q:1:4", force=True)
    data = data_of(chat, "➖")
    chat.phones.tap(chat.key, chat.screen["message_id"], data)
    await chat.tap(chat.screen, data, force=True)
    assert "Why does it not apply?" in chat.text
    assert await answers(office) == {}


async def test_the_cases_of_requirement_five(office: Office) -> None:
    """Each case leads to its verdict: exempt, complies, complies, violated."""
    chat = await begin_filled(office, ENGLISH)
    await chat.tap(chat.screen, "q:1:5", force=True)
    cases = [b for b in chat.buttons() if str(b["callback_data"]).startswith("k:")]
    assert [b.get("style") for b in cases] == [None, "success", "success", "danger"]
    found = []
    for place in range(4):
        await chat.tap(chat.screen, "q:1:5", force=True)
        case = [b for b in chat.buttons() if str(b["callback_data"]).startswith("k:")][place]
        await chat.press(case["text"])
        found.append((await answers(office))["5"][0])
    assert found == ["not_applicable", "complies", "complies", "violates"]


async def test_a_remark_grows_and_can_be_written_anew(office: Office) -> None:
    """Several messages make one remark; too long a piece is refused and the rest stays."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("❌")
    await chat.send("first line")
    await chat.send("second <line> & more")
    assert "second <line> & more" in chat.text
    await chat.send("ы" * 4000)
    assert "at most 4000" in chat.text
    rows = await office.rows("SELECT remark FROM answer")
    assert rows[0]["remark"] == "first line\nsecond <line> & more"

    await chat.press("✏ Write the remark anew")
    assert (await office.rows("SELECT remark FROM answer"))[0]["remark"] is None
    await chat.press("↩ Undo: 1")
    assert (await office.rows("SELECT remark FROM answer"))[0]["remark"].startswith("first")


async def test_a_text_at_an_open_question_is_its_remark(office: Office) -> None:
    """A remark without a verdict is kept, and the question stays open."""
    chat = await begin_filled(office, ENGLISH)
    await chat.send("licence № 7 seen")
    assert "Remark kept with requirement 1" in chat.text
    assert "1 / 8" in chat.text
    await chat.press("✅ Complies")
    rows = await office.rows("SELECT verdict, remark FROM answer")
    assert tuple(rows[0]) == ("complies", "licence № 7 seen")


async def test_all_requirements_can_be_listed_and_jumped_to(office: Office) -> None:
    """☰ shows each requirement with its mark."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("✅ Complies")
    await chat.press("☰")
    assert chat.labels()[0].startswith("✅ 1. ")
    assert chat.labels()[6].startswith("▫️ 7. ")
    await chat.press("▫️ 7. ")
    assert "7 / 8" in chat.text
    await chat.press("◀")
    assert "6 / 8" in chat.text
    await chat.press("▶")
    await chat.press("▶")
    assert "8 / 8" in chat.text
    await chat.press("📋 Review")
    assert "11 gaps are left" in chat.text
    assert len([label for label in chat.labels() if label.endswith("not answered")]) == 7


async def test_a_violation_without_a_remark_is_a_gap_that_does_not_block(office: Office) -> None:
    """The review names it, a tap jumps there, and finishing is possible all the same."""
    chat = await begin_filled(office, ENGLISH)
    await chat.press("❌")
    await chat.press("Skip")
    await answer_rest(chat, ENGLISH)
    await order_everything(chat, ENGLISH)
    assert "1: violation without a remark" in chat.labels()
    assert "Finish" in chat.labels()
    await chat.press("1: violation")
    assert "1 / 8" in chat.text


@pytest.mark.case(19)
async def test_a_review_drawn_earlier_does_not_finish_what_changed_since(office: Office) -> None:
    """*Finish* belongs to what was reviewed."""
    chat = await begin_filled(office, ENGLISH)
    await answer_rest(chat, ENGLISH)
    review, data = chat.screen, data_of(chat, "Finish")
    await chat.press("✏ Answers")
    await chat.press("❌")
    await chat.tap(review, data, force=True)
    assert "out of date" in chat.toast
    assert await office.rows("SELECT id FROM act") == []


@pytest.mark.case(12)
async def test_two_devices_answer_one_question(office: Office) -> None:
    """Both taps arrive together: one counts, the other sees which."""
    chat = await begin_filled(office, ENGLISH)
    screen = chat.screen
    yes, no = data_of(chat, "✅ Complies"), data_of(chat, "❌")
    first = chat.phones.tap(chat.key, screen["message_id"], yes)
    second = chat.phones.tap(chat.key, screen["message_id"], no)
    await office.settle()
    taps = office.world.taps
    assert "saved" in str(taps.get(first).answer)
    assert "out of date" in str(taps.get(second).answer)
    assert await answers(office) == {"1": ("complies", 1)}


@pytest.mark.case(20)
async def test_the_act_can_be_finished_once(office: Office) -> None:
    """A double tap on the language gives one act."""
    chat = await begin_filled(office, ENGLISH)
    await answer_rest(chat, ENGLISH)
    await chat.press("Finish")
    screen, data = chat.screen, data_of(chat, "English")
    chat.phones.tap(chat.key, screen["message_id"], data)
    chat.phones.tap(chat.key, screen["message_id"], data, force=True)
    await office.settle()
    assert len(chat.documents) == 1
    await finish_another(office, chat)


async def finish_another(office: Office, chat: Chat) -> None:
    """The next act gets the next number."""
    await begin(chat)
    await fill_header(chat, ENGLISH, subject="Alpha")
    await answer_rest(chat, ENGLISH)
    await finish(chat, ENGLISH)
    rows = await office.rows("SELECT year, sequence FROM act ORDER BY id")
    assert [row["sequence"] for row in rows] == [1, 2]
