"""A chart that can always be read as a table of the same numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any

import streamlit as st

from pages.components import drawing
from pages.components.as_text import plain
from pages.components.redrawn import alone
from pages.components.session import Session
from pages.components.table import Table, show_table

__all__ = ["Table", "chart_or_table", "drawn_or_table", "plain", "show_table"]

CHART, TABLE = "chart", "table"
DRAWN = 2000  # charts remembered, some kilobytes each


def chart_or_table(
    session: Session,
    figure: Mapping[str, Any] | str,
    table: Table,
    *,
    key: str,
    alt: str,
    narrow: str = "",
) -> None:
    """Draw `figure` (a plotly dict; a large one as the text that `as_json` gives, which is quicker
    to remember) or `table` (column name → texts), as the reader chooses.

    `key` names the choice in the page; `alt` says in a sentence what the figure shows; `narrow`
    names the place of a table that the style sheet fits to a phone.
    """

    def draw() -> None:
        _draw(as_json(figure), key=f"{key}-chart", alt=alt)

    drawn_or_table(session, draw, table, key=key, alt=alt, narrow=narrow)


@alone
def drawn_or_table(
    session: Session,
    draw: Callable[[], None],
    table: Table,
    *,
    key: str,
    alt: str,
    narrow: str = "",
) -> None:
    """`chart_or_table` of a chart that `draw` draws."""
    _ = session.translate
    names = {CHART: _("Chart"), TABLE: _("Table")}
    shape = st.segmented_control(
        _("Show as"),
        list(names),
        format_func=names.__getitem__,
        default=CHART,
        required=True,
        key=f"{key}-as",
        label_visibility="collapsed",
    )
    if shape == TABLE:
        with st.container(key=narrow) if narrow else nullcontext():
            show_table(table, alt=alt)
    else:
        draw()


def as_json(part: Mapping[str, Any] | str) -> str:
    """A figure as text; what is text already as it is."""
    return part if isinstance(part, str) else json.dumps(part, default=drawing.plainly)


@st.cache_data(max_entries=DRAWN, show_spinner=False)
def _draw(figure: str, *, key: str, alt: str) -> None:
    # Remembered as the message it became, every text of the figure made plain.
    drawing.draw(json.loads(figure), key=key, alt=alt)
