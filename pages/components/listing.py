"""Long lists: the first rows as a table, and how many more there are, or a way to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from pages.components.session import Session
from pages.components.table import Table, show_table

Row = TypeVar("Row")

SHOWN = 200  # rows of a long list; the count beside it is always of all
AT_FIRST = 100  # rows of one that goes on


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


def show_in_turns(session: Session, table: Table, *, key: str, alt: str) -> None:
    """The first rows of `table`, and a button for as many again: a browser takes a second for some
    ten thousand cells, each time they are drawn."""
    rows, so_far = max(map(len, table.values()), default=0), shown(key)
    show_table({name: column[:so_far] for name, column in table.items()}, alt=alt)
    further(session, rows, so_far, key=key)


def shown(key: str, at_first: int = AT_FIRST) -> int:
    """How many of the list `key` stand on the page: `at_first`, until more are asked for."""
    return int(st.session_state.get(f"{key}-shown", at_first))


def further(session: Session, count: int, so_far: int, *, key: str) -> None:
    """A button for as many again of `count` as there are `so_far`, where some are left."""
    _, words = session.translate, session.words
    if count > so_far:
        st.button(
            _("Show more (%(count)s left)") % {"count": words.count(count - so_far)},
            key=f"{key}-more",
            on_click=_show,
            args=(f"{key}-shown", 2 * so_far),
        )


def _show(place: str, count: int) -> None:
    st.session_state[place] = count
