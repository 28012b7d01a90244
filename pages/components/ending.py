"""How a page ends before its last line."""

from __future__ import annotations

from typing import NoReturn

from streamlit.runtime.scriptrunner import StopException


def end() -> NoReturn:
    """Draw nothing more of this page; what stands around it is still drawn. `st.stop` would end
    that as well."""
    raise StopException
