"""The texts of the chat page, in the language of the reader."""

from babel.dates import get_month_names

from bot.domain.language import Language
from bot.i18n import _, speaking


def page_texts(language: Language) -> dict[str, str]:
    """Give all texts of the page by the names its scripts use."""
    with speaking(language):
        return {
            **frame_texts(),
            **chat_texts(),
            **composer_texts(),
            **dialog_texts(),
            **figure_texts(),
            "months": " ".join(get_month_names("wide", locale=language.value).values()),
        }


def frame_texts() -> dict[str, str]:
    """Give the texts around the chat."""
    return {
        "title": _("Tekseru demo"),
        "subtitle": _("A small Telegram on your own machine"),
        "people": _("People"),
        "administrator": _("Administrator"),
        "inspector": _("Inspector"),
        "colleague": _("Second inspector"),
        "supervisor": _("Supervisor"),
        "outsider": _("Outsider"),
        "no_messages": _("No messages yet"),
        "unread": _("Unread: {count}"),
        "language": _("Language"),
        "light": _("Light appearance"),
        "dark": _("Dark appearance"),
        "start_over": _("Start over"),
        "offline": _("No connection to the demo. Trying again…"),
    }


def chat_texts() -> dict[str, str]:
    """Give the texts inside the chat."""
    return {
        "chat_with": _("Chat with {name}"),
        "messages": _("Messages"),
        "bot": _("bot"),
        "typing": _("typing…"),
        "sending_file": _("sending a file…"),
        "sending_photo": _("sending a photo…"),
        "busy": _("busy…"),
        "what_it_can": _("What can this bot do?"),
        "today": _("Today"),
        "edited": _("edited"),
        "you": _("You"),
        "photo": _("Photo"),
        "file": _("File"),
        "location": _("Location"),
        "voice": _("Voice message"),
        "contact": _("Contact"),
        "show_more": _("Show in full"),
        "show_less": _("Fold"),
        "reveal": _("Show hidden text"),
        "reply": _("Reply"),
        "edit": _("Edit"),
        "new_messages": _("To the newest message"),
        "copied": _("Copied"),
        "open_file": _("Open {name}"),
        "block": _("Block the bot"),
        "unblock": _("Unblock the bot"),
        "chat_actions": _("Chat actions"),
        "bot_reaction": _("The bot's reaction: {emoji}"),
    }


def composer_texts() -> dict[str, str]:
    """Give the texts of the field where one writes."""
    return {
        "start": _("START"),
        "restart": _("RESTART"),
        "message": _("Message"),
        "send": _("Send"),
        "attach": _("Attach"),
        "menu": _("Menu"),
        "commands": _("Commands of the bot"),
        "cancel_reply": _("Do not reply"),
        "editing": _("Editing"),
        "bot_keyboard": _("Answers to choose from"),
        "not_sent": _("Not sent: {reason}"),
    }


def dialog_texts() -> dict[str, str]:
    """Give the texts of the questions the page asks."""
    return {
        "ok": _("OK"),
        "cancel": _("Cancel"),
        "start_over_question": _("Forget all chats and inspections of the demo and start over?"),
        "started_over": _("Everything is new again."),
        "open_as": _("Open this link as…"),
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
        "send_location": _("Send a location"),
        "location_hint": _("A place in Astana is filled in; type another one if you like."),
        "share_contact": _("Share your telephone number with the bot?"),
    }


def figure_texts() -> dict[str, str]:
    """Give the shapes of dates and sizes; browsers know little Kazakh."""
    return {
        "date": _("{month} {day}, {year}"),
        "kilobytes": _("{size} KB"),
        "megabytes": _("{size} MB"),
    }
