"""A chart as one element of the page, which `charts.html` has plotly's own program draw.

Streamlit's element checks every part of a figure, makes the chart anew in the browser whenever
anything in it has changed, and draws it again until colours and width are right: some thirty
milliseconds a chart after each choice. Plotly itself needs five to fifteen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component

from pages.components.as_text import plain_figure

FOLDER = Path(str(files("plotly"))) / "package_data"
NAME = "plotly.min.js"
PATH = f"/component/{__name__}.charts/{NAME}"
# Where browsers ask for the program; another version has another address, so they may keep it.
PROGRAM = f"{PATH}?version={version('plotly')}"


@cache
def serve() -> None:
    """Have Streamlit answer for the program, also where it runs without the server's guards."""
    declare_component("charts", path=FOLDER)


def draw(figure: Mapping[str, Any], *, key: str, alt: str) -> None:
    """Draw a plotly figure (a dict), its texts as they stand. `key`: its name on the page, by which
    a change of it is known to be one; `alt` says in a sentence what it shows.

    Raises ValueError where a number in it is infinite.
    """
    told = json.dumps(plain_figure(figure), default=plainly, allow_nan=False)
    height = int(figure["layout"]["height"])
    st.html(
        f'<figure class="chart" role="figure" aria-label="{escape(alt)}" style="height:{height}px"'
        f' data-chart="{escape(key)}" data-program="{PROGRAM}"'
        f" data-figure='{escape(told, quote=False).replace(chr(39), '&#39;')}'></figure>"
    )


def plainly(value: Any) -> Any:
    """A number of numpy's, or a day, as JSON has it."""
    return value.item() if hasattr(value, "item") else str(value)
