"""One browser and one organisation for all browser tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.screens import browser
from tests.e2e.server import ROOT, dashboard


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the invented organisation, made by the command line."""
    path = tmp_path_factory.mktemp("demo") / "naervaer.duckdb"
    subprocess.run(
        [sys.executable, "-m", "analytics", "demo", "--store", str(path), "--employees", "150",
         "--months", "24"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return path


@pytest.fixture(scope="session")
def warm(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one server over a copy of the demo organisation, shared by the looks at it."""
    copy = tmp_path_factory.mktemp("warm") / demo_store.name
    shutil.copy(demo_store, copy)
    shutil.copy(demo_store.with_suffix(".key"), copy.with_suffix(".key"))
    with dashboard(copy) as address:
        yield address
