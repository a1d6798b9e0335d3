"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import json
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.demo.errors import ApiError
from bot.demo.files import LARGEST_UPLOAD
from bot.demo.methods import METHODS
from bot.demo.methods.method import Method
from bot.demo.parameters import Parameters, Upload
from bot.demo.world import Call, World

UNAUTHORIZED = ApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized")
NOT_FOUND = ApiError(HTTPStatus.NOT_FOUND, "Not Found")
TOO_LARGE = ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")
READ: web.RequestKey[Parameters | ApiError] = web.RequestKey("READ")


class BotApi:
    """Answers the bot's calls."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Say which address goes where."""
        router.add_route("*", "/bot{token}/{method}", self.answer)
        router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def answer(self, request: web.Request) -> web.Response:
        """Run one method and wrap what it gives."""
        try:
            method = self._method(request)
            parameters = await read_parameters(request)
            result = await self._run(method, parameters)
        except ApiError as error:
            return web.json_response(error.as_payload(), status=error.code)
        self._lose_answer(method, request)
        return web.json_response({"ok": True, "result": result})

    async def download(self, request: web.Request) -> web.Response:
        """Hand out a file by the path that `getFile` has told."""
        if request.match_info["token"] != self._token:
            return web.json_response(UNAUTHORIZED.as_payload(), status=UNAUTHORIZED.code)
        stored = self._world.files.at_path(request.match_info["path"])
        if stored is None:
            return web.json_response(NOT_FOUND.as_payload(), status=NOT_FOUND.code)
        return web.Response(body=stored.content, content_type="application/octet-stream")

    def _method(self, request: web.Request) -> Method:
        if request.match_info["token"] != self._token:
            raise UNAUTHORIZED
        method = METHODS.get(request.match_info["method"].lower())
        if method is None or request.method not in {"GET", "POST"}:
            raise NOT_FOUND
        return method

    def _lose_answer(self, method: Method, request: web.Request) -> None:
        lost = self._world.lost_answers
        if lost[method.name.lower()] and request.transport is not None:
            lost[method.name.lower()] -= 1
            request.transport.abort()

    async def _run(self, method: Method, parameters: Parameters) -> Any:
        failures = self._world.failures[method.name.lower()]
        try:
            if failures:
                raise failures.popleft()
            result = await method.run(self._world, parameters)
        except ApiError as error:
            self._world.record(Call(method.name, parameters.as_payload(), error=error))
            raise
        if method.name != "getUpdates":
            self._world.record(Call(method.name, parameters.as_payload(), result))
        return result


async def read_parameters(request: web.Request) -> Parameters:
    """Read the parameters of a call from its address and its body, which can be read only once."""
    if READ not in request:
        try:
            request[READ] = await parse(request)
        except ApiError as error:
            request[READ] = error
    found = request[READ]
    if isinstance(found, ApiError):
        raise found
    return found


async def parse(request: web.Request) -> Parameters:
    """Take the parameters from the address and the body."""
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            values.update(await request.json())
        else:
            await read_form(request, values, files)
    except web.HTTPRequestEntityTooLarge:
        raise TOO_LARGE from None
    except (json.JSONDecodeError, TypeError, ValueError):
        raise ApiError(
            HTTPStatus.BAD_REQUEST, "Bad Request: can't parse the request's body"
        ) from None
    return Parameters(values, files)


async def read_form(request: web.Request, values: dict[str, Any], files: dict[str, Upload]) -> None:
    """Read a form, with or without files in it."""
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file:
                content = value.file.read()
            if len(content) > LARGEST_UPLOAD:
                raise TOO_LARGE
            files[name] = Upload(value.filename, value.content_type, content)
        else:
            values[name] = value
