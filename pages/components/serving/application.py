"""The dashboard as a web application: Streamlit with a guard at each door."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from analytics.i18n import N_, Translate
from pages.components.serving.configuration import Provider, Serving
from pages.components.serving.downloads import Downloads
from pages.components.serving.headers import Headers, inline_scripts, policy

COMPONENTS = Path(__file__).resolve().parents[1]
INNER = "/_stcore/"
OPEN = ("health", "host-config", "stream", "upload_file")  # what the browser needs of Streamlit
BROKEN = N_(
    "Something went wrong, and this page cannot be shown. Your data are as they were. "
    "Reload the page; if it happens again, the program's log says why."
)
_guarded = False


def guarded() -> bool:
    """Whether this process answers through the guards below."""
    return _guarded


def application(script: Path, serving: Serving, translate: Translate) -> st.App:
    """The whole as an ASGI application, with `script` as the page behind it."""
    global _guarded
    _guarded = True
    pages = inline_scripts(
        Path(st.__file__).parent / "static" / "index.html", [COMPONENTS / "keyboard.html"]
    )
    middleware = [
        Middleware(Headers, policy=policy(serving.secure, pages), secure=serving.secure),
        Middleware(TrustedHostMiddleware, allowed_hosts=serving.hosts, www_redirect=False),
        Middleware(Inner),
    ]
    if not serving.local:
        middleware.append(Middleware(Downloads))

    def script_error(error: Exception) -> bool:
        logging.getLogger("naervaer").error("The dashboard failed", exc_info=error)
        st.error(translate(BROKEN), icon=":material/error:")
        return True

    return st.App(
        script,
        secrets=secrets(serving),
        routes=[Route("/health", _health, methods=["GET"])],
        middleware=middleware,
        on_script_error=script_error,
        exception_handlers={Exception: _failed},
    )


def options(serving: Serving) -> dict[str, Any]:
    """What Streamlit is told besides .streamlit/config.toml."""
    return {
        "server.address": serving.address,
        "server.port": serving.port,
        "server.allowedHosts": serving.hosts,
        # Streamlit would offer to write files into this folder for programming assistants.
        "logger.hideWelcomeMessage": True,
        **({} if serving.local else {"server.headless": True}),
    }


def secrets(serving: Serving) -> Mapping[str, Any]:
    """The sign-in as `st.login` reads it; nothing in local mode."""
    provider: Provider | None = serving.provider
    if provider is None:
        return {}
    return {
        "auth": {
            "redirect_uri": f"{serving.public}/oauth2callback",
            "cookie_secret": provider.cookie_secret,
            "client_id": provider.client_id,
            "client_secret": provider.client_secret,
            "server_metadata_url": provider.metadata,
            "client_kwargs": {"scope": "openid profile", "code_challenge_method": "S256"},
        }
    }


class Inner:
    """ASGI middleware: of Streamlit's inner addresses only those the browser needs are there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        inner = path.startswith(INNER) and path.removeprefix(INNER).split("/")[0] not in OPEN
        if scope["type"] == "http" and inner:
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return
        await self._app(scope, receive, send)


async def _health(_: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _failed(_: Request, error: Exception) -> Response:
    logging.getLogger("naervaer").error("A request failed", exc_info=error)
    return PlainTextResponse("Something went wrong. The program's log says why.", 500)
