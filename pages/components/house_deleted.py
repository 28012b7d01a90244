"""The log of deletions: what kind went, how much, when and why. It names nobody."""

from __future__ import annotations

import streamlit as st

from analytics.answers import house
from analytics.i18n import N_
from analytics.store.deletions import Told
from pages.components.chart import show_table
from pages.components.house_retention import KINDS
from pages.components.session import Session

ERASED = {"person": N_("Everything about one person")}


def show(session: Session) -> None:
    """What was deleted for good, newest first."""
    _, words = session.translate, session.words
    st.header(_("What has been deleted"), anchor=False)
    st.caption(
        _("What went is gone, and what it held or whom it was about is kept nowhere. Only this is.")
    )
    found = house.deleted(session.reader, session.store)
    if not found:
        st.markdown(_("Nothing has been deleted yet."))
        return
    names = {**KINDS, **ERASED}
    with st.container(key="deleted-lines"):
        show_table(
            {
                _("When"): [words.day(one.happened_at.date()) for one in found],
                _("Rows"): [words.count(one.rows) for one in found],
                _("What and why"): [
                    f"{_(names.get(one.kind, one.kind))}. {_why(session, one)}" for one in found
                ],
            },
            alt=_("What has been deleted"),
        )


def _why(session: Session, one: Told) -> str:
    _ = session.translate
    if one.cause == "erase":
        return _("Somebody asked to be erased.")
    if one.older_than is None:
        return _("Older than is kept.")
    return _("From before %(day)s, the first day that is kept.") % {
        "day": session.words.day(one.older_than)
    }
