"""The dashboard opened at a page, as by a browser that asks for the page by its address."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from analytics.access import Reader

DASHBOARD = str(Path(__file__).parents[2] / "dashboard.py")


class _Navigated(PagesManager):
    """Knows that the dashboard says itself which pages there are. AppTest forgets it for each app
    and would run the file of the page alone, without the dashboard around it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        PagesManager.uses_pages_directory = False
        super().__init__(*given, **named)


def at(page: str, reader: Reader, address: Mapping[str, str]) -> AppTest:
    """The page as `reader` has it, run once. Raises ValueError where the reader has no such page;
    without a `page` it is the one the dashboard begins with."""
    app = AppTest.from_file(DASHBOARD, default_timeout=120)
    app.session_state["reader"] = reader
    if not page:
        return app.run()
    app.switch_page(f"pages/{page}.py")
    for name, value in address.items():
        app.query_params[name] = value
    with patch.object(app_test, "PagesManager", _Navigated):
        app.run()
    return app.switch_page(f"pages/{page}.py")
