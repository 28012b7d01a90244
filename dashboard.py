"""Nærvær's front door: opens the reader's session, then chooses and runs the page."""

from __future__ import annotations

import gc

import streamlit as st

from analytics.access import Role
from pages.components import shell
from pages.components.session import open_session, resume

EVERYONE = frozenset(Role)
HR, HR_AND_ADMIN = frozenset({Role.HR}), frozenset({Role.HR, Role.ADMIN})


@st.cache_resource(show_spinner=False)
def _settle_memory() -> None:
    """Put everything imported so far out of the garbage collector's reach, once.

    Streamlit collects garbage after every run; walking the imported libraries each time would cost
    about 100 ms a click.
    """
    import plotly.io  # noqa: F401  # what the first chart would import after the freeze

    gc.collect()
    gc.freeze()


shell.dress()
_settle_memory()
session = open_session()
_ = session.translate
PAGES = [
    ("oversikt", _("Overview"), ":material/monitoring:", EVERYONE),
    ("avdelinger", _("Units"), ":material/account_tree:", EVERYONE),
    ("importer", _("Import"), ":material/upload_file:", HR),
    ("datakvalitet", _("Data quality"), ":material/fact_check:", HR_AND_ADMIN),
]
pages = [
    st.Page(f"pages/{name}.py", title=title, icon=icon, url_path=name, default=name == "oversikt")
    for name, title, icon, roles in PAGES
    if session.reader.role in roles
]
page = st.navigation(pages)
shell.sidebar(session)
resume(pages)
page.run()
