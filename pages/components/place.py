"""Which unit a page is about: chosen from the tree, kept in the address (`?enhet=`)."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.components.session import Session
from pages.components.view import UNIT, go, read_view, top

INDENT = "\N{NO-BREAK SPACE}" * 3


def choose_unit(session: Session, reach: Any, tree: Any) -> str:
    """The unit in the address, the top one where there is none; "" for everybody.

    Raises ReaderError with a sentence for a unit the reader may not see.
    """
    _ = session.translate
    unit = read_view({UNIT: st.query_params.get(UNIT, "")}, reach, tree).unit
    names = {
        row["unit_id"]: INDENT * int(row["depth"] - tree["depth"].min()) + row["name"]
        for row in tree.to_dict("records")
    }
    if not top(tree):
        names = {"": _("All units")} | names
    st.session_state["place"] = unit
    st.selectbox(
        _("Unit"),
        list(names),
        format_func=lambda option: names.get(option, option),
        key="place",
        on_change=_chosen,
        width=420,
    )
    return unit


def _chosen() -> None:
    go(st.session_state["place"])
