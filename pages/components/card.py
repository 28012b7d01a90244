"""Numbers in frames: the name of each, itself, and a line about it that may wrap."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import streamlit as st


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
