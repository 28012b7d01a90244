"""Which units have data in which months."""

from __future__ import annotations

from html import escape

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
from pages.components.chart import as_json, chart_or_table
from pages.components.periods import first_month
from pages.components.session import Session

MONTHS = 24
SWATCH = (  # with an edge, as what is in order is nearly as light as the page
    "display:inline-block;width:.8em;height:.8em;border-radius:2px;border:1px solid #7b898c80"
)


def show(session: Session) -> None:
    """Which unit has data in which month, as cells or as a table."""
    _, dataset = session.translate, session.dataset
    say = session.translate
    st.header(_("Units and months"), anchor=False)
    end = dataset.data_through or dataset.horizon or session.today
    last = Month.of(end)
    first = max(first_month(dataset) or last, last.plus(1 - MONTHS))
    drawn = session.made(_drawn, Period(first, last))
    if drawn is None:
        st.caption(_("There are no units yet. Import the employee file."))
        return
    figure, table, found = drawn
    if not set(found) & GAPS_IN_DATA:
        st.markdown(":material/check_circle: " + _("Every unit has data for all its months."))
    chart_or_table(
        session,
        figure,
        table,
        key="coverage",
        alt=_("Which units have data in which months"),
    )
    # Colours alone tell nothing to some readers: signs and names go with them.
    legend = [
        f'<span style="white-space:nowrap">'
        f'<span style="{SWATCH};background:{COLOURS[state]}"></span>'
        f" {SIGNS[state]} {escape(say(NAMES[state]))}</span>"
        for state in found
    ]
    st.html(f'<div style="font-size:.875rem">{" &nbsp; ".join(legend)}</div>')


def _drawn(session: Session, period: Period) -> tuple[str, str, list[Cover]] | None:
    """The cells as a figure and as a table, and the states among them; None without units."""
    _, words = session.translate, session.words
    frame = session.ask(queries.coverage, Selection(period))
    if frame.empty:
        return None
    grid = cover_grid(frame)
    table = {_("Unit"): [str(unit).replace("/", " › ") for unit in grid.index]}
    for span in grid.columns:
        table[words.short_month(str(span))] = [_cell(session, int(cell)) for cell in grid[span]]
    found = [Cover(state) for state in sorted({int(cell) for cell in grid.to_numpy().ravel()})]
    return as_json(by_unit_and_month(grid, words)), as_json(table), found


def _cell(session: Session, state: int) -> str:
    return session.translate(NAMES[Cover(state)])
