"""Whoever is let in at one of two servers is let in at the other, and shut out of both at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analytics import users
from analytics.access import Reader, Role
from analytics.answers.told import kinds
from analytics.store.backup import backup
from analytics.store.connection import Store
from analytics.store.refill import put_back
from analytics.store.secret import secret
from analytics.store.subjects import SUBJECTS, subject_code
from tests.lake.conftest import KEY
from tests.pages.page_texts import say
from tests.server.conftest import furnish
from tests.server.serving import free_port, served, sign_in_settings
from tests.server.visiting import ISSUER, Sight, identity, visit

pytestmark = pytest.mark.e2e


def moved_in(place: str, folder: Path) -> None:
    """Fill the lake with an employer's store, as one moves in: by a backup of the file."""
    folder.mkdir()
    furnish(folder, ISSUER)
    copy = folder / "copy.duckdb"
    with Store(folder / "naervaer.duckdb", also_at=folder) as store:
        backup(store, copy)
    now = datetime.now(UTC).replace(tzinfo=None)
    key = folder / "naervaer.key"
    put_back(place, copy, KEY, kinds(), now=now, made_under=key, note=lambda cursor: None)


@contextmanager
def servers(place: str, folder: Path) -> Iterator[list[str]]:
    """The addresses of two servers with sign-in over the lake."""
    with ExitStack() as opened:
        yield [opened.enter_context(_served(place, folder / name)) for name in ("one", "two")]


@contextmanager
def _served(place: str, folder: Path) -> Iterator[str]:
    folder.mkdir()
    port = free_port()
    given = sign_in_settings(ISSUER, f"http://localhost:{port}")
    given |= {"NAERVAER_STORE": place, "NAERVAER_KEY": KEY}
    with served(folder, given, port) as server:
        yield server.address


def cookies(who: str, addresses: list[str]) -> list[str]:
    """One sign-in, as the browser tells each of the servers of it."""
    while True:
        began = int(time.time())
        made = [identity(who, address) for address in addresses]
        if int(time.time()) == began:  # the moment is part of what tells sign-ins apart
            return made


def shown(addresses: list[str], sign_in: list[str], page: str) -> Sight:
    """What both servers show, which must be the same."""
    one, two = (
        visit(address, page, cookie=cookie)
        for address, cookie in zip(addresses, sign_in, strict=True)
    )
    assert (one.headings, one.errors, one.not_found) == (two.headings, two.errors, two.not_found)
    assert one.exceptions == two.exceptions == ()
    return one


def test_two_servers_let_in_and_shut_out_the_same_people(place: str, tmp_path: Path) -> None:
    moved_in(place, tmp_path / "file")
    with servers(place, tmp_path) as addresses, Store(place, KEY) as third:
        lise, hege = (cookies(who, addresses) for who in ("lise", "hege"))
        assert len(shown(addresses, lise, "oversikt").headings) > 1
        assert shown(addresses, hege, "importer").headings[0] == say("Import")
        assert shown(addresses, lise, "importer").headings[0] != say("Import")  # it is HR's

        today, now = date.today(), datetime.now(UTC).replace(tzinfo=None)
        with third.transaction() as cursor:
            kari, code = (
                subject_code(secret(cursor, SUBJECTS), ISSUER, who) for who in ("kari", "lise")
            )
        users.sign_out(Reader(Role.ADMIN, subject=kari), third, code, today, now)
        time.sleep(1.1)  # for a second a sign-in is not asked about again
        assert shown(addresses, lise, "oversikt").headings == ("Nærvær",)
        assert len(shown(addresses, hege, "oversikt").headings) > 1
