"""Names put away: for whoever shares the screen, or has people behind their back."""

from __future__ import annotations

import streamlit as st

from analytics.access import NAMED
from pages.components.following import follow
from pages.components.session import Session, names_away, put_names_away

_SWITCH = "hide-names"


def switch(session: Session) -> None:
    """Shows codes in place of names and numbers everywhere, for those who are told names."""
    _ = session.translate
    if session.access.role not in NAMED:
        return
    # The widget follows the session: it is drawn anew on every page, and its own state may be lost.
    follow(_SWITCH, names_away())
    st.toggle(
        _("Hide names"),
        key=_SWITCH,
        on_change=_switched,
        help=_(
            "Codes stand in place of names and employee numbers on every page and in every file, "
            "until you switch it off. Use it when others see your screen."
        ),
    )


def mark(session: Session) -> None:
    """That names are put away, on top of the page; nothing while they are shown."""
    _ = session.translate
    if not session.reader.names:
        with st.container(key="names-hidden"):
            # No badge: on a phone its text would be cut short.
            st.caption(
                ":material/visibility_off: " + _("Names are hidden – people are shown as codes")
            )


def _switched() -> None:
    put_names_away(st.session_state[_SWITCH])
