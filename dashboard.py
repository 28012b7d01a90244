"""Nærvær's front door: opens the reader's session, then chooses and runs the page."""

import streamlit as st

from pages.components import shell
from pages.components.serving.failing import CalmPage, calm
from pages.components.serving.warming import settle
from pages.components.session import open_session, resume

shell.dress()
settle()
with calm("The dashboard"):
    session = open_session()
    pages = shell.pages(session)
    page = st.navigation(shell.menu(session, pages), expanded=True)
    shell.sidebar(session)
    resume(pages)
    shell.run(session, CalmPage(page, session.reader.language))
