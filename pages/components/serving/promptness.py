"""What the server says leaves at once.

Streamlit binds its socket without naming the protocol; by that asyncio does not see that it is TCP,
and leaves it as it was: a small message waits until the one before it is acknowledged, which the
other side puts off for 40 ms. What a page says is many small messages.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop, Server
from contextlib import suppress
from typing import Any

# The same on every system, as in `socket`, which is for those who speak to other machines.
IPPROTO_TCP, TCP_NODELAY = 6, 1


def say_at_once(loop: AbstractEventLoop) -> None:
    """Let every server that `loop` is given a socket for from now on send without waiting. What is
    set on the socket it listens on, its connections take over."""
    listen = loop.create_server

    async def promptly(*given: Any, sock: Any = None, **how: Any) -> Server:
        if sock is not None:
            with suppress(OSError):  # it is no TCP: nothing is held back there
                sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        return await listen(*given, sock=sock, **how)

    loop.create_server = promptly  # type: ignore[method-assign]
