"""A visit by WebSocket, as a browser's: the server runs the page, and what it sends is kept."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    generate_xsrf_token_string,
)
from streamlit.web.server.starlette.starlette_server_config import (
    USER_COOKIE_NAME,
    XSRF_COOKIE_NAME,
)
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.server.serving import SECRET

ISSUER = "https://id.example"
PATIENCE = 90  # seconds: the first page of a cold server on a busy machine


@dataclass(frozen=True)
class Sight:
    """What a page showed: its headings, its refusals and errors, the exceptions in it, whether the
    address was said not to exist, and how many seconds the whole took."""

    headings: tuple[str, ...]
    errors: tuple[str, ...]
    exceptions: tuple[str, ...]
    not_found: bool
    seconds: float


def identity(sub: str, address: str) -> str:
    """The cookie of somebody who signed in just now."""
    said = {"iss": ISSUER, "sub": sub, "name": sub.title(), "iat": int(time.time())}
    value = json.dumps({**said, "origin": address, "is_logged_in": True, "provider": "default"})
    signed = create_signed_value(SECRET, USER_COOKIE_NAME, value).decode()
    return f"{USER_COOKIE_NAME}={signed}"


def visit(address: str, page: str, *, cookie: str = "", query: str = "") -> Sight:
    """`page` (its file's name) opened by its address in a window of its own."""
    began, token = time.monotonic(), generate_xsrf_token_string()
    cookies = "; ".join(filter(None, [f"{XSRF_COOKIE_NAME}={token}", cookie]))
    with connect(
        f"ws://{urlsplit(address).netloc}/_stcore/stream",
        origin=Origin(address),
        subprotocols=[Subprotocol("streamlit"), Subprotocol(token)],
        additional_headers={"Cookie": cookies},
        max_size=None,
    ) as line:
        wish = BackMsg()
        wish.rerun_script.page_name = page
        wish.rerun_script.query_string = query
        wish.rerun_script.context_info.url = f"{address}/{page}?{query}".rstrip("?")
        line.send(wish.SerializeToString())
        sent: list[ForwardMsg] = []
        while not _done(sent):
            message = ForwardMsg()
            message.ParseFromString(line.recv(timeout=PATIENCE, decode=False))
            if message.WhichOneof("type") == "new_session":
                sent.clear()  # a page that leads on to another leaves nothing on the screen
            sent.append(message)
    return _seen(sent, time.monotonic() - began)


def _done(sent: list[ForwardMsg]) -> bool:
    return bool(sent) and (
        sent[-1].WhichOneof("type") == "script_finished"
        and sent[-1].script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )


def _seen(sent: list[ForwardMsg], seconds: float) -> Sight:
    elements = [m.delta.new_element for m in sent if m.WhichOneof("type") == "delta"]
    return Sight(
        tuple(e.heading.body for e in elements if e.WhichOneof("type") == "heading"),
        tuple(
            e.alert.body
            for e in elements
            if e.WhichOneof("type") == "alert" and e.alert.format == Alert.ERROR
        ),
        tuple(e.exception.message for e in elements if e.WhichOneof("type") == "exception"),
        any(m.WhichOneof("type") == "page_not_found" for m in sent),
        seconds,
    )
