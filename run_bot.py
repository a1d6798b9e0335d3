"""The command line of the bot: `run_bot.py` alone runs the bot, or the demo without a token."""

import argparse
import asyncio
import gc
import os
import sys

from pydantic import ValidationError

from bot.logs import start_logging
from bot.settings import Settings, lock_env_file

COMMANDS = {
    "run": "serve the bot of BOT_TOKEN",
    "demo": "try everything in a browser, without Telegram",
    "check": "check settings, texts, fonts, checklists, database and audit, then stop",
    "checklists": "list the checklists in force",
}
BAD_SETTINGS = 2
NOBODY_ELSE = 0o077
"""Whatever is written, down to SQLite's own files, is for the bot's user alone."""


def main() -> int:
    """Read the command line and the settings, do what they say, give the exit code."""
    os.umask(NOBODY_ELSE)
    start_logging()
    parser = argparse.ArgumentParser(description="Tekseru, the inspector's chatbot")
    parser.add_argument(
        "command",
        nargs="?",
        choices=COMMANDS,
        help="; ".join(f"{name}: {text}" for name, text in COMMANDS.items()),
    )
    command = parser.parse_args().command
    try:
        settings = Settings()
    except ValidationError as error:
        for fault in error.errors(include_input=False, include_url=False):
            name = "_".join(str(part) for part in fault["loc"]).upper()
            sys.stdout.write(f"{name}: {fault['msg']}\n")
        return BAD_SETTINGS
    if warning := lock_env_file():
        sys.stdout.write(warning + "\n")
    default = "run" if settings.bot_token else "demo"
    # Loading makes a great many objects and no garbage; the bot switches it on once it runs.
    gc.disable()
    try:
        return asyncio.run(_do(command or default, settings))
    finally:
        gc.enable()


async def _do(command: str, settings: Settings) -> int:
    """Do what one subcommand says; heavy parts are imported only by the one that needs them."""
    if command == "run":
        from bot.app.running import run

        return await run(settings)
    if command == "demo":
        from bot.app.demo import run_demo

        return await run_demo(settings)
    from bot.app.checking import check, list_checklists

    return await check(settings) if command == "check" else list_checklists(settings)


if __name__ == "__main__":
    sys.exit(main())
