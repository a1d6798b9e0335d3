"""What persons do on their phones; the chat page and the tests act through it alike."""

from uuid import uuid4

from bot.demo.chats import Chat
from bot.demo.formatting import find_entities
from bot.demo.payload import Payload, without_nothing
from bot.demo.photos import store_photo
from bot.demo.world import World

PHONE_NUMBER = "+7700000"


class NotPossible(Exception):
    """A phone would not let its owner do this."""


class Phones:
    """Everybody's phone. Persons are named by their keys."""

    def __init__(self, world: World) -> None:
        self._world = world

    def start(self, person: str, payload: str | None = None) -> Payload:
        """Open the chat by its START button or by a link with a payload."""
        if self._world.chat(person).blocked:
            self.unblock_bot(person)
        return self.send_text(person, f"/start {payload}" if payload else "/start")

    def send_text(self, person: str, text: str, reply_to: int | None = None) -> Payload:
        """Write a message."""
        stripped = text.strip()
        if not stripped:
            raise NotPossible("An empty text cannot be sent.")
        entities = find_entities(stripped)
        content = {"text": stripped, "entities": entities or None}
        return self._send(person, content, reply_to)

    def send_photo(
        self,
        person: str,
        content: bytes,
        caption: str | None = None,
        media_group_id: str | None = None,
        reply_to: int | None = None,
    ) -> Payload:
        """Send a picture as a photo, which makes it smaller and strips its EXIF data."""
        sizes = store_photo(self._world.files, content)
        fields = {"photo": sizes, "media_group_id": media_group_id, "caption": caption}
        return self._send(person, fields, reply_to)

    def send_album(
        self, person: str, contents: list[bytes], caption: str | None = None
    ) -> list[Payload]:
        """Send several photos at once; the first one carries the caption."""
        group = str(uuid4().int)[:17]
        captions = [caption, *[None] * len(contents)]
        return [
            self.send_photo(person, content, words, group)
            for content, words in zip(contents, captions, strict=False)
        ]

    def send_document(
        self,
        person: str,
        content: bytes,
        file_name: str,
        mime_type: str | None = None,
        caption: str | None = None,
        reply_to: int | None = None,
    ) -> Payload:
        """Send a file as it is."""
        stored = self._world.files.add("document", content, file_name, mime_type or "")
        document = {
            "file_name": stored.file_name,
            "mime_type": stored.mime_type,
            **stored.identity(),
        }
        return self._send(person, {"document": document, "caption": caption}, reply_to)

    def send_voice(
        self,
        person: str,
        content: bytes,
        duration: int,
        mime_type: str = "audio/ogg",
        reply_to: int | None = None,
    ) -> Payload:
        """Send a voice message."""
        stored = self._world.files.add("voice", content, "voice.oga", mime_type)
        voice = {"duration": duration, "mime_type": stored.mime_type, **stored.identity()}
        return self._send(person, {"voice": voice}, reply_to)

    def send_location(
        self, person: str, latitude: float, longitude: float, reply_to: int | None = None
    ) -> Payload:
        """Share a place."""
        location = {"latitude": latitude, "longitude": longitude}
        return self._send(person, {"location": location}, reply_to)

    def send_contact(self, person: str) -> Payload:
        """Share one's own telephone number."""
        owner = self._world.person(person)
        contact = {
            "phone_number": f"{PHONE_NUMBER}{owner.id}",
            "first_name": owner.first_name,
            "last_name": owner.last_name,
            "user_id": owner.id,
        }
        return self._send(person, {"contact": contact})

    def tap(self, person: str, message_id: int, callback_data: str, *, force: bool = False) -> str:
        """Press an inline button and tell the id of the query.

        The button must be on the message as it is now. With `force` an old one may be pressed, as
        on a phone that has not yet heard of the change.
        """
        chat = self._open_chat(person)
        posted = chat.posted.get(message_id)
        present = callback_data in callback_data_of(posted.message if posted else {})
        if not present and not force:
            raise NotPossible(f"No button {callback_data!r} on message {message_id}.")
        tap = self._world.taps.add(person, message_id, callback_data)
        gone = {"chat": chat.person.as_chat(), "message_id": message_id, "date": 0}
        query = {
            "id": tap.id,
            "from": chat.person.as_user(),
            "message": posted.message if posted else gone,
            "chat_instance": str(chat.person.id),
            "data": callback_data,
        }
        self._world.notify("callback_query", query)
        return tap.id

    def edit_text(self, person: str, message_id: int, text: str) -> Payload:
        """Correct a message of one's own."""
        chat = self._open_chat(person)
        message = own_message(chat, message_id)
        name = "text" if "text" in message else "caption"
        fields = {name: text, "entities": find_entities(text) or None if name == "text" else None}
        edited = self._world.edit(chat, without_nothing({**message, **fields}))
        self._world.notify("edited_message", edited)
        return edited

    def delete_message(self, person: str, message_id: int) -> None:
        """Delete a message; the bot hears nothing of it."""
        chat = self._world.chat(person)
        if message_id not in chat.posted:
            raise NotPossible(f"There is no message {message_id}.")
        self._world.delete(chat, message_id)

    def block_bot(self, person: str) -> None:
        """Stop the bot from writing."""
        self._set_blocked(person, blocked=True)

    def unblock_bot(self, person: str) -> None:
        """Let the bot write again."""
        self._set_blocked(person, blocked=False)

    def set_language(self, person: str, language_code: str) -> None:
        """Switch the language of the person's Telegram."""
        self._world.person(person).language_code = language_code
        self._world.changes.announce()

    def _set_blocked(self, person: str, *, blocked: bool) -> None:
        chat = self._world.chat(person)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        bot = self._world.profile.as_user()
        member: Payload = {"user": bot, "status": "member"}
        kicked: Payload = {"user": bot, "status": "kicked", "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        change = {
            "chat": chat.person.as_chat(),
            "from": chat.person.as_user(),
            "date": int(self._world.clock()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self._world.notify("my_chat_member", change)

    def _open_chat(self, person: str) -> Chat:
        chat = self._world.chat(person)
        if chat.blocked:
            raise NotPossible("Unblock the bot first.")
        return chat

    def _send(self, person: str, content: Payload, reply_to: int | None = None) -> Payload:
        chat = self._open_chat(person)
        chat.started = True
        reply = {} if reply_to is None else quoted(chat, reply_to)
        whole = {**reply, **without_nothing(content)}
        message = self._world.post(chat, chat.person.as_user(), whole)
        self._world.notify("message", message)
        return message


def quoted(chat: Chat, message_id: int) -> Payload:
    """Give the message that is replied to, without the one it replies to itself."""
    posted = chat.posted.get(message_id)
    if posted is None:
        raise NotPossible(f"There is no message {message_id}.")
    original = {name: value for name, value in posted.message.items() if name != "reply_to_message"}
    return {"reply_to_message": original}


def own_message(chat: Chat, message_id: int) -> Payload:
    """Find a message that the person has written."""
    posted = chat.posted.get(message_id)
    if posted is None or posted.message["from"]["is_bot"]:
        raise NotPossible(f"Message {message_id} is not one's own.")
    return posted.message


def callback_data_of(message: Payload) -> list[str]:
    """List what the buttons under a message would tell the bot."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]
