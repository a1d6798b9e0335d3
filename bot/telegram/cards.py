"""Gathering what the card of an act shows, for whoever reads it or comes too late."""

from bot.domain.act import ActId
from bot.domain.errors import BrokenRule
from bot.domain.review import Step
from bot.telegram.conversation import Conversation
from bot.telegram.errors import words_for
from bot.telegram.reply import Reply, Screen, Toast
from bot.telegram.screens.act_card import Card, card_screen
from bot.telegram.screens.deadlines import deadlines_line
from bot.telegram.screens.decisions import decided_words
from bot.telegram.states import Reviewing


async def draw_card(conversation: Conversation, act: ActId) -> Screen:
    """Draw the card of an act as it stands now; raises `UnknownAct`."""
    services, person = conversation.services, conversation.person
    found = await services.acts.get(person, act)
    card = Card(
        act=found,
        part=await services.reviews.part(person, found),
        progress=await services.submissions.progress(act),
        last_word=await services.reviews.last_word(found),
        asked=await services.reviews.asked(found),
        is_being_corrected=await services.reviews.is_being_corrected(found),
        deadlines=deadlines_line(
            await services.deadlines.of(found.inspection.id), services.deadlines.today()
        ),
    )
    return card_screen(card, services.clock.local)


async def too_late(conversation: Conversation, act: ActId, error: BrokenRule) -> Reply:
    """Say who was faster, and how things stand now."""
    services, person = conversation.services, conversation.person
    found = await services.acts.get(person, act)
    await close_dialog(conversation, act)
    said = await services.reviews.last_word(found)
    words = words_for(error)
    if said is not None and said.review.step is not Step.WITHDRAWN:
        words = decided_words(said, services.clock.local, is_own=said.review.author == person.id)
    return [Toast(words, alert=True), await draw_card(conversation, act)]


async def close_dialog(conversation: Conversation, act: ActId) -> None:
    """Go back to where the conversation was before the dialog about this act."""
    place = conversation.place
    if place.at(Reviewing.returning) and place.act == act:
        await conversation.go(place.former)
