"""The scripts of the product: all that runs in a browser besides Streamlit and plotly."""

from __future__ import annotations

from functools import cache
from pathlib import Path

# Files, which may not differ from reader to reader: the server lets them run by their fingerprints.
FILES = tuple(
    Path(__file__).with_name(name) for name in ("keyboard.html", "menu.html", "charts.html")
)


@cache
def text() -> str:
    """All of them, as one piece of a page."""
    return "".join(file.read_text(encoding="utf-8") for file in FILES)
