"""A small message does not wait for the receipt of the one before it."""

from __future__ import annotations

import asyncio
import socket

import pytest

from pages.components.serving.promptness import IPPROTO_TCP, TCP_NODELAY, say_at_once
from tests.server.serving import awaited

FAMILIES = {socket.AF_INET: "127.0.0.1", socket.AF_INET6: "::1"}


def waits(family: socket.AddressFamily, *, prompt: bool) -> bool:
    """Whether a connection to a socket bound as Streamlit binds it holds small messages back."""

    async def found() -> bool:
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        held_back: list[bool] = []

        class Ours(asyncio.Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                ours = transport.get_extra_info("socket")
                held_back.append(not ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
                told.set()

        if prompt:
            say_at_once(loop)
        bound = socket.socket(family=family)
        bound.bind((FAMILIES[family], 0))
        server = await loop.create_server(Ours, sock=bound)
        async with server:
            _, writer = await asyncio.open_connection(*bound.getsockname()[:2])
            await told.wait()
            writer.close()
            await writer.wait_closed()
        return held_back == [True]

    return awaited(found())


@pytest.mark.parametrize("family", FAMILIES)
def test_the_servers_connections_send_at_once(family: socket.AddressFamily) -> None:
    if family == socket.AF_INET6 and not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    assert not waits(family, prompt=True)


def test_the_numbers_are_those_of_this_system() -> None:
    assert (IPPROTO_TCP, TCP_NODELAY) == (socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_without_it_they_would_wait() -> None:
    # Once this fails, asyncio or Streamlit does it by itself, and promptness.py can go.
    assert waits(socket.AF_INET, prompt=False)


def test_a_server_that_binds_for_itself_is_started_as_ever() -> None:
    async def found() -> bool:
        loop = asyncio.get_running_loop()
        say_at_once(loop)
        server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
        async with server:
            return server.is_serving()

    assert awaited(found())
