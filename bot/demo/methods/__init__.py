"""The methods of the Bot API that this small Telegram knows."""

from bot.demo.methods import editing, profile, receiving, sending, serving
from bot.demo.methods.method import Method

METHODS: dict[str, Method] = {
    method.name.lower(): method
    for group in (receiving, sending, editing, serving, profile)
    for method in group.METHODS
}
