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
AT_ONCE = 20  # units
_SHOWN = "below-shown"

Row = Mapping[Any, Any]


def show(session: Session, view: View, reach: Period, tree: Any) -> None:
    """The units right below, in the order of the tree: name, small trend, rate and people; and
    those too small to be shown by themselves, together."""
    _ = session.translate
    children = _children(view, tree)
    if not children:
        return
    st.header(_("Units below"), anchor=False)
    lines, groups = session.made(_lines, view, reach, children[: _shown(view)])
    with st.container(gap="xxsmall", key="below"):
        for n, (row, told) in enumerate(lines):
            _child(row, told, n)
        _more(session, view, len(children))
        for n, group in enumerate(groups):
            _group(session, group, n)
        st.caption(  # folded away on a phone, with the lines
            _("The small lines show the months to %(month)s, all on one scale from zero.")
            % {"month": session.words.month(reach.end)}
        )
    if groups:
        st.caption(_("Units that are too small to be shown by themselves are shown together."))


def _shown(view: View) -> int:
    """How many units stand there; another unit begins with few again."""
    unit, shown = st.session_state.get(_SHOWN, (view.unit, AT_ONCE))
    return int(shown) if unit == view.unit else AT_ONCE


def _more(session: Session, view: View, units: int) -> None:
    """A way to the rest of a long list: each line of it is drawn anew at every click."""
    left = units - _shown(view)
    if left > 0:
        _, words = session.translate, session.words
        st.button(
            _("Show more (%(count)s left)") % {"count": words.count(left)},
            key="below-more",
            on_click=_show,
            args=(view.unit, _shown(view) + AT_ONCE),
        )


def _show(unit: str, count: int) -> None:
    st.session_state[_SHOWN] = (unit, count)


def _lines(
    session: Session, view: View, reach: Period, children: list[str]
) -> tuple[list[tuple[Row, str]], list[Row]]:
    """The row and the line of figures of each of `children`, the small lines on one scale, and the
    rows of units told together."""
    rates = session.ask(queries.rates, Selection(view.period, view.unit, view.definition), By.UNIT)
    rows, groups = _parted(rates.to_dict("records"), view)
    trends = {child: _trend(session, view, reach, child) for child in children}
    ceiling = max((v for values in trends.values() for v in values if v == v), default=0.0)
    words, exact = session.words, session.sees_exact
    lines = [
        (rows[child], _figures(words, rows[child], trends[child], ceiling, exact=exact))
        for child in children
    ]
    return lines, groups


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


def _child(row: Row, told: str, n: int) -> None:
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
        st.html(told, width="content")


def _group(session: Session, row: Row, n: int) -> None:
    """Small units together: a name and figures, and nothing further down."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
        key=f"group-{n}",
    ):
        st.markdown(f":small[{plain(str(row['unit']))}]", width="stretch")
        st.html(_told(session.words, row, exact=session.sees_exact), width="content")


def _figures(words: Words, row: Row, values: list[float], ceiling: float, *, exact: bool) -> str:
    """One child's trend, rate and head count as a line of HTML (all of it ours but numbers)."""
    line, alt = spark(values, ceiling), escape(words.translate(N_("Trend")))
    return (
        '<div style="display:flex;gap:.75rem;align-items:center;justify-content:flex-end">'
        f'<img src="{line}" width="88" height="24" alt="{alt}">'
        f"{_told(words, row, exact=exact)}</div>"
    )


def _told(words: Words, row: Row, *, exact: bool) -> str:
    people = words.translate(N_("%(count)s people")) % {"count": words.persons(row, exact=exact)}
    told = people if words.has_number(row) else ""
    return (
        '<span style="display:inline-block;min-width:6.5rem;text-align:right;white-space:nowrap;'
        'font-variant-numeric:tabular-nums">'
        f'<span style="font-weight:600">{escape(words.rate(row))}</span>'
        f'<br><small style="opacity:.75">{escape(told)}</small></span>'
    )
