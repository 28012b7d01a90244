"""The parts of the data quality page."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from analytics import queries
from analytics.i18n import N_
from pages.components.card import Card, cards
from pages.components.chart import Table, show_table
from pages.components.findings import stale
from pages.components.listing import SHOWN, more
from pages.components.naming import TYPES
from pages.components.session import Session

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
    rows = {
        _("Rows read"): "rows_read",
        _("Left out"): "rows_ignored",
        _("In quarantine"): "rows_quarantined",
    }
    told = [Card(name, words.count(int(holding[column].sum()))) for name, column in rows.items()]
    cards([Card(_("Imports that hold"), words.count(len(holding))), *told], least=150, pairs=True)


def quarantine(session: Session) -> None:
    """Rows held back and rows warned about, with where they stand and what to do."""
    _, say = session.translate, session.translate
    st.header(_("Rows with problems"), anchor=False)
    problems = session.ask(queries.problems)
    if problems.empty:
        st.markdown(":material/check_circle: " + _("No rows with problems."))
        return
    rows = problems.head(SHOWN).to_dict("records")
    held = {True: _("in quarantine"), False: _("used")}
    with st.container(key="held-rows"):
        show_table(
            {
                _("File"): [str(row["file_name"]) for row in rows],
                _("Sheet"): [_text(row["sheet"]) for row in rows],
                _("Row"): [_number(row["row"]) for row in rows],
                _("Column"): [_text(row["column_name"]) for row in rows],
                _("Value"): [_text(row["value"]) for row in rows],
                _("The row is"): [held[bool(row["blocking"])] for row in rows],
                _("What to do"): [say(row["message"]) % json.loads(row["places"]) for row in rows],
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
    _, say = session.translate, session.translate
    for gap, (name, advice) in GAPS.items():
        count, table = session.made(_of_gap, gap)
        st.header(_(name), anchor=False)
        if not count:
            st.markdown(":material/check_circle: " + _("None."))
            continue
        st.caption(say(advice))
        show_table(table, alt=say(name))
        more(session, count)


def _of_gap(session: Session, gap: str) -> tuple[int, Table]:
    """How many rows have this gap, and the first of them as a table."""
    _, words, gaps = session.translate, session.words, session.ask(queries.gaps)
    rows = gaps[gaps["gap"] == gap]
    shown = rows.head(SHOWN).to_dict("records")
    table = {
        _("Employee number"): [str(row["employee_no"]) for row in shown],
        _("First day"): [words.day(row["start_date"]) for row in shown],
        _("Last day"): [words.day(row["end_date"]) for row in shown],
    }
    if gap != "no_position":
        table[_("Kind of absence")] = [_(TYPES.get(row["type"], "")) for row in shown]
    return len(rows), table


def open_absence(session: Session) -> None:
    """Open spells nobody has confirmed lately, or that have outlived the sick pay."""
    _ = session.translate
    st.header(_("Open absence that may have ended"), anchor=False)
    count, table = session.made(_stale)
    if not count:
        st.markdown(":material/check_circle: " + _("None."))
        return
    st.caption(
        _(
            "No export has confirmed them for 60 days, or they have run for more than a year. "
            "Check the last day."
        )
    )
    show_table(table, alt=_("Open absence that may have ended"))
    more(session, count)


def _stale(session: Session) -> tuple[int, Table]:
    """How many there are, and the first of them as a table."""
    _, words = session.translate, session.words
    rows: list[dict[Any, Any]] = list(stale(session))
    shown = rows[:SHOWN]
    return len(rows), {
        _("Employee number"): [str(row["employee_no"]) for row in shown],
        _("Kind of absence"): [_(TYPES.get(row["type"], "")) for row in shown],
        _("First day"): [words.day(row["spell_start"]) for row in shown],
        _("Confirmed to"): [words.day(row["through"]) for row in shown],
        _("Days so far"): [words.count(int(row["days"])) for row in shown],
    }
