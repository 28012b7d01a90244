"""Files go to the sign-in that made them: Streamlit itself hands them to whoever has the address.

Every file is named with a random mark that is kept here with the sign-in it was made for. The guard
looks the mark up before a file goes out, and answers everybody else as if it were not there; what
was named elsewhere goes to nobody. Marks run out with the time a sign-in may be idle.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
from time import monotonic

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import exists, get_instance
from streamlit.web.server.starlette.starlette_auth_routes import (
    USER_COOKIE_NAME,
    _get_cookie_value_from_request,
)

from analytics.errors import AccessDenied
from analytics.sign_in import IDLE, Claims

MEDIA = "/media/"
_MARK = re.compile(r"-([0-9a-f]{32})\.\w+$")
_owners: dict[str, tuple[str, float]] = {}  # mark → the sign-in it was made for, and when
_lock = threading.Lock()


def named(claims: Claims | None, stem: str, ending: str) -> str:
    """The name of a file for this sign-in (None: local mode): `rapport-3f…9c.pdf`."""
    mark, now = secrets.token_hex(16), monotonic()
    with _lock:
        for old in [one for one, (_, at) in _owners.items() if now - at > IDLE.total_seconds()]:
            del _owners[old]
        _owners[mark] = (claims.session if claims else "", now)
    return f"{stem}-{mark}.{ending}"


def forget(sign_in: str) -> None:
    """Hand out nothing more to a sign-in that has ended."""
    with _lock:
        for mark in [one for one, (owner, _) in _owners.items() if owner == sign_in]:
            del _owners[mark]


def belongs(name: str, sign_in: str) -> bool:
    """Whether a file of this name was made for this sign-in, lately."""
    found = _MARK.search(name)
    with _lock:
        owner, at = _owners.get(found[1], ("", 0.0)) if found else ("", 0.0)
    return bool(owner) and owner == sign_in and monotonic() - at <= IDLE.total_seconds()


class Downloads:
    """ASGI middleware in front of `/media/`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] == "http" and path.startswith(MEDIA):
            name = _name(path.removeprefix(MEDIA).partition(".")[0])
            if not name or not belongs(name, sign_in_of(scope)):
                await PlainTextResponse("Not found", 404)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _name(file: str) -> str:
    held = get_instance().media_file_mgr.read_file(file) if exists() else None
    return (held.filename or "") if held else ""


def sign_in_of(scope: Scope) -> str:
    """The sign-in whose cookie came along, "" for none."""
    request = Request({**scope, "type": "http"})  # a window that opens sends its cookies, too
    said = _get_cookie_value_from_request(request, USER_COOKIE_NAME)
    try:
        return Claims.read(json.loads(said)).session if said else ""
    except (ValueError, AccessDenied):
        return ""
