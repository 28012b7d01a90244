"""Which industry and sector the workplace is compared with, and who may choose."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from analytics.answers import workplace
from analytics.answers.benchmark import held
from analytics.benchmarks.divisions import DIVISIONS
from analytics.benchmarks.industries import GROUPS, INDUSTRIES, SECTORS
from analytics.benchmarks.matching import Like
from analytics.errors import ReaderError
from pages.components.following import follow
from pages.components.session import Session

INDUSTRY, SECTOR = "compare-industry", "compare-sector"


def choose(session: Session) -> Like:
    """The industry and sector in force; HR and administrators may change them, for everybody."""
    _ = session.translate
    like = workplace.compared_with(session.store)
    if session.reader.role not in workplace.MAY_CHOOSE:
        chosen = {"industry": _(INDUSTRIES[like.industry]), "sector": _(SECTORS[like.sector])}
        st.caption(_("Compared with: %(industry)s; %(sector)s.") % chosen)
        return like
    follow(INDUSTRY, like.industry)
    follow(SECTOR, like.sector)
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare-with"):
        for key, label, names in (
            (INDUSTRY, _("Industry"), _industries(session, like)),
            (SECTOR, _("Sector"), SECTORS),
        ):
            st.selectbox(
                label,
                list(names),
                format_func=lambda code, names=names: _named(session, code, names),
                key=key,
                on_change=_chosen,
                args=(session,),
                width=360,
            )
    return like


def _industries(session: Session, like: Like) -> dict[str, str]:
    """The groups, and of the two-digit industries those that figures are held of."""
    try:
        known = session.made(_of_figures, held(session.store)[1])
    except ReaderError:
        known = set()
    shown = known | set(GROUPS) | {like.industry}
    return {code: name for code, name in INDUSTRIES.items() if code in shown}


def _of_figures(session: Session, _mark: str) -> set[str]:
    return set(held(session.store)[0].rates["industry"])


def _named(session: Session, code: str, names: dict[str, str]) -> str:
    name = session.translate(names[code])
    return f"{code} {name}" if code in DIVISIONS else name


def _chosen(session: Session) -> None:
    like = Like(st.session_state[INDUSTRY], st.session_state[SECTOR])
    workplace.compare_with(session.reader, session.store, like, datetime.now())
