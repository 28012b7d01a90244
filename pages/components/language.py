"""The language of the screen: the reader's choice, else the browser's nynorsk, else the house's."""

from __future__ import annotations

import streamlit as st

from analytics.i18n import LANGUAGES, Translate

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


def switch(language: str, _: Translate) -> None:
    """Read on in another language, on every page from now on."""
    st.session_state[_SWITCH] = language
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
