"""One number in a frame: its name, itself, and a line about it that may wrap."""

from __future__ import annotations

import streamlit as st

from pages.components.chart import plain


def card(name: str, value: str, about: str = "") -> None:
    """Draw the number. Streamlit's own metric cuts long labels and changes off on narrow screens,
    so what is said about the number stands below it as text."""
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(name, value)
        if about:
            st.caption(plain(about))
