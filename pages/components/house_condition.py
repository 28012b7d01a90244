"""How the store is."""

from __future__ import annotations

import streamlit as st

from analytics.answers import house
from analytics.i18n import number
from pages.components.chart import show_table
from pages.components.session import Session

MEGABYTE = 1_000_000


def show(session: Session) -> None:
    """Version, reach, size, and whether the log holds."""
    _, words = session.translate, session.words
    found = house.condition(session.reader, session.store)
    st.header(_("How the store is"), anchor=False)
    holds = _("Yes, all %(count)s lines") % {"count": words.count(found.log_lines)}
    if found.broken_at is not None:
        holds = _("No: not from line %(line)s on") % {"line": words.count(found.broken_at)}
    size = number(found.size / MEGABYTE, 1, session.reader.language)
    show_table(
        {
            _("What"): [
                _("Dataset version"),
                _("Absence data to"),
                _("Size of the encrypted file"),
                _("Every line of the log fits the one before"),
                _("Old data last deleted"),
            ],
            _("State"): [
                str(found.version),
                words.day(found.data_through),
                f"{size} MB",
                holds,
                words.day(found.purged_on),
            ],
        },
        alt=_("How the store is"),
    )
