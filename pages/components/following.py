"""A widget that shows what holds, whatever it remembers."""

from __future__ import annotations

import streamlit as st


def follow(key: str, value: object) -> None:
    """Let the widget `key`, drawn next, show `value`. Where it does already nothing is set: what is
    set is told to the browser, which lays the widget out anew."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
