"""The units right below one: name, small trend, rate and people, in the order of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from analytics import queries
from analytics.domain.period import Period
from analytics.figures.spark import spark
from analytics.figures.wording import Words
from analytics.i18n import N_
from analytics.queries import By, Selection
from pages.components.chart import plain
from pages.components.session import Session
from pages.components.view import View, go

TREND = 24  # months in a small line


def show(session: Session, view: View, reach: Period, tree: Any) -> None:
    """The units right below, in the order of the tree: name, small trend, rate and people."""
    _ = session.translate
    parent = (
        tree["parent_id"].isin([view.unit])
        if view.unit
        else ~tree["parent_id"].isin(set(tree["unit_id"]))
    )
    children = tree[parent]["unit_id"].tolist()
    if not children:
        return
    st.header(_("Units below"), anchor=False)
    rates = session.ask(queries.rates, Selection(view.period, view.unit, view.definition), By.UNIT)
    rows = {row["unit_id"]: row for row in rates.to_dict("records")}
    trends = {child: _trend(session, view, reach, child) for child in children}
    ceiling = max((v for values in trends.values() for v in values if v == v), default=0.0)
    with st.container(gap="xxsmall", key="below"):
        for n, child in enumerate(children):
            _child(session, rows[child], trends[child], ceiling, n)
    st.caption(
        _("The small lines show the months to %(month)s, all on one scale from zero.")
        % {"month": session.words.month(reach.end)}
    )


def _trend(session: Session, view: View, reach: Period, unit: str) -> list[float]:
    months = Period(max(reach.start, reach.end.plus(1 - TREND)), reach.end)
    selection = Selection(months, unit, view.definition)
    values: list[float] = session.ask(queries.rates, selection, By.MONTH)["rate"].tolist()
    return values


def _child(
    session: Session, row: Mapping[Any, Any], values: list[float], ceiling: float, n: int
) -> None:
    _, words = session.translate, session.words
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
        key=f"child-{n}",
    ):
        st.button(
            plain(row["unit"]),
            type="tertiary",
            icon=":material/chevron_right:",
            key=f"down-{row['unit_id']}",
            wrap=True,
            on_click=go,
            args=(row["unit_id"],),
        )
        st.html(_figures(words, row, values, ceiling, exact=session.sees_exact), width="content")


def _figures(
    words: Words, row: Mapping[Any, Any], values: list[float], ceiling: float, *, exact: bool
) -> str:
    """One child's trend, rate and head count as a line of HTML (all of it ours but numbers)."""
    people = words.translate(N_("%(count)s people")) % {"count": words.persons(row, exact=exact)}
    line, alt = spark(values, ceiling), escape(words.translate(N_("Trend")))
    told = people if words.has_number(row) else ""
    return (
        '<div style="display:flex;gap:.75rem;align-items:center;justify-content:flex-end">'
        f'<img src="{line}" width="88" height="24" alt="{alt}">'
        '<span style="min-width:6.5rem;text-align:right;white-space:nowrap;'
        'font-variant-numeric:tabular-nums">'
        f'<span style="font-weight:600">{escape(words.rate(row))}</span>'
        f'<br><small style="opacity:.75">{escape(told)}</small></span></div>'
    )
