"""Nærvær's front door: opens the reader's session, then chooses and runs the page."""

import gc

import plotly.io  # noqa: F401  # what the first chart would import after the freeze
import streamlit as st

from pages.components import shell
from pages.components.session import open_session, resume


@st.cache_resource(show_spinner=False)
def _settle_memory() -> None:
    """Put everything imported so far out of the garbage collector's reach, once.

    Streamlit collects garbage after every run; walking the imported libraries each time would cost
    about 100 ms a click.
    """
    gc.collect()
    gc.freeze()


shell.dress()
_settle_memory()
session = open_session()
pages = shell.pages(session)
page = st.navigation(shell.menu(session, pages), expanded=True)
shell.sidebar(session)
resume(pages)
shell.run(session, page)
