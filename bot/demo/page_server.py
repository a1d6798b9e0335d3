"""The chat page in the browser and the calls by which it acts.

For tests in a browser these selectors stay as they are: a person is `[data-person="inspector"]`, a
message `[data-message-id="7"]` (class `message`, `from-bot` or `from-person`), an inline button
`[data-callback="..."]`, a reply keyboard button `.reply-keyboard button`, a file
`.message .document a[href]`, a picture `.message .photo img`; `#composer-text`, `#send`,
`#start-button`, `#menu-button`, `#attach-button`, `#attach-photo`, `#attach-file`,
`#attach-location`, `#start-over`, `#theme`, `[data-language="ru"]`, `#toast`, and in an open dialog
the buttons `[value="yes"]`, `[value="no"]` and `[data-open-as="outsider"]`.
"""

import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.demo.errors import ApiError
from bot.demo.page_actions import PAGE_ACTIONS
from bot.demo.page_security import CONTENT_POLICY
from bot.demo.page_state import EVERYTHING, page_state
from bot.demo.page_texts import page_texts
from bot.demo.phones import NotPossible, Phones
from bot.demo.world import World
from bot.domain.language import Language

FOLDER = Path(__file__).with_name("page")
SECONDS_BETWEEN_SIGNS_OF_LIFE = 15
SHOWN_IN_BROWSER = re.compile(r"application/pdf|image/(?:jpeg|png|webp|gif)|audio/[\w.+-]+")


class ChatPage:
    """Serves the page, its files and its live changes, and does what the reader asks."""

    def __init__(
        self,
        phones: Phones,
        world: World,
        on_start_over: Callable[[], Awaitable[None]] | None,
        on_visit: Callable[[], None] | None,
    ) -> None:
        self._phones = phones
        self._world = world
        self._on_start_over = on_start_over
        self._on_visit = on_visit
        self._closed = False

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Say which address goes where."""
        router.add_get("/", self.show)
        router.add_static("/page/static", FOLDER)
        router.add_get("/page/texts/{language}", self.tell_texts)
        router.add_get("/page/changes", self.stream_changes)
        router.add_get("/page/files/{file_id}/{name}", self.show_file)
        router.add_post("/page/people/{person}/photos", self.send_photos)
        router.add_post("/page/people/{person}/documents", self.send_documents)
        router.add_post("/page/people/{person}/{action}", self.act)
        router.add_post("/page/language", self.choose_language)
        router.add_post("/page/start-over", self.start_over)

    def close(self) -> None:
        """End the streams of changes."""
        self._closed = True
        self._world.changes.announce()

    async def show(self, _request: web.Request) -> web.Response:
        """Show the page."""
        return web.Response(
            text=(FOLDER / "index.html").read_text("utf-8"),
            content_type="text/html",
            headers={"Content-Security-Policy": CONTENT_POLICY},
        )

    async def tell_texts(self, request: web.Request) -> web.Response:
        """Give the page its texts."""
        return web.json_response(page_texts(language_of(request.match_info["language"])))

    async def stream_changes(self, request: web.Request) -> web.StreamResponse:
        """Tell the page what has changed, as long as it listens."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        seen = request.headers.get("Last-Event-ID", "")
        while not self._closed:
            seen = await self._write_changes(response, seen)
        return response

    async def _write_changes(self, response: web.StreamResponse, seen: str) -> str:
        life, count = self._world.life, self._world.changes.count
        known, _, since = seen.partition(":")
        state = page_state(self._world, int(since) if known == life else EVERYTHING)
        body = json.dumps(state, ensure_ascii=False)
        await response.write(f"id: {life}:{count}\ndata: {body}\n\n".encode())
        while self._world.changes.count == count and not self._closed:
            await self._wait_for_change(response, count)
        return f"{life}:{count}"

    async def _wait_for_change(self, response: web.StreamResponse, count: int) -> None:
        try:
            await self._world.wait_until(
                lambda: self._world.changes.count > count, SECONDS_BETWEEN_SIGNS_OF_LIFE
            )
        except TimeoutError:
            await response.write(b": still here\n\n")

    async def show_file(self, request: web.Request) -> web.Response:
        """Show a file, or offer to save what a browser had better not show."""
        try:
            stored = self._world.files.get(request.match_info["file_id"])
        except ApiError:
            raise web.HTTPNotFound from None
        if SHOWN_IN_BROWSER.fullmatch(stored.mime_type):
            return web.Response(body=stored.content, content_type=stored.mime_type)
        headers = {"Content-Disposition": "attachment", "Content-Security-Policy": "sandbox"}
        return web.Response(
            body=stored.content, content_type="application/octet-stream", headers=headers
        )

    async def act(self, request: web.Request) -> web.Response:
        """Do something on a person's phone."""
        action = PAGE_ACTIONS.get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound
        body = await request.json() if request.can_read_body else {}
        person = request.match_info["person"]
        return answer_with(lambda: action(self._phones, person, body))

    async def send_photos(self, request: web.Request) -> web.Response:
        """Send one picture as a photo, or several as an album."""
        person = request.match_info["person"]
        uploads, caption = await read_uploads(request)
        contents = [upload.file.read() for upload in uploads]
        if len(contents) == 1:
            return answer_with(lambda: self._phones.send_photo(person, contents[0], caption))
        return answer_with(lambda: self._phones.send_album(person, contents, caption))

    async def send_documents(self, request: web.Request) -> web.Response:
        """Send files as they are."""
        person = request.match_info["person"]
        uploads, caption = await read_uploads(request)
        return answer_with(
            lambda: [
                self._phones.send_document(
                    person, one.file.read(), one.filename, one.content_type, caption
                )
                for one in uploads
            ]
        )

    async def choose_language(self, request: web.Request) -> web.Response:
        """Switch everybody's Telegram to the language of the page."""
        language = language_of((await request.json())["language"])
        for person in self._world.people:
            self._phones.set_language(person.key, language)
        if self._on_visit is not None:
            self._on_visit()
        return web.json_response({})

    async def start_over(self, _request: web.Request) -> web.Response:
        """Forget everything."""
        if self._on_start_over is None:
            self._world.start_over()
        else:
            await self._on_start_over()
        return web.json_response({})


def language_of(code: str) -> Language:
    """Read a language of the page."""
    try:
        return Language(code)
    except ValueError:
        raise web.HTTPNotFound from None


async def read_uploads(request: web.Request) -> tuple[list[web.FileField], str | None]:
    """Read the files of a form and the words that go with them."""
    form = await request.post()
    uploads = [one for one in form.getall("file", []) if isinstance(one, web.FileField)]
    caption = form.get("caption")
    return uploads, caption if isinstance(caption, str) and caption else None


def answer_with(act: Callable[[], Any]) -> web.Response:
    """Do something and tell the page what came of it."""
    try:
        return web.json_response({"result": act()})
    except NotPossible as reason:
        return web.json_response({"error": str(reason)}, status=web.HTTPConflict.status_code)
    except ApiError as refused:
        return web.json_response({"error": refused.description}, status=refused.code)
    except (KeyError, TypeError):
        raise web.HTTPBadRequest from None
