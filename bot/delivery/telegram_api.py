"""The Bot API over HTTP, raw: no decoding of what may be malformed, no token in any error."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.delivery.errors import (
    AnotherPoller,
    ChatMigrated,
    PersonUnreachable,
    TelegramRefused,
    TelegramUnreachable,
    TooFast,
    WrongToken,
)

CALL_SECONDS = 30
UPLOAD_SECONDS = 120
STORED = "stored:"
"""A file parameter `stored:<path>#<name>` is sent as the file at that path under that name."""
FILE_PARAMETERS = frozenset({"document", "photo"})
"""Only these: a text that begins like this is what somebody typed, and must stay a text."""
LONGEST_RETRY_AFTER = 3600.0

OK = 200
BAD_REQUEST = 400
UNAUTHORIZED = 401
FORBIDDEN = 403
NOT_FOUND = 404
CONFLICT = 409
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500


def stored_file(path: str, name: str) -> str:
    """Refer to a file on disk in the parameters of a call."""
    return f"{STORED}{path}#{name}"


class TelegramApi:
    """Calls Bot API methods for one bot."""

    def __init__(self, base_url: str, token: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._token = token
        self._session: aiohttp.ClientSession | None = None

    @property
    def server(self) -> str:
        """The server's address for messages to people: without the token."""
        return urlsplit(self._base_url).netloc

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def call(
        self, method: str, parameters: Mapping[str, Any], seconds: float = CALL_SECONDS
    ) -> Any:
        """Call a method and give its result; `seconds` is the longest wait for the answer.

        Raises `TelegramUnreachable` or a kind of `TelegramRefused`.
        """
        files = {name: value for name, value in parameters.items() if _is_stored(name, value)}
        body = await asyncio.to_thread(_form, parameters, files) if files else None
        url = f"{self._base_url}/bot{self._token}/{method}"
        timeout = aiohttp.ClientTimeout(total=UPLOAD_SECONDS if files else seconds)
        try:
            async with self._open().post(
                url,
                data=body,
                json=None if files else parameters,
                timeout=timeout,
                allow_redirects=False,  # the token is for this server only
            ) as response:
                return _result(response.status, await response.text())
        except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
            raise TelegramUnreachable(type(error).__name__) from None

    async def download(self, file_id: str, limit: int) -> bytes:
        """Fetch a file of at most `limit` bytes; a longer one is cut after `limit` + 1 bytes.

        The link is asked for anew each time: it lives for an hour only (`getFile`).
        """
        found = await self.call("getFile", {"file_id": file_id})
        if not isinstance(found, dict) or not isinstance(found.get("file_path"), str):
            raise TelegramUnreachable("getFile told no path")
        url = f"{self._base_url}/file/bot{self._token}/{found['file_path']}"
        timeout = aiohttp.ClientTimeout(total=UPLOAD_SECONDS)
        try:
            async with self._open().get(url, timeout=timeout, allow_redirects=False) as response:
                if response.status != OK:
                    raise TelegramUnreachable(f"download answered {response.status}")
                return await _read(response, limit + 1)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise TelegramUnreachable(type(error).__name__) from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    data = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        data += chunk
        if len(data) >= limit:
            break
    return bytes(data[:limit])


def _is_stored(name: str, value: object) -> bool:
    return name in FILE_PARAMETERS and isinstance(value, str) and value.startswith(STORED)


def _form(parameters: Mapping[str, Any], files: Mapping[str, str]) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in parameters.items():
        if name in files:
            path, _, file_name = value.removeprefix(STORED).rpartition("#")
            form.add_field(name, Path(path).read_bytes(), filename=file_name)
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return form


def _result(status: int, text: str) -> Any:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        raise TelegramUnreachable(f"answered {status} without JSON") from None
    if not isinstance(answer, dict):
        raise TelegramUnreachable(f"answered {status} without an object")
    if answer.get("ok") is True and "result" in answer:
        return answer["result"]
    raise _refusal(answer.get("error_code", status), answer)


def _refusal(code: Any, answer: Mapping[str, Any]) -> Exception:
    description = str(answer.get("description", ""))
    found = answer.get("parameters")
    parameters = found if isinstance(found, dict) else {}
    if not isinstance(code, int) or not BAD_REQUEST <= code < SERVER_ERROR:
        return TelegramUnreachable(f"{code} {description}")
    if code == TOO_MANY_REQUESTS:
        return TooFast(description, _seconds(parameters.get("retry_after")))
    if isinstance(new_chat := parameters.get("migrate_to_chat_id"), int):
        return ChatMigrated(description, new_chat)
    known = {
        UNAUTHORIZED: WrongToken,
        FORBIDDEN: PersonUnreachable,
        NOT_FOUND: WrongToken,
        CONFLICT: AnotherPoller,
    }
    return known.get(code, TelegramRefused)(code, description)


def _seconds(retry_after: Any) -> float:
    """Read how long to wait; an hour at most, then it does no harm to ask again."""
    if isinstance(retry_after, (int, float)) and retry_after >= 0:
        return float(min(retry_after, LONGEST_RETRY_AFTER))
    return 1.0
