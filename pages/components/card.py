"""Numbers in frames: the name of each, itself, and a line about it that may wrap."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from pages.components.chart import plain


class Card(NamedTuple):
    """One number: its name, itself as a text, and what is said about it."""

    name: str
    value: str
    about: str = ""


def cards(shown: Sequence[Card], *, least: int = 200, pairs: bool = False) -> None:
    """Draw a row of numbers, each at least `least` pixels wide; `pairs`: two of them side by side
    on a phone. One element for all of them: the browser draws every element anew at each click."""
    told = "".join(map(_told, shown))
    kind = "cards pairs" if pairs else "cards"
    st.html(f'<dl class="{kind}" style="--least:{least}px">{told}</dl>')


def _told(card: Card) -> str:
    about = f"<dd>{escape(card.about)}</dd>" if card.about else ""
    return f"<div><dt>{escape(card.name)}</dt><dd>{escape(card.value)}</dd>{about}</div>"


def card(name: str, value: str, about: str = "") -> None:
    """Draw the number. Streamlit's own metric cuts long labels and changes off on narrow screens,
    so what is said about the number stands below it as text."""
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(name, value)
        if about:
            st.caption(plain(about))
