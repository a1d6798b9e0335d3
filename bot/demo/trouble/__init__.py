"""Trouble between a bot and Telegram, made on purpose: what the network and Telegram can do."""
