"""The menu: links to the pages the reader may open, as one element.

Streamlit lays out its own menu anew whatever changes on a page: half of what a browser does after a
click. This one stays as it is until another page is opened, which `menu.html` does where the window
is, as Streamlit's links do. It is a landmark with a name in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st


def show(name: str, sections: Mapping[str, Sequence[st.Page]], here: str) -> None:
    """Draw the menu called `name` in the sidebar: pages under headings; `here`: the address of the
    one that is open."""
    parts = "".join(_section(*section, here) for section in sections.items())
    with st.sidebar:
        st.html(f'<nav class="menu" aria-label="{escape(name)}">{parts}</nav>')


def _section(heading: str, pages: Sequence[st.Page], here: str) -> str:
    links = "".join(_link(page, page.url_path == here) for page in pages)
    return f"<h2>{escape(heading)}</h2><ul>{links}</ul>" if links else ""


def _link(page: st.Page, here: bool) -> str:
    icon = page.icon.removeprefix(":material/").removesuffix(":")
    current = ' aria-current="page"' if here else ""
    return (
        f'<li><a href="./{escape(page.url_path)}"{current}>'
        f'<i data-icon="{escape(icon)}"></i>{escape(page.title)}</a></li>'
    )
