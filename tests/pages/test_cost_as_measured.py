"""The reader without a browser, with which clicks are measured, meets what a browser meets."""

from __future__ import annotations

import asyncio
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.pages.filters import as_role, choose
from benchmarks.pages.serving import Server, dashboard
from benchmarks.pages.sights import SIGHTS
from benchmarks.pages.wire import Wire, opened, options
from pages.components.shell import CHOSEN_FREELY, PAGES


def test_every_page_of_the_menu_is_measured_for_every_role_that_may_be_chosen() -> None:
    measured = {(sight.page, sight.role) for sight in SIGHTS}
    roles = set(CHOSEN_FREELY)
    assert measured == {(name, role.value) for name, *_, may in PAGES for role in may & roles}
    assert len({sight.name for sight in SIGHTS}) == len(SIGHTS)


@pytest.mark.e2e
@pytest.mark.skipif(sys.platform != "linux", reason="what a server costs is read from /proc")
def test_a_choice_made_without_a_browser_changes_what_the_page_shows(
    filled_store: Path, tmp_path: Path
) -> None:
    shutil.copytree(filled_store, tmp_path / "store")
    with dashboard(tmp_path / "store", tmp_path / "server.log") as served:
        before = served.seconds()
        # In a thread of its own: a browser that is open still has its loop in this one.
        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, _reads(served)).result()
        assert served.seconds() > before
        assert served.megabytes() > 50


async def _reads(served: Server) -> None:
    async with opened(served.address) as wire, opened(served.address) as other:
        for each in (wire, other):
            await each.run()
            await each.turn_to("avdelinger")
        assert wire.screen.digest() == other.screen.digest()
        await _chooses(wire)
        await as_role(other, "leader")
        assert other.screen.digest() != wire.screen.digest()
        assert other.screen.widget("from") is None  # a leader chooses among published periods


async def _chooses(wire: Wire) -> None:
    whole = wire.screen
    months = options(whole.widget("from"))
    chosen = await choose(wire, "from", len(months) - 1)
    assert chosen.digest() != whole.digest()
    assert any(months[-1].split()[-1] in text for text in chosen.texts())
    back = await choose(wire, "from", months.index("januar 2025"))
    assert back.digest() == whole.digest()
