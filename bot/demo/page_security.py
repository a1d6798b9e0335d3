"""Who may talk to the demo: this machine's own browser on the demo's own page, and the bot."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

NAMES_OF_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PAGE = "/page/"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign names, which DNS rebinding would bring, and foreign pages."""
    if not is_loopback(f"//{request.host}"):
        raise web.HTTPForbidden(text="This address is not served here.")
    if not is_own_page(request):
        raise web.HTTPForbidden(text="Another site may not act here.")
    return await handler(request)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Tell the browser to trust nothing but the page itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def is_loopback(address: str) -> bool:
    """Say whether an address names this machine."""
    try:
        return urlsplit(address).hostname in NAMES_OF_LOOPBACK
    except ValueError:
        return False


def is_own_page(request: web.Request) -> bool:
    """Say whether the call comes from the page itself, or from no page at all."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.method in {"GET", "HEAD"} or not request.path.startswith(PAGE)
    return origin == f"http://{request.host}"
