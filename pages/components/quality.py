"""The parts of the data quality page."""

from __future__ import annotations

import json
from html import escape
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
from analytics.i18n import N_
from analytics.queries import Selection
from pages.components.card import card
from pages.components.chart import chart_or_table, show_table
from pages.components.findings import stale
from pages.components.listing import SHOWN, more
from pages.components.naming import TYPES
from pages.components.periods import first_month
from pages.components.session import Session

MONTHS = 24
SWATCH = (  # with an edge, as what is in order is nearly as light as the page
    "display:inline-block;width:.8em;height:.8em;border-radius:2px;border:1px solid #7b898c80"
)

GAPS = {
    "unknown_employee": (
        N_("Absence without employment"),
        N_(
            "These people have absence, but are not in the employee file. Their absence "
            "counts nowhere."
        ),
    ),
    "outside_employment": (
        N_("Absence outside the employment"),
        N_("The first day lies before the person was hired or after they left. Check both dates."),
    ),
    "no_position": (
        N_("Employment without a position percentage"),
        N_("Without a position percentage a person has no agreed days, and no absence counts."),
    ),
}


def counts(session: Session, imports: Any) -> None:
    """Files and rows that hold now, without a word about persons."""
    _, words = session.translate, session.words
    holding = imports[~imports["undone"]]
    with st.grid(4, min_column_width=150, gap="small", key="counts"):
        card(_("Imports that hold"), words.count(len(holding)))
        card(_("Rows read"), words.count(int(holding["rows_read"].sum())))
        card(_("Left out"), words.count(int(holding["rows_ignored"].sum())))
        card(_("In quarantine"), words.count(int(holding["rows_quarantined"].sum())))


def coverage(session: Session) -> None:
    """Which unit has data in which month, as cells or as a table."""
    _, words, dataset = session.translate, session.words, session.dataset
    say = session.translate
    st.header(_("Units and months"), anchor=False)
    end = dataset.data_through or dataset.horizon or session.today
    last = Month.of(end)
    first = max(first_month(dataset) or last, last.plus(1 - MONTHS))
    frame = session.ask(queries.coverage, Selection(Period(first, last)))
    if frame.empty:
        st.caption(_("There are no units yet. Import the employee file."))
        return
    grid = cover_grid(frame)
    table = {_("Unit"): [str(unit).replace("/", " › ") for unit in grid.index]}
    for span in grid.columns:
        table[words.short_month(str(span))] = [_cell(session, int(cell)) for cell in grid[span]]
    found = [Cover(state) for state in sorted({int(cell) for cell in grid.to_numpy().ravel()})]
    if not set(found) & GAPS_IN_DATA:
        st.markdown(":material/check_circle: " + _("Every unit has data for all its months."))
    chart_or_table(
        session,
        by_unit_and_month(grid, words),
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


def _cell(session: Session, state: int) -> str:
    return session.translate(NAMES[Cover(state)])


def quarantine(session: Session) -> None:
    """Rows held back and rows warned about, with where they stand and what to do."""
    _, say = session.translate, session.translate
    st.header(_("Rows with problems"), anchor=False)
    problems = session.ask(queries.problems)
    if problems.empty:
        st.markdown(":material/check_circle: " + _("No rows with problems."))
        return
    rows = problems.head(SHOWN).to_dict("records")
    show_table(
        {
            _("File"): [str(row["file_name"]) for row in rows],
            _("Sheet"): [_text(row["sheet"]) for row in rows],
            _("Row"): [_number(row["row"]) for row in rows],
            _("Column"): [_text(row["column_name"]) for row in rows],
            _("Value"): [_text(row["value"]) for row in rows],
            _("What to do"): [say(row["message"]) % json.loads(row["places"]) for row in rows],
            _("The row is"): [_("in quarantine") if row["blocking"] else _("used") for row in rows],
        },
        alt=_("Problems row by row"),
    )
    more(session, len(problems))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> str:
    return "" if value is None or value != value else str(int(value))


def without_basis(session: Session) -> None:
    """Absence that meets no employment, and employments without a position percentage."""
    _, words, say = session.translate, session.words, session.translate
    gaps = session.ask(queries.gaps)
    for gap, (name, advice) in GAPS.items():
        rows = gaps[gaps["gap"] == gap].to_dict("records")
        st.header(_(name), anchor=False)
        if not rows:
            st.markdown(":material/check_circle: " + _("None."))
            continue
        st.caption(say(advice))
        shown = rows[:SHOWN]
        table = {
            _("Employee number"): [str(row["employee_no"]) for row in shown],
            _("First day"): [words.day(row["start_date"]) for row in shown],
            _("Last day"): [words.day(row["end_date"]) for row in shown],
        }
        if gap != "no_position":
            table[_("Kind of absence")] = [say(TYPES.get(row["type"], "")) for row in shown]
        show_table(table, alt=say(name))
        more(session, len(rows))


def open_absence(session: Session) -> None:
    """Open spells nobody has confirmed lately, or that have outlived the sick pay."""
    _, words, say = session.translate, session.words, session.translate
    st.header(_("Open absence that may have ended"), anchor=False)
    rows: list[dict[Any, Any]] = list(stale(session))
    if not rows:
        st.markdown(":material/check_circle: " + _("None."))
        return
    st.caption(
        _(
            "No export has confirmed them for 60 days, or they have run for more than a year. "
            "Check the last day."
        )
    )
    show_table(
        {
            _("Employee number"): [str(row["employee_no"]) for row in rows[:SHOWN]],
            _("Kind of absence"): [say(TYPES.get(row["type"], "")) for row in rows[:SHOWN]],
            _("First day"): [words.day(row["spell_start"]) for row in rows[:SHOWN]],
            _("Confirmed to"): [words.day(row["through"]) for row in rows[:SHOWN]],
            _("Days so far"): [words.count(int(row["days"])) for row in rows[:SHOWN]],
        },
        alt=_("Open absence that may have ended"),
    )
    more(session, len(rows))
