"""The bot as Telegram shows it: handlers decide, screens draw."""
