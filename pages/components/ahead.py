"""What the next page needs of the browser, asked for while its reader is busy with this one.

The program that draws charts is the largest of Streamlit's by far: a browser that meets its first
chart fetches and compiles it for a second or more. The names are put into the page as a style, in
which nothing can run; `keyboard.html`, the one script of the product, fetches them from there.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

_PROGRAMS = Path(st.__file__).parent / "static" / "static" / "js"
# Of what a file turns the page into, and of the pages that follow upon an import.
WANTED = ("Table", "Metric", "PlotlyChart", "ButtonGroup", "PageLink", "Button", "DateInput")


def of_charts() -> None:
    """Let the browser fetch what draws charts, once it has nothing else to do."""
    if named := _named():
        st.html(f'<style>:root {{ --ahead: "{escape(named)}"; }}</style>')


@cache
def _named() -> str:
    """Names of the programs with the marks of this version of Streamlit, a blank between two."""
    found = (next(iter(sorted(_PROGRAMS.glob(f"{name}.*.js"))), None) for name in WANTED)
    return " ".join(path.name for path in found if path is not None)
