"""A small, strict Telegram on your own machine, with a chat page."""
