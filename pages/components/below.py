"""The units right below one: name, small trend, rate and people, in the order of the tree."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics import queries
from analytics.domain.period import Period
from analytics.figures.spark import sparks
from analytics.queries import By, Selection
from pages.components.below_lines import Row, figures, labels, scale, together
from pages.components.session import Session
from pages.components.view import View, go

TREND = 24  # months in a small line
AT_ONCE = 20  # units
_SHOWN = "below-shown"


def show(session: Session, view: View, reach: Period, tree: Any) -> None:
    """The units right below, in the order of the tree: name, small trend, rate and people; and
    those too small to be shown by themselves, together."""
    _ = session.translate
    children = _children(view, tree)
    if not children:
        return
    st.header(_("Units below"), anchor=False)
    names, told, after = session.made(_lines, view, reach, children[: _shown(view)])
    with st.container(gap="xxsmall", key="below"):
        with st.container(key="below-names"):  # twenty buttons stay while figures change
            _names(session, view, names)
        if len(children) > _shown(view):
            st.html(told)
            _more(session, view, len(children))
            st.html(after)
        else:
            st.html(told + after)


def _names(session: Session, view: View, names: dict[str, str]) -> None:
    """The units' names, each of which leads down to it. One widget for all: the browser draws a
    button of its own five times as long."""
    _, key = session.translate, f"down-{view.unit}"
    st.pills(
        _("Units below"),
        list(names),
        format_func=lambda unit: names.get(unit, unit),
        selection_mode="multi",  # of which one is ever pressed: these are told as buttons
        key=key,
        on_change=_down,
        args=(key,),
        label_visibility="collapsed",
    )


def _down(key: str) -> None:
    for unit in st.session_state[key]:
        go(unit)


def _shown(view: View) -> int:
    """How many units stand there; another unit begins with few again."""
    unit, shown = st.session_state.get(_SHOWN, (view.unit, AT_ONCE))
    return int(shown) if unit == view.unit else AT_ONCE


def _more(session: Session, view: View, units: int) -> None:
    """A way to the rest of a long list: each line of it is drawn anew at every click."""
    _, words, shown = session.translate, session.words, _shown(view)
    st.button(
        _("Show more (%(count)s left)") % {"count": words.count(units - shown)},
        key="below-more",
        on_click=_show,
        args=(view.unit, shown + AT_ONCE),
    )


def _show(unit: str, count: int) -> None:
    st.session_state[_SHOWN] = (unit, count)


def _lines(
    session: Session, view: View, reach: Period, children: list[str]
) -> tuple[dict[str, str], str, str]:
    """The names of `children` by id, their lines of figures as HTML, the small lines on one scale,
    and what comes after: the units told together, and what the lines are."""
    rates = session.ask(queries.rates, Selection(view.period, view.unit, view.definition), By.UNIT)
    rows, groups = _parted(rates.to_dict("records"), view)
    trends = [_trend(session, view, reach, child) for child in children]
    ceiling = max((v for values in trends for v in values if v == v), default=0.0)
    shown = [rows[child] for child in children]
    told = figures(session, shown, sparks(trends, ceiling))
    small, why = together(session, groups)
    return labels(shown), told, f"{small}{scale(session, reach)}{why}"


def _children(view: View, tree: Any) -> list[str]:
    units = list(zip(tree["unit_id"].tolist(), tree["parent_id"].tolist(), strict=True))
    if view.unit:
        return [unit for unit, parent in units if parent == view.unit]
    seen = {unit for unit, _ in units}
    return [unit for unit, parent in units if parent not in seen]


def _parted(rows: list[Row], view: View) -> tuple[dict[str, Row], list[Row]]:
    """The units by id, and the groups whose nearest common unit is the one shown."""
    groups = [row for row in rows if row.get("group")]
    units = {str(row["unit_id"]): row for row in rows if not row.get("group")}
    return units, [row for row in groups if (row["unit_id"] or queries.EVERYBODY) == view.unit]


def _trend(session: Session, view: View, reach: Period, unit: str) -> list[float]:
    months = Period(max(reach.start, reach.end.plus(1 - TREND)), reach.end)
    selection = Selection(months, unit, view.definition)
    values: list[float] = session.ask(queries.rates, selection, By.MONTH)["rate"].tolist()
    return values
