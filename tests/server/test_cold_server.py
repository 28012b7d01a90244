"""The first visit of every page on a server that has just been started, by everybody who may."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from analytics.access import Role
from pages.components.shell import PAGES
from tests.pages.page_texts import say
from tests.server.conftest import furnish
from tests.server.serving import Served, free_port, served, sign_in_settings
from tests.server.visiting import ISSUER, Sight, identity, visit

pytestmark = pytest.mark.e2e
WHO = {
    Role.HR: "hege",
    Role.LEADER: "lise",
    Role.CONSULTANT: "rune",
    Role.ADMIN: "kari",
    Role.EMPLOYEE: "nina",
}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cold")
    furnish(folder, ISSUER)
    return folder


def titles(role: Role, *, open_to: bool = True) -> dict[str, str]:
    """The pages that are open (or shut) to a role, and how each is headed."""
    return {name: say(title) for name, title, _, roles in PAGES if (role in roles) is open_to}


@contextmanager
def just_started(furnished: Path, folder: Path) -> Iterator[Served]:
    """A server over a copy of the store, that has run nothing yet."""
    port = free_port()
    store = shutil.copytree(furnished, folder / "store")
    with served(store, sign_in_settings(ISSUER, f"http://localhost:{port}"), port) as server:
        yield server


def faults(title: str, sight: Sight) -> list[str]:
    """What is otherwise than a page of this heading without a fault."""
    found = [*sight.errors, *sight.exceptions, *(["not found"] if sight.not_found else [])]
    return found + ([] if sight.headings[:1] == (title,) else [f"headed {sight.headings[:1]}"])


@pytest.mark.parametrize("role", [role for role in WHO if role is not Role.EMPLOYEE])
def test_on_a_server_just_started_every_page_shows_itself_to_everybody_who_may_open_it(
    role: Role, furnished: Path, tmp_path: Path
) -> None:
    """The first page is asked for before anything has run, and by its own address. How long each
    took is printed (`pytest -s`) and held to nothing."""
    with just_started(furnished, tmp_path) as server:
        cookie = identity(WHO[role], server.address)
        seen = {name: visit(server.address, name, cookie=cookie) for name in titles(role)}
        said = server.log.read_text(encoding="utf-8")
    for name, sight in seen.items():
        print(f"{role} {name}: {sight.seconds:.1f} s")
    assert {name: faults(title, seen[name]) for name, title in titles(role).items()} == {
        name: [] for name in seen
    }
    assert "Traceback" not in said


def test_on_a_server_just_started_an_employee_sees_the_own_pages_whatever_they_ask_for(
    furnished: Path, tmp_path: Path
) -> None:
    mine = titles(Role.EMPLOYEE)
    with just_started(furnished, tmp_path) as server:
        cookie = identity(WHO[Role.EMPLOYEE], server.address)
        for name, title in mine.items():
            assert faults(title, visit(server.address, name, cookie=cookie)) == []
        for name in titles(Role.EMPLOYEE, open_to=False):
            asked = visit(server.address, name, cookie=cookie, query="kode=1&sak=1&enhet=1")
            assert asked.headings[:1] == (mine["mine_opplysninger"],), name
        assert visit(server.address, "oversikt").headings == ("Nærvær",)  # nobody: the door
