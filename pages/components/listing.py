"""Long lists: the first rows as a table, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from pages.components.chart import Table, show_table
from pages.components.session import Session

Row = TypeVar("Row")

SHOWN = 200  # rows of a long list; the count beside it is always of all


def show_list(
    session: Session,
    rows: Sequence[Row],
    table: Callable[[Sequence[Row]], Table],
    *,
    alt: str,
    count: int | None = None,
) -> None:
    """The first rows as `table` draws them, and how many more of `count` (all `rows`) there are."""
    show_table(table(rows[:SHOWN]), alt=alt)
    more(session, len(rows) if count is None else count)


def more(session: Session, count: int) -> None:
    """How many of `count` rows are not shown, where the list is long."""
    if count > SHOWN:
        _ = session.translate
        st.caption(_("and %(count)s more") % {"count": session.words.count(count - SHOWN)})
