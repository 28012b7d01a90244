"""The way back after signing in: who followed a link and met the door lands on that link.

Streamlit leads everybody back to its front page. The address somebody stood at when they pressed
«Sign in» is kept for some minutes in a signed cookie of their own browser, and stands in the place
of the front page once the sign-in service has said who they are. It is never taken from a
parameter, which others could write, and leads to the dashboard's own pages alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    decode_signed_value,
)
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

LEAVING, BACK = "/auth/login", "/oauth2callback"
COOKIE = "naervaer_wanted"
LASTS = 600  # seconds to sign in at the provider
LONGEST = 1500  # characters: a cookie holds 4096
_UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")  # what browsers drop or turn round in an address


def inside(address: str, public: str, pages: Collection[str]) -> str:
    """`/page?parameters` of a whole address, where it is one of `pages` at `public`
    (`https://host`); "" for everything else."""
    if _UNSEEN.search(address) or len(address) > LONGEST:
        return ""
    try:
        parts, own = urlsplit(address), urlsplit(public)
        query = urlencode(parse_qsl(parts.query, keep_blank_values=True))
    except ValueError:
        return ""
    page = parts.path.removeprefix("/")
    if (parts.scheme, parts.netloc) != (own.scheme, own.netloc) or page not in pages:
        return ""
    return f"/{page}?{query}" if query else f"/{page}"


class Wanted:
    """ASGI middleware around the sign-in: keeps the address on the way out, leads there on the way
    back. `public` is the dashboard's own address, `secret` signs the cookie."""

    def __init__(self, app: ASGIApp, *, public: str, secret: str, pages: Collection[str]) -> None:
        self._app, self._public, self._secret, self._pages = app, public, secret, frozenset(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path") if scope["type"] == "http" else None
        if path not in (LEAVING, BACK):
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                (self._keep if path == LEAVING else self._lead)(request, headers)
            await send(message)

        await self._app(scope, receive, answer)

    def _keep(self, request: Request, headers: MutableHeaders) -> None:
        # The browser itself says where it comes from, and the referrer policy lets it say so here.
        place = inside(request.headers.get("referer", ""), self._public, self._pages)
        self._set(headers, place)

    def _lead(self, request: Request, headers: MutableHeaders) -> None:
        if not signed_in(headers):
            return
        if place := self._kept(request):
            headers["location"] = place
        self._set(headers, "")

    def _kept(self, request: Request) -> str:
        signed = request.cookies.get(COOKIE, "")
        held = decode_signed_value(self._secret, COOKIE, signed, LASTS / 86_400) if signed else None
        # Looked at again: what was signed long ago may have been a page then.
        return inside(self._public + held.decode(), self._public, self._pages) if held else ""

    def _set(self, headers: MutableHeaders, place: str) -> None:
        """Keep `place`; with "" let go of what was kept."""
        cookie = Response()
        signed = create_signed_value(self._secret, COOKIE, place).decode() if place else ""
        cookie.set_cookie(
            COOKIE, signed, max_age=LASTS if place else 0, path="/", httponly=True, samesite="lax"
        )
        headers.append("set-cookie", cookie.headers["set-cookie"])


def signed_in(headers: MutableHeaders) -> bool:
    """Whether this answer gives the browser an identity, and does not take one."""
    mine = [line for line in headers.getlist("set-cookie") if line.startswith(USER_COOKIE_NAME)]
    return any("max-age=0" not in line.lower() for line in mine)
