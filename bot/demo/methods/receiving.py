"""Methods by which the bot receives updates and files."""

from typing import Any

from bot.demo.errors import bad_request
from bot.demo.files import LARGEST_DOWNLOAD
from bot.demo.methods.method import Method
from bot.demo.parameters import Parameters
from bot.demo.payload import Payload
from bot.demo.updates import MOST_UPDATES
from bot.demo.world import World


async def get_updates(world: World, parameters: Parameters) -> list[Payload]:
    """Hand out the updates after the offset, as soon as there are any."""
    remember_allowed(world, parameters)
    return await world.updates.poll(
        offset=parameters.integer("offset"),
        limit=parameters.integer("limit", MOST_UPDATES),
        patience=parameters.integer("timeout"),
    )


def set_webhook(world: World, parameters: Parameters) -> bool:
    """Note that updates go elsewhere; nothing is sent there."""
    remember_allowed(world, parameters)
    world.updates.webhook = parameters.text("url") or ""
    forget_pending(world, parameters)
    return True


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Go back to `getUpdates`."""
    world.updates.webhook = ""
    forget_pending(world, parameters)
    return True


def get_webhook_info(world: World, _parameters: Parameters) -> Payload:
    """Tell how updates are received and how many wait."""
    info: Payload = {
        "url": world.updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": world.pending_updates,
    }
    return {**info, "allowed_updates": world.updates.allowed} if world.updates.allowed else info


def get_file(world: World, parameters: Parameters) -> Payload:
    """Prepare a file for downloading."""
    stored = world.files.get(parameters.required("file_id"))
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.as_file()


def remember_allowed(world: World, parameters: Parameters) -> None:
    """Keep the kinds of updates the bot wants, until it names others."""
    allowed: Any = parameters.json("allowed_updates")
    if allowed is None:
        return
    if not isinstance(allowed, list) or not all(isinstance(kind, str) for kind in allowed):
        raise bad_request("can't parse allowed_updates: Expected an Array of String")
    world.updates.allowed = allowed


def forget_pending(world: World, parameters: Parameters) -> None:
    """Drop what waits, if the bot asks for it."""
    if parameters.flag("drop_pending_updates"):
        world.updates.clear()


METHODS = (
    Method("getUpdates", get_updates, frozenset({"offset", "limit", "timeout", "allowed_updates"})),
    Method(
        "setWebhook",
        set_webhook,
        frozenset(
            {"url", "max_connections", "allowed_updates", "drop_pending_updates", "secret_token"}
        ),
    ),
    Method("deleteWebhook", delete_webhook, frozenset({"drop_pending_updates"})),
    Method("getWebhookInfo", get_webhook_info),
    Method("getFile", get_file, frozenset({"file_id"})),
)
