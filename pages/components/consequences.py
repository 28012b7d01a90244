"""What an import will do, before it does it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.domain.rate import masked
from analytics.figures.wording import HIDDEN, MISSING, is_missing
from analytics.i18n import N_
from analytics.ingest.bring import Outcome
from analytics.ingest.reading import Reading
from pages.components.card import card
from pages.components.chart import show_table
from pages.components.desk import overrule
from pages.components.naming import TYPES
from pages.components.session import Session

SHOWN = 100  # rows of a long list; the count above it is always of all


def show_consequences(session: Session, outcome: Outcome) -> None:
    """Counts, where every row went, problems, missing rows and how the units' rates move."""
    _, words = session.translate, session.words
    change, reading = outcome.change, outcome.prepared.reading
    st.header(_("This will happen"), anchor=False)
    with st.grid(4, min_column_width=150, gap="small", key="changes"):
        card(_("New"), words.count(change.count("new")))
        card(_("Changed"), words.count(change.count("changed")))
        card(_("Unchanged"), words.count(change.count("unchanged")))
        card(_("Missing from the file"), words.count(change.count("missing")))
    _rows(session, reading)
    _problems(session, reading)
    _missing(session, outcome)
    _moves(session, outcome)


def _rows(session: Session, reading: Reading) -> None:
    """Every row accounted for: read is the sum of used, left out and quarantined."""
    _, words = session.translate, session.words
    st.markdown(
        _("%(read)s rows read = %(used)s used + %(ignored)s left out + %(held)s in quarantine")
        % {
            "read": words.count(reading.rows_read),
            "used": words.count(len(reading.rows)),
            "ignored": words.count(sum(reading.ignored.values())),
            "held": words.count(reading.quarantined),
        }
    )
    if reading.ignored:
        reasons = [f"{_(reason)}: {words.count(rows)}" for reason, rows in reading.ignored.items()]
        st.caption(_("Left out: %(reasons)s.") % {"reasons": ", ".join(reasons)})


def _problems(session: Session, reading: Reading) -> None:
    _, words, problems = session.translate, session.words, reading.problems
    if not problems:
        st.markdown(":material/check_circle: " + _("No problems were found in the rows."))
        return
    label = _("Problems: %(count)s") % {"count": words.count(len(problems))}
    held = reading.quarantined > 0
    with st.expander(label, expanded=held, icon=":material/report:", key="problems"):
        st.caption(
            _(
                "Rows in quarantine wait outside the figures. Correct them at the source and "
                "import again."
            )
        )
        shown = problems[:SHOWN]
        show_table(
            {
                _("Sheet"): [p.sheet for p in shown],
                _("Row"): ["" if p.row is None else str(p.row) for p in shown],
                _("Column"): [p.column or "" for p in shown],
                _("Value"): [p.value or "" for p in shown],
                _("What to do"): [p.text(_) for p in shown],
                _("The row is"): [_("in quarantine") if p.blocking else _("used") for p in shown],
            },
            alt=_("Problems row by row"),
        )
        _more(session, len(problems))


def _more(session: Session, count: int) -> None:
    if count > SHOWN:
        st.caption(
            session.translate(N_("and %(count)s more"))
            % {"count": session.words.count(count - SHOWN)}
        )


def _missing(session: Session, outcome: Outcome) -> None:
    """Rows this source had before and the file no longer holds, and what becomes of them."""
    _, words = session.translate, session.words
    count = outcome.change.count("missing")
    if not count:
        return
    label = _("Missing from the file: %(count)s") % {"count": words.count(count)}
    with st.expander(label, expanded=True, icon=":material/playlist_remove:", key="missing"):
        st.toggle(
            _("Remove these rows: the file is complete for its period"),
            value=outcome.change.removed_missing,
            key="remove-missing",
            on_change=overrule,
            args=("file", "missing", "remove-missing"),
        )
        diff = outcome.change.diff
        rows = diff[diff["status"] == "missing"].head(SHOWN).to_dict("records")
        show_table(_missing_table(session, rows), alt=_("Rows missing from the file"))
        _more(session, count)


def _missing_table(session: Session, rows: list[dict[Any, Any]]) -> dict[str, list[str]]:
    _, words = session.translate, session.words
    if rows and "employee_no" not in rows[0]:
        return {
            _("Unit"): [str(row["unit"]) for row in rows],
            _("Month"): [words.month(str(row["month"])[:7]) for row in rows],
        }
    kind = "type_before" if rows and "type_before" in rows[0] else "unit_before"
    return {
        _("Employee number"): [str(row["employee_no"]) for row in rows],
        _("Kind of absence") if kind == "type_before" else _("Unit"): [
            _(TYPES.get(str(row[kind]), str(row[kind]))) for row in rows
        ],
        _("First day"): [words.day(row["start_before"]) for row in rows],
        _("Last day"): [words.day(row["end_before"]) for row in rows],
    }


def _moves(session: Session, outcome: Outcome) -> None:
    """How the units' twelve-month rates will change; small groups stay hidden here too."""
    _, words = session.translate, session.words
    if outcome.period is None or outcome.moves.empty:
        return
    label = _("Rates that will move: %(count)s units") % {"count": len(outcome.moves)}
    with st.expander(label, icon=":material/trending_up:", key="moves"):
        st.caption(_("Last 12 months") + ": " + words.period(outcome.period))
        rows = outcome.moves.head(SHOWN).to_dict("records")

        def told(row: dict[Any, Any], column: str) -> str:
            fewest = row["fewest"]
            if row["persons_unknown"] or masked(0 if is_missing(fewest) else int(fewest)):
                return _(HIDDEN)
            return _(MISSING) if is_missing(row[column]) else words.percent(row[column])

        show_table(
            {
                _("Unit"): [str(row["unit_id"]).replace("/", " › ") for row in rows],
                _("Before"): [told(row, "rate_rounded_before") for row in rows],
                _("After"): [told(row, "rate_rounded_after") for row in rows],
            },
            alt=_("Rates before and after the import"),
        )
        _more(session, len(outcome.moves))
