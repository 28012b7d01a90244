"""A page that ends early leaves what stands around it."""

from __future__ import annotations

from pathlib import Path

from analytics.access import Role
from tests.pages.conftest import Open
from tests.pages.page_texts import metrics

PAGES = Path(__file__).parents[2] / "pages"
BEFORE_ANY_PAGE = {"components/session.py", "components/sign_in.py"}


def test_who_reads_can_be_changed_while_there_is_nothing_to_show(dashboard: Open) -> None:
    app = dashboard(Role.HR, empty=True)
    assert not metrics(app)
    assert app.sidebar.selectbox(key="role").value == Role.HR


def test_no_page_stops_what_is_drawn_after_it() -> None:
    stops = {
        path.relative_to(PAGES).as_posix()
        for path in PAGES.rglob("*.py")
        if "st.stop()" in path.read_text(encoding="utf-8")
    }
    assert stops == BEFORE_ANY_PAGE
