"""The small Telegram is Telegram enough for aiogram: its models validate every answer."""

from aiogram import Bot
from aiogram.methods import GetUpdates
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
)

from bot.demo.server import DemoServer
from tests.demo.conftest import INSPECTOR, picture

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="yes", style="success")]]
)


async def test_a_conversation(bot: Bot, server: DemoServer) -> None:
    """A message goes in, an answer with a button comes out, a tap edits it."""
    server.phones.start("inspector", "invitation")
    (update,) = await bot(GetUpdates())
    assert isinstance(update.message, Message)
    assert update.message.text == "/start invitation"
    sent = await bot.send_message(
        INSPECTOR, "<b>Ready?</b>", parse_mode="HTML", reply_markup=KEYBOARD
    )
    server.phones.tap("inspector", sent.message_id, "yes")
    (tapped,) = await bot(GetUpdates(offset=update.update_id + 1))
    query = tapped.callback_query
    assert isinstance(query, CallbackQuery)
    assert isinstance(query.message, Message)
    await bot.edit_message_text("Done.", chat_id=INSPECTOR, message_id=query.message.message_id)
    await bot.answer_callback_query(query.id, text="Saved")

    assert [one.get("text") for one in server.world.messages("inspector")] == [
        "/start invitation",
        "Done.",
    ]
    assert [one["text"] for one in server.world.chat("inspector").bot_messages] == ["Done."]
    assert "reply_markup" not in server.world.messages("inspector")[-1]


async def test_every_kind_of_message_of_a_person(bot: Bot, server: DemoServer) -> None:
    """Photos, documents, voices, places, contacts, edits and blocks arrive as aiogram's models."""
    phones = server.phones
    first = phones.start("inspector")
    phones.send_album("inspector", [picture(), picture(300, 200)], "Two")
    phones.send_document("inspector", b"%PDF", "act.pdf", caption="Act")
    phones.send_voice("inspector", b"OggS", 3)
    phones.send_location("inspector", 51.1, 71.4, reply_to=first["message_id"])
    phones.send_contact("inspector")
    phones.edit_text("inspector", first["message_id"], "Hello")
    phones.block_bot("inspector")
    phones.unblock_bot("inspector")
    updates = await bot(GetUpdates())

    assert [update.event_type for update in updates] == [
        *["message"] * 7,
        "edited_message",
        *["my_chat_member"] * 2,
    ]
    assert isinstance(updates[-1].my_chat_member, ChatMemberUpdated)
    album = [update.message for update in updates[1:3] if update.message]
    assert album[0].media_group_id == album[1].media_group_id
    assert [size.width for size in album[0].photo or []] == [90, 320, 1280]


async def test_files_travel_both_ways(bot: Bot, server: DemoServer) -> None:
    """What the bot sends is downloaded unchanged, and what it sent once it may send again."""
    server.phones.start("inspector")
    content = bytes(range(256)) * 100
    sent = await bot.send_document(INSPECTOR, BufferedInputFile(content, "Акт № 1.pdf"))
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("Акт № 1.pdf", 25600)
    downloaded = await bot.download(sent.document.file_id)
    assert downloaded is not None
    assert downloaded.read() == content
    again = await bot.send_document(INSPECTOR, sent.document.file_id, caption="Again")
    assert again.document is not None
    assert again.document.file_unique_id == sent.document.file_unique_id
    photo = await bot.send_photo(INSPECTOR, BufferedInputFile(picture(), "p.jpg"))
    assert photo.photo is not None
    await bot.send_photo(INSPECTOR, photo.photo[-1].file_id)
    voice = await bot.send_voice(INSPECTOR, BufferedInputFile(b"OggS", "v.oga"), duration=2)
    assert voice.voice is not None
    place = await bot.send_location(INSPECTOR, 51.1, 71.4, horizontal_accuracy=10)
    assert place.location is not None


async def test_the_rest_of_the_methods(bot: Bot, server: DemoServer) -> None:
    """Reactions, actions, chats, captions and the bot's own texts are accepted and kept."""
    message_id = server.phones.start("inspector")["message_id"]
    await bot.send_chat_action(INSPECTOR, "typing")
    await bot.set_message_reaction(INSPECTOR, message_id, [ReactionTypeEmoji(emoji="👍")])
    assert (await bot.get_chat(INSPECTOR)).username == "demo_inspector"
    reply = await bot.send_document(
        INSPECTOR,
        BufferedInputFile(b"x", "x.txt"),
        caption="Old",
        reply_parameters=ReplyParameters(message_id=message_id),
        protect_content=True,
    )
    assert reply.reply_to_message is not None
    edited = await bot.edit_message_caption(
        chat_id=INSPECTOR, message_id=reply.message_id, caption="New", reply_markup=KEYBOARD
    )
    assert isinstance(edited, Message)
    assert edited.caption == "New"
    bare = await bot.edit_message_reply_markup(chat_id=INSPECTOR, message_id=reply.message_id)
    assert isinstance(bare, Message)
    assert bare.caption == "New"
    await bot.delete_message(INSPECTOR, reply.message_id)
    assert len(server.world.messages("inspector")) == 1


async def test_the_bot_presents_itself(bot: Bot, server: DemoServer) -> None:
    """Names, descriptions and commands are kept per language, commands per scope too."""
    assert (await bot.get_me()).username == "tekseru_demo_bot"
    await bot.set_my_name("Тексеру", language_code="kk")
    await bot.set_my_description("What it does")
    await bot.set_my_short_description("Short", language_code="en")
    assert (await bot.get_my_name(language_code="kk")).name == "Тексеру"
    assert (await bot.get_my_name()).name == "Tekseru"
    assert (await bot.get_my_description(language_code="ru")).description == "What it does"
    assert (await bot.get_my_short_description("en")).short_description == "Short"
    await bot.set_my_commands([BotCommand(command="help", description="Көмек")], language_code="kk")
    scope = BotCommandScopeChat(chat_id=INSPECTOR)
    await bot.set_my_commands([BotCommand(command="new", description="New")], scope=scope)
    assert [one.command for one in await bot.get_my_commands(scope=scope)] == ["new"]
    profile = server.world.profile
    assert profile.commands_for(server.world.person("inspector"))[0]["command"] == "new"
    assert profile.commands_for(server.world.person("outsider"))[0]["command"] == "help"
    await bot.delete_my_commands(scope=scope)
    assert profile.commands_for(server.world.person("inspector"))[0]["command"] == "help"
    await bot.set_chat_menu_button(chat_id=INSPECTOR)
    assert (await bot.get_webhook_info()).pending_update_count == 0
