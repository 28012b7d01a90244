"""A selector that shows what holds and, when the reader changes it, overrules it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.components.as_text import heard
from pages.components.desk import overrule
from pages.components.following import follow


def choose(
    label: str,
    options: Sequence[str],
    current: str,
    about: tuple[str, str],
    *,
    key: str,
    name: Callable[[str], str],
    place: DeltaGenerator | None = None,
    width: int | None = None,
) -> None:
    """Draw the selector; a choice is put on the desk as `about` (see `Desk.overruled`).

    Without a `width` it fills its `place`, and its label is for screen readers alone.
    """
    # What holds is shown in every run: a widget's own memory would outlive the file it was for.
    follow(key, current if current in options else options[0])
    (place or st).selectbox(
        # Heard alone it may be what a file calls a column or a kind of absence.
        label if width else heard(label),
        options,
        format_func=lambda option: name(option or ""),
        label_visibility="visible" if width else "collapsed",
        filter_mode=None,
        key=key,
        on_change=overrule,
        args=(*about, key),
        width=width or "stretch",
    )
