"""Which page a window gets that asks for none by name, or asked for one on a cold server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.components import sign_in


def lead_in(opened: list[st.Page]) -> None:
    """Let who asked for no page by name have the first of `opened` (`shell.pages`) at once: from
    the front page Streamlit would lead there by running everything a second time."""
    run = get_script_run_ctx()
    if run is None:
        return
    asked = run.pages_manager
    if not (asked.intended_page_script_hash or asked.intended_page_name):
        asked.set_script_intent(opened[1]._script_hash, "")


class _Place(Protocol):
    @property
    def url_path(self) -> str: ...


def resume(pages: Iterable[_Place]) -> None:
    """Lead a reader who came by a deep link to a cold server on to the page they asked for."""
    place, query = st.session_state.pop(sign_in.ASKED_FOR, (None, {}))
    for page in pages:
        if place and page.url_path == place:
            st.switch_page(page, query_params=query)  # type: ignore[arg-type]
