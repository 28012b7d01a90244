"""Many messages to a browser as one, which it takes apart: it hears them in one go then.

React lays out the page after every message that finds it idle, so that a click costs two or three
layouts where one shows the same. A browser that can take bundles apart says so in the address it
asks for the stream at; any other gets each message by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.types import Scope

ASKED = b"bundles=yes"
MARK = b"\0"  # no message begins so: protobuf numbers its fields from 1
LONG = 4  # bytes that tell how long the message after them is


def takes_apart(scope: Scope) -> bool:
    """Whether the browser at this stream does."""
    return ASKED in scope.get("query_string", b"").split(b"&")


def bundled(messages: Sequence[bytes]) -> bytes:
    """All of them as one message, in their order."""
    return MARK + b"".join(len(one).to_bytes(LONG) + one for one in messages)
