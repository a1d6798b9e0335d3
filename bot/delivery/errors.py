"""How a call to Telegram can fail, sorted by what to do about it."""


class TelegramUnreachable(Exception):
    """No usable answer came: the network, a proxy's page, a server error. Try again later."""


class TelegramRefused(Exception):
    """Telegram understood and said no; `description` is its own text."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description


class WrongToken(TelegramRefused):
    """The bot's token is not valid (401, or 404 for a token of the wrong shape)."""


class AnotherPoller(TelegramRefused):
    """Another process polls with the same token, or a webhook is active (409)."""


class PersonUnreachable(TelegramRefused):
    """The person blocked the bot, never started it, or is gone (403)."""


class TooFast(TelegramUnreachable):
    """Telegram asks to wait (429): the call itself is right, so nothing is refused for good."""

    def __init__(self, description: str, retry_after: float) -> None:
        super().__init__(f"429 {description}")
        self.retry_after = retry_after


class ChatMigrated(TelegramRefused):
    """The group became a supergroup with another id."""

    def __init__(self, description: str, new_chat: int) -> None:
        super().__init__(400, description)
        self.new_chat = new_chat
