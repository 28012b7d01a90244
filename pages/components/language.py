"""The language of the screen: the reader's choice, else the browser's nynorsk, else the house's."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from analytics.i18n import LANGUAGES, Translate
from pages.components.following import follow

_CHOSEN, _SWITCH = "language", "language-switch"


def spoken(of_the_house: str) -> str:
    """The language this browser window is read in.

    A browser set to nynorsk means it. One set to English often means nothing: half of the country
    never changed it.
    """
    chosen = st.session_state.get(_CHOSEN)
    if chosen in LANGUAGES:
        return str(chosen)
    return "nn" if (st.context.locale or "").lower().startswith("nn") else of_the_house


def put_on(style: Path, of_the_house: str) -> None:
    """Dress the page in `style`, with the language of the screen in it: from there `keyboard.html`,
    which may not differ from reader to reader, tells it to voices."""
    st.html(_styled(style, spoken(of_the_house)))


@cache
def _styled(style: Path, spoken: str) -> str:
    text = style.read_text(encoding="utf-8")
    return f"<style>:root {{ --spoken: {escape(spoken)}; }}\n{text}</style>"


def switch(language: str, _: Translate) -> None:
    """Read on in another language, on every page from now on."""
    follow(_SWITCH, language)
    st.selectbox(
        _("Language"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=_SWITCH,
        filter_mode=None,
        on_change=_switched,
    )


def _switched() -> None:
    st.session_state[_CHOSEN] = st.session_state[_SWITCH]
    # A select box shows what its choice was called before until the choice is made anew. Whether
    # a button was pressed (bool) may not be set.
    for key, value in st.session_state.items():
        if isinstance(value, str):
            st.session_state[key] = value
