"""What draws charts in the browser: plotly's own program, as it came with the library."""

from __future__ import annotations

from functools import cache
from gzip import compress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.components.drawing import FOLDER, NAME, PATH

# Who asks for it names its version, so what a browser has once it need not ask for again.
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


class Program:
    """ASGI middleware that answers for it: Streamlit would pack it anew for every browser."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = scope["type"] == "http" and scope.get("path") == PATH
        app = await _answer(Request(scope)) if wanted else self._app
        await app(scope, receive, send)


async def _answer(request: Request) -> Response:
    packed = "gzip" in request.headers.get("accept-encoding", "")
    body = await run_in_threadpool(small if packed else _whole)
    headers = _KEPT | ({"Content-Encoding": "gzip"} if packed else {})
    return Response(body, headers=headers, media_type="text/javascript")


@cache
def small() -> bytes:
    """The program packed, a third of its size."""
    return compress(_whole(), 6)


def _whole() -> bytes:
    return (FOLDER / NAME).read_bytes()
