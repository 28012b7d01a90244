"""Which page a window that asks for none by name gets."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def lead_in(opened: list[st.Page]) -> None:
    """Let who asked for no page by name have the first of `opened` (`shell.pages`) at once: from
    the front page Streamlit would lead there by running everything a second time."""
    run = get_script_run_ctx()
    if run is None:
        return
    asked = run.pages_manager
    if not (asked.intended_page_script_hash or asked.intended_page_name):
        asked.set_script_intent(opened[1]._script_hash, "")
