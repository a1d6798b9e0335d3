"""The reference: a bot as aiogram's manual has one write it, with its state in memory.

`python -m tests.benchmarks.memory_bot URL` edits and answers like the product;
`--answer-only` gives the handler nothing to do but to answer the press.
"""

import argparse
import asyncio
from html import escape

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.keyboard import InlineKeyboardBuilder

from bot.checklists.loader import CHECKLISTS, load_checklists
from bot.domain.checklist import Requirement
from bot.domain.language import Language

TOKEN = "7000000001:a-token-for-tests-only"
MARKS = {"complies": "✅", "violates": "❌", None: "▫️"}
FORM = load_checklists([CHECKLISTS])[0].checklist


class Answer(CallbackData, prefix="a"):
    """Say whether the subject complies."""

    inspection: int
    requirement: str
    verdict: str


class Undo(CallbackData, prefix="u"):
    """Take the last answer back."""

    inspection: int
    requirement: str


class Question(CallbackData, prefix="q"):
    """Go to a requirement."""

    inspection: int
    requirement: str


async def answer(press: CallbackQuery, callback_data: Answer, state: FSMContext) -> None:
    """Keep the verdict and go to the next question."""
    answers = (await state.get_data()).get("answers", {})
    await state.update_data(answers={**answers, callback_data.requirement: callback_data.verdict})
    following = _neighbour(callback_data.requirement, 1)
    await _show(press, state, callback_data.inspection, following, callback_data.requirement)
    await press.answer(f"{callback_data.requirement} {MARKS[callback_data.verdict]} сақталды")


async def undo(press: CallbackQuery, callback_data: Undo, state: FSMContext) -> None:
    """Forget the verdict and ask again."""
    answers = dict((await state.get_data()).get("answers", {}))
    answers.pop(callback_data.requirement, None)
    await state.update_data(answers=answers)
    await _show(press, state, callback_data.inspection, callback_data.requirement)
    await press.answer(f"Қайтарылды: {callback_data.requirement}-талап")


async def question(press: CallbackQuery, callback_data: Question, state: FSMContext) -> None:
    """Show a requirement."""
    await _show(press, state, callback_data.inspection, callback_data.requirement)
    await press.answer()


async def nothing(press: CallbackQuery) -> None:
    """Do the least a bot can do: end the waiting of the button."""
    await press.answer()


async def _show(
    press: CallbackQuery,
    state: FSMContext,
    inspection: int,
    number: str,
    undoable: str | None = None,
) -> None:
    answers = (await state.get_data()).get("answers", {})
    if isinstance(press.message, Message):
        await press.message.edit_text(
            _text(FORM.requirement(number), answers),
            parse_mode="HTML",
            reply_markup=_keyboard(inspection, number, undoable),
        )


def _text(requirement: Requirement, answers: dict[str, str]) -> str:
    count, total = len(answers), len(FORM.numbers)
    return (
        f"<b>{escape(FORM.short_name[Language.KAZAKH])}</b> · Екібастұз Дата Орталығы\n"
        f"{requirement.number} / {total}  {'▰' * count}{'▱' * (total - count)}  "
        f"сақталды: {count} / {total}\n\n<b>{requirement.number}.</b> "
        f"<blockquote>{escape(requirement.text[Language.KAZAKH])}</blockquote>\n\n"
        f"<b>{MARKS[answers.get(requirement.number)]}</b>"
    )


def _keyboard(inspection: int, number: str, undoable: str | None) -> InlineKeyboardMarkup:
    keyboard = InlineKeyboardBuilder()
    for verdict, label in (("complies", "✅ Сәйкес келеді"), ("violates", "❌ Сәйкес келмейді")):
        given = Answer(inspection=inspection, requirement=number, verdict=verdict)
        keyboard.button(text=label, callback_data=given)
    for sign, step in (("◀", -1), ("☰", 0), ("▶", 1)):
        target = Question(inspection=inspection, requirement=_neighbour(number, step))
        keyboard.button(text=sign, callback_data=target)
    if undoable:
        undone = Undo(inspection=inspection, requirement=undoable)
        keyboard.button(text=f"↩ Қайтару: {undoable}", callback_data=undone)
    return InlineKeyboardMarkup(inline_keyboard=keyboard.adjust(2, 3, 1).export())


def _neighbour(number: str, step: int) -> str:
    return FORM.numbers[(FORM.numbers.index(number) + step) % len(FORM.numbers)]


async def poll(server: str, *, answer_only: bool) -> None:
    """Poll with everything as aiogram has it by default."""
    dispatcher = Dispatcher(storage=MemoryStorage())
    if answer_only:
        dispatcher.callback_query.register(nothing)
    else:
        dispatcher.callback_query.register(answer, Answer.filter())
        dispatcher.callback_query.register(undo, Undo.filter())
        dispatcher.callback_query.register(question, Question.filter())
    api = TelegramAPIServer.from_base(server)
    await dispatcher.start_polling(Bot(TOKEN, session=AiohttpSession(api=api)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("server")
    parser.add_argument("--answer-only", action="store_true")
    arguments = parser.parse_args()
    asyncio.run(poll(arguments.server, answer_only=arguments.answer_only))
