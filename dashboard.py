"""Nærvær's front door: opens the reader's session, then chooses and runs the page."""

import streamlit as st

from pages.components import ahead, front, shell
from pages.components.serving.failing import CalmPage, calm
from pages.components.serving.warming import settle
from pages.components.session import open_session

shell.dress()
settle()
with calm("The dashboard"):
    session = open_session()
    pages = shell.pages(session)
    front.lead_in(pages)
    page = st.navigation(pages, position="hidden")
    shell.menu(session, pages, page)
    front.resume(pages)
    try:
        shell.run(session, CalmPage(page, session.reader.language))
    finally:  # after the heading, which is waited for; also where the page stops
        shell.sidebar(session)
        ahead.of_findings(session)
