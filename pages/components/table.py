"""A table as one element of HTML: every cell shown as it stands, and heard with its row and column.

Streamlit's own table reads each cell as Markdown, which takes a browser seconds for a thousand
rows; this one takes it a twentieth of a millisecond a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from pages.components.as_text import seen

Table = Mapping[str, Sequence[str]]
TALL = 12  # rows; longer tables scroll in their own frame


def show_table(table: Table, *, alt: str) -> None:
    """Draw `table` (column name → texts, all equally many), which `alt` names to who hears it:
    readable by screen readers, on phones and on paper."""
    st.html(as_html(table, alt=alt))


def as_html(table: Table, *, alt: str) -> str:
    """The table in a frame of its own. A long one scrolls there and the keyboard reaches it; where
    one is wider than the screen, `keyboard.html` sees to that. Raises ValueError where columns are
    not equally long."""
    lines = list(zip(*table.values(), strict=True))
    name = escape(alt)
    long = f' tabindex="0" role="region" aria-label="{name}"' if len(lines) > TALL else ""
    kind = "table long" if long else "table"
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table)
    body = "".join(map(_named if _names_rows(lines) else _line, lines))
    return seen(
        f'<div class="{kind}"{long}><table aria-label="{name}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _names_rows(lines: Sequence[Sequence[str]]) -> bool:
    """Whether the first column says which row it is: another text in each."""
    first = {line[0] for line in lines}
    return len(first) == len(lines) and "" not in first


def _named(line: Sequence[str]) -> str:
    return f'<tr><th scope="row">{escape(line[0])}</th>{_cells(line[1:])}</tr>'


def _line(line: Sequence[str]) -> str:
    return f"<tr>{_cells(line)}</tr>"


def _cells(texts: Sequence[str]) -> str:
    return "".join([f"<td>{escape(text)}</td>" for text in texts])
