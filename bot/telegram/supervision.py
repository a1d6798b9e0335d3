"""Telling everybody concerned how an act stands: supervisors, the inspector, administrators."""

from collections.abc import Iterable

from aiogram.methods import EditMessageCaption, EditMessageReplyMarkup, SendVoice

from bot.domain.inspection import InspectionStatus
from bot.domain.people import Person, Role
from bot.domain.review import Step
from bot.i18n import speaking
from bot.services.acts import FinishedAct
from bot.services.reviews import Said
from bot.services.stores import Submission
from bot.services.submissions import Progress
from bot.telegram.conversation import Services
from bot.telegram.reply import Call, Notice, calls_for_chat, message
from bot.telegram.screens.decisions import (
    decided_notice,
    supervisor_caption,
    supervisor_keyboard,
    told_inspector,
)
from bot.telegram.screens.reminders import undecidable_message
from bot.telegram.screens.submission import undelivered_notice

CARD_TOPIC = "act_card"
"""How an act stands in a supervisor's chat: of several edits that wait the last one counts."""


async def redraw_messages(services: Services, act: FinishedAct) -> list[Call]:
    """Edit the message with an act in every supervisor's chat, each in the own language."""
    said = await services.reviews.last_word(act)
    is_withdrawn = act.inspection.status is InspectionStatus.FINISHED
    concerned = [
        each
        for each in await services.submissions.progress(act.record.id)
        if is_withdrawn or not each.submission.withdrawn
    ]
    return [call for each in concerned for call in _redraw(services, act, said, each)]


async def redraw_message(
    services: Services, act: FinishedAct, submission: Submission
) -> list[Call]:
    """Edit the message with an act in one supervisor's chat, where it has just arrived."""
    supervisor = await services.people.get(submission.supervisor)
    if supervisor is None:
        return []
    said = await services.reviews.last_word(act)
    return _redraw(services, act, said, Progress(supervisor, submission))


def take_buttons_off(submission: Submission) -> list[Call]:
    """Leave an older message with an act without buttons: a newer one takes its place."""
    if submission.message_id is None:
        return []
    edit = EditMessageReplyMarkup(chat_id=submission.supervisor, message_id=submission.message_id)
    return [Call(edit)]


async def tell_of_decision(services: Services, act: FinishedAct) -> list[Call]:
    """Say what was decided: on each supervisor's message, to the others, to the inspector."""
    said = await services.reviews.last_word(act)
    if said is None:
        return []
    calls = await redraw_messages(services, act)
    for each in await services.submissions.progress(act.record.id):
        supervisor, submission = each.supervisor, each.submission
        arrived = submission.message_id is not None and not submission.withdrawn
        if arrived and supervisor.id != said.review.author and supervisor.may(Role.SUPERVISOR):
            with speaking(supervisor.language):
                notice = Notice(decided_notice(act, said, services.clock.local))
            calls += calls_for_chat(supervisor.id, [notice])
    return [*calls, *await _tell_inspector(services, act, said)]


async def tell_undelivered(
    services: Services, act: FinishedAct, supervisor: Person, submission: Submission
) -> list[Call]:
    """Tell the administrators which act does not reach whom; who sent it is told anyway."""
    calls: list[Call] = []
    for administrator in await services.people.administrators():
        if administrator.id in {supervisor.id, act.record.inspector}:
            continue
        with speaking(administrator.language):
            notice = Notice(undelivered_notice(act, supervisor, submission))
        calls += calls_for_chat(administrator.id, [notice])
    return calls


async def tell_undecidable(services: Services, acts: Iterable[FinishedAct]) -> list[Call]:
    """Tell each inspector whose act waits for nobody any more; the buttons stay."""
    calls = []
    for act in acts:
        inspector = await services.people.get(act.inspection.inspector)
        if inspector is not None and inspector.may(Role.INSPECTOR):
            with speaking(inspector.language):
                calls.append(Call(message(inspector.id, *undecidable_message(act))))
    return calls


def _redraw(
    services: Services, act: FinishedAct, said: Said | None, progress: Progress
) -> list[Call]:
    supervisor, submission = progress.supervisor, progress.submission
    if submission.message_id is None or not supervisor.may(Role.SUPERVISOR):
        return []
    with speaking(supervisor.language):
        withdrawn = submission.withdrawn
        edit = EditMessageCaption(
            chat_id=supervisor.id,
            message_id=submission.message_id,
            caption=supervisor_caption(act, said, services.clock.local, withdrawn=withdrawn),
            parse_mode="HTML",
            reply_markup=supervisor_keyboard(act, withdrawn=withdrawn),
        )
    return [Call(edit, CARD_TOPIC, str(submission.id))]


async def _tell_inspector(services: Services, act: FinishedAct, said: Said) -> list[Call]:
    """Tell whoever leads the inspection; the buttons stay, however much is said below them."""
    inspector = await services.people.get(act.record.inspector)
    if inspector is None or not inspector.may(Role.INSPECTOR):
        return []
    with speaking(inspector.language):
        texts = told_inspector(act, said, services.clock.local)
    calls = [Call(message(inspector.id, text, rows)) for text, rows in texts]
    voice = said.review.voice_file_id
    if voice and said.review.step is Step.RETURNED:
        calls.append(Call(SendVoice(chat_id=inspector.id, voice=voice)))
    return calls
