"""An empty page says so, and leads to the step that fills it."""

from __future__ import annotations

import streamlit as st

from analytics.access import Role
from pages.components.chart import plain
from pages.components.session import Session


def nothing_yet(session: Session, why: str) -> None:
    """Why the page is empty, and for HR the way to Import, where that is mended; the others are
    led to the overview, which says how far it has come."""
    _ = session.translate
    st.info(plain(why))
    if session.reader.role is Role.HR:
        label = _("Go to Import")
        st.page_link("pages/importer.py", label=label, icon=":material/upload_file:")
    else:
        label = _("See the overview")
        st.page_link("pages/oversikt.py", label=label, icon=":material/monitoring:")
