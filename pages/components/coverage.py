"""Which units have data in which months."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any

import streamlit as st

from analytics import queries
from analytics.domain.period import Month, Period
from analytics.figures.coverage import (
    COLOURS,
    GAPS_IN_DATA,
    NAMES,
    SIGNS,
    Cover,
    by_unit_and_month,
    cover_grid,
)
from analytics.queries import Selection
from pages.components.chart import Table, as_json, chart_or_table
from pages.components.listing import further, shown
from pages.components.periods import first_month
from pages.components.session import Session

MONTHS = 24
AT_FIRST = 40  # units: a chart of a thousand is higher than can be looked at, and slow to draw
KEY = "coverage"
NBSP = "\N{NO-BREAK SPACE}"
SWATCH = (  # with an edge, as what is in order is nearly as light as the page
    "display:inline-block;width:.8em;height:.8em;border-radius:2px;border:1px solid #7b898c80"
)


def show(session: Session) -> None:
    """Which unit has data in which month, as cells or as a table."""
    _, dataset = session.translate, session.dataset
    st.header(_("Units and months"), anchor=False)
    end = dataset.data_through or dataset.horizon or session.today
    last = Month.of(end)
    first = max(first_month(dataset) or last, last.plus(1 - MONTHS))
    so_far = shown(KEY, AT_FIRST)
    drawn = session.made(_drawn, Period(first, last), so_far)
    if drawn is None:
        st.caption(_("There are no units yet. Import the employee file."))
        return
    figure, table, found, units = drawn
    if not set(found) & GAPS_IN_DATA:
        st.markdown(":material/check_circle: " + _("Every unit has data for all its months."))
    elif units > AT_FIRST:
        st.caption(_("Units with something missing stand first."))
    chart_or_table(session, figure, table, key=KEY, alt=_("Which units have data in which months"))
    # Colours alone tell nothing to some readers: signs and names go with them.
    legend = [
        f'<span style="white-space:nowrap">'
        f'<span style="{SWATCH};background:{COLOURS[state]}"></span>'
        f" {SIGNS[state]} {escape(_(NAMES[state]))}</span>"
        for state in found
    ]
    st.html(f'<div style="font-size:.875rem">{" &nbsp; ".join(legend)}</div>')
    further(session, units, so_far, key=KEY)


def _drawn(
    session: Session, period: Period, count: int
) -> tuple[str, Table, list[Cover], int] | None:
    """The first `count` units as a figure and as a table, the states among all units, and how many
    these are; None without units."""
    grid = session.made(_grid, period)
    if grid is None:
        return None
    found = [Cover(state) for state in sorted({int(cell) for cell in grid.to_numpy().ravel()})]
    first = grid.head(count)
    drawn = as_json(by_unit_and_month(first, session.words))
    return drawn, _table(session, first, found), found, len(grid)


def _grid(session: Session, period: Period) -> Any:
    """The state of each unit in each month, units in the order of the tree; of many, those with
    something missing first, so that it is never out of sight. None without units."""
    frame = session.ask(queries.coverage, Selection(period))
    if frame.empty:
        return None
    grid = cover_grid(frame)
    if len(grid) <= AT_FIRST:
        return grid
    whole = ~grid.isin(GAPS_IN_DATA).any(axis=1)
    return grid.loc[whole.sort_values(kind="stable").index]


def _table(session: Session, grid: Any, found: list[Cover]) -> Table:
    """A row per unit, and for each state among them the months that the unit is in it."""
    _ = session.translate
    rows = grid.to_numpy()
    months = [session.words.short_month(str(span)).replace(" ", NBSP) for span in grid.columns]
    units = {_("Unit"): [str(unit).replace("/", " › ") for unit in grid.index]}
    return units | {
        _(NAMES[state]): [_stretches(row == state, months) for row in rows]
        for state in reversed(found)
    }


def _stretches(there: Sequence[bool], months: Sequence[str]) -> str:
    """The months for which it is so, those next to each other as one stretch."""
    stretches = [
        [month for _there, month in run]
        for so, run in groupby(zip(there, months, strict=True), key=itemgetter(0))
        if so
    ]
    told = (run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in stretches)
    return ", ".join(told) or "–"
