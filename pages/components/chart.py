"""A chart that can always be read as a table of the same numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import streamlit as st

from pages.components.as_text import plain, plain_figure
from pages.components.session import Session

__all__ = ["chart_or_table", "drawn_or_table", "plain", "show_kept_table", "show_table"]

CHART, TABLE = "chart", "table"
DRAWN = 2000  # charts and tables remembered, some kilobytes each
TALL = 12  # rows; longer tables scroll in their own frame
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}

Table = Mapping[str, Sequence[str]]


def chart_or_table(
    session: Session,
    figure: Mapping[str, Any] | str,
    table: Table | str,
    *,
    key: str,
    alt: str,
    narrow: str = "",
) -> None:
    """Draw `figure` (a plotly dict) or `table` (column name → texts), as the reader chooses; large
    ones as the text that `as_json` gives, which is quicker to remember.

    `key` names the choice in the page; `alt` says in a sentence what the figure shows; `narrow`
    names the place of a table that the style sheet fits to a phone.
    """

    def draw() -> None:
        _draw(as_json(figure), key=f"{key}-chart", alt=alt)

    drawn_or_table(session, draw, table, key=key, alt=alt, narrow=narrow)


def drawn_or_table(
    session: Session,
    draw: Callable[[], None],
    table: Table | str,
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
            _lay(as_json(table), alt=alt)
    else:
        draw()


def as_json(part: Mapping[str, Any] | str) -> str:
    """A figure or table as text; what is text already as it is."""
    return part if isinstance(part, str) else json.dumps(part, default=_plainly)


@st.cache_data(max_entries=DRAWN, show_spinner=False)
def _draw(figure: str, *, key: str, alt: str) -> None:
    # Remembered as the message it became: plotly checks every part of a figure each time, which
    # takes longer than all else about it.
    st.plotly_chart(plain_figure(json.loads(figure)), key=key, config=CONFIG, alt=alt)


def _plainly(value: Any) -> Any:
    """A number of numpy's, or a day, as JSON has it."""
    return value.item() if hasattr(value, "item") else str(value)


def show_kept_table(table: Table, *, alt: str) -> None:
    """`show_table` for one that is drawn the same at many clicks."""
    _lay(as_json(table), alt=alt)


@st.cache_data(max_entries=DRAWN, show_spinner=False)
def _lay(table: str, *, alt: str) -> None:
    # Remembered as the message it became, as charts are: a frame is made of every table otherwise.
    show_table(json.loads(table), alt=alt)


def show_table(table: Table, *, alt: str) -> None:
    """A table as text: readable by screen readers, on phones and on paper."""
    rows = max((len(column) for column in table.values()), default=0)
    st.table(
        {name: [plain(cell) for cell in column] for name, column in table.items()},
        border="horizontal",
        hide_index=True,
        height=420 if rows > TALL else "content",
        alt=alt,
    )
