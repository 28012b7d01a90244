"""Nærvær's front door: opens the reader's session, then chooses and runs the page."""

import gc
import sys

import plotly.io  # noqa: F401  # what the first chart would import after the freeze
import streamlit as st

from pages.components import shell
from pages.components.serving.failing import CalmPage, calm, keep_words_out_of_logs
from pages.components.session import open_session, resume


@st.cache_resource(show_spinner=False)
def _settle_memory(modules: int) -> None:
    """Put the `modules` imported so far out of the garbage collector's reach, once, and again
    after a page has been opened that imported more.

    Streamlit collects garbage after every run; walking the imported libraries each time would cost
    about 100 ms a click.
    """
    keep_words_out_of_logs()
    gc.collect()
    gc.freeze()


shell.dress()
_settle_memory(len(sys.modules))
with calm("The dashboard"):
    session = open_session()
    pages = shell.pages(session)
    page = st.navigation(shell.menu(session, pages), expanded=True)
    shell.sidebar(session)
    resume(pages)
    shell.run(session, CalmPage(page, session.reader.language))
