"""A chart that can always be read as a table of the same numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.components.session import Session

CHART, TABLE = "chart", "table"
TALL = 12  # rows; longer tables scroll in their own frame
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}

Table = Mapping[str, Sequence[str]]


def chart_or_table(
    session: Session, figure: Mapping[str, Any], table: Table, *, key: str, alt: str
) -> None:
    """Draw `figure` (a plotly dict) or `table` (column name → texts), as the reader chooses.

    `key` names the choice in the page; `alt` says in a sentence what the figure shows.
    """
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
        show_table(table, alt=alt)
    else:
        st.plotly_chart(dict(figure), key=f"{key}-chart", config=CONFIG, alt=alt)


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


def plain(text: str) -> str:
    """`text` with the signs Markdown would act on taken literally (names come from files; «3.
    kvartal» would begin a numbered list)."""
    text = re.sub(r"^(\s*\d+)\.", r"\1\.", text)
    return "".join(f"\\{sign}" if sign in "`*_[]{}<>#|~$:" else sign for sign in text)
