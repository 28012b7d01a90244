"""The dashboard as a web application: Streamlit with a guard at each door."""

from __future__ import annotations

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
from pages.components import scripts
from pages.components.serving import first_scripts
from pages.components.serving.configuration import Provider, Serving
from pages.components.serving.downloads import Downloads
from pages.components.serving.failing import keep_words_out_of_logs, noted, sentence
from pages.components.serving.gathering import Gathering
from pages.components.serving.headers import Headers, inline_scripts, policy
from pages.components.serving.limits import Limits
from pages.components.serving.program import Program
from pages.components.serving.refusals import Refusals
from pages.components.serving.wanted import Wanted
from pages.components.serving.warming import warmed

COMPONENTS = Path(__file__).resolve().parents[1]
INNER = "/_stcore/"
TOO_MANY = N_("Too many requests at once. Wait a little and try again.")
OPEN = ("health", "host-config", "stream", "upload_file")  # what the browser needs of Streamlit
_guarded = False


def guarded() -> bool:
    """Whether this process answers through the guards below."""
    return _guarded


def application(script: Path, serving: Serving, translate: Translate) -> st.App:
    """The whole as an ASGI application, with `script` as the page behind it."""
    global _guarded
    _guarded = True
    keep_words_out_of_logs()

    def script_error(error: Exception) -> bool:
        number = noted(error, "The dashboard")
        st.error(sentence(translate, number), icon=":material/error:")
        return True

    async def request_error(_: Request, error: Exception) -> Response:
        return PlainTextResponse(sentence(translate, noted(error, "A request")), 500)

    return st.App(
        script,
        lifespan=warmed,
        secrets=secrets(serving),
        routes=[Route("/health", _health, methods=["GET"])],
        middleware=_guards(serving, translate),
        on_script_error=script_error,
        exception_handlers={Exception: request_error},
    )


def _guards(serving: Serving, translate: Translate) -> list[Middleware]:
    """What every request passes through, outermost first."""
    pages = inline_scripts(
        Path(st.__file__).parent / "static" / "index.html", [*first_scripts.FILES, *scripts.FILES]
    )
    guards = [
        Middleware(Headers, policy=policy(serving.secure, pages), secure=serving.secure),
        Middleware(Refusals),
        Middleware(TrustedHostMiddleware, allowed_hosts=serving.hosts, www_redirect=False),
        Middleware(Inner),
        Middleware(Program),
        Middleware(first_scripts.FirstScripts),
        Middleware(Gathering),
    ]
    if serving.provider is None:
        return guards
    names = {path.stem for path in COMPONENTS.parent.glob("*.py")}
    secret = serving.provider.cookie_secret
    return [
        *guards,
        Middleware(Limits, sentence=translate(TOO_MANY)),
        Middleware(Downloads),
        Middleware(Wanted, public=serving.public, secret=secret, pages=names),
    ]


def options(serving: Serving) -> dict[str, Any]:
    """What Streamlit is told besides .streamlit/config.toml."""
    return {
        "server.address": serving.address,
        "server.port": serving.port,
        "server.allowedHosts": serving.hosts,
        # Streamlit would offer to write files into this folder for programming assistants.
        "logger.hideWelcomeMessage": True,
        # Also where the folder it is started from has no .streamlit: no traces on the screen.
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        # No line of a page is shown because it stands there; looking for such takes at each start.
        "runner.magicEnabled": False,
        "runner.postScriptGC": False,  # it would walk all that is remembered after every click
        # Of a run only what changed is told: a browser need not keep what it was told before, nor
        # name it at every click.
        "global.minCachedMessageSize": 1e12,
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
