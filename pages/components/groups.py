"""The rows of a file sorted as users know them: unknown, quarantined, missing, changed, new …"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from analytics.figures.tally import overlapping
from analytics.ingest import people
from analytics.ingest.bring import Outcome
from analytics.ingest.reading import Kind, Problem, Reading
from pages.components import changed_rows
from pages.components.desk import overrule
from pages.components.following import follow
from pages.components.listing import SHOWN, show_list
from pages.components.session import Session

NOT_REGISTERED = frozenset({people.UNKNOWN, people.NOT_FOUND})


def unknown_employees(session: Session, reading: Reading) -> None:
    """Who the file names and the register does not, with the rows that wait for each."""
    _, words = session.translate, session.words
    rows = Counter(
        str(problem.values.get("employee") or problem.value or _("without a number"))
        for problem in reading.problems
        if problem.message in NOT_REGISTERED
    )
    if not rows:
        return
    label = _("Unknown employees: %(count)s") % {"count": words.count(len(rows))}
    with st.expander(label, icon=":material/person_off:", key="unknown-employees"):
        st.caption(
            _(
                "They are not in the employee file, so their rows wait in quarantine. Import the "
                "employee file first, or correct the numbers."
            )
        )
        show_list(
            session,
            rows.most_common(),
            lambda shown: {
                _("Employee number"): [number for number, count in shown],
                _("Rows"): [words.count(count) for number, count in shown],
            },
            alt=_("Employees who are not in the register"),
        )


def problems(session: Session, reading: Reading) -> None:
    """Quarantined rows, and used ones that deserve a look, each with what to do."""
    _, words = session.translate, session.words
    if not reading.problems:
        st.markdown(":material/check_circle: " + _("No problems were found in the rows."))
        return
    held = [problem for problem in reading.problems if problem.blocking]
    warned = [problem for problem in reading.problems if not problem.blocking]
    if held:
        label = _("In quarantine: %(count)s") % {"count": words.count(reading.quarantined)}
        with st.expander(label, expanded=True, icon=":material/report:", key="problems"):
            show_list(session, held, _of_problems(session), alt=_("Rows in quarantine"))
    if warned:
        label = _("Used, but look at them: %(count)s") % {"count": words.count(len(warned))}
        with st.expander(label, icon=":material/info:", key="warnings"):
            show_list(session, warned, _of_problems(session), alt=_("Problems row by row"))


def _of_problems(session: Session) -> Callable[[Sequence[Problem]], dict[str, list[str]]]:
    _ = session.translate
    return lambda shown: {
        _("Sheet"): [p.sheet for p in shown],
        _("Row"): ["" if p.row is None else str(p.row) for p in shown],
        _("Column"): [p.column or "" for p in shown],
        _("Value"): [p.value or "" for p in shown],
        _("What to do"): [p.text(_) for p in shown],
    }


def conflicts(session: Session, reading: Reading) -> None:
    """Registrations of one person within the file that share days."""
    _, words = session.translate, session.words
    pairs = overlapping(reading.rows) if reading.kind is Kind.ABSENCE else None
    if pairs is None or pairs.empty:
        return
    label = _("Overlapping registrations: %(count)s") % {"count": words.count(len(pairs))}
    with st.expander(label, icon=":material/join_inner:", key="conflicts"):
        st.caption(
            _("The same person is registered twice for some days. No day counts more than once.")
        )
        show_list(
            session,
            pairs.head(SHOWN).to_dict("records"),
            lambda shown: {
                _("Employee number"): [str(row["employee_no"]) for row in shown],
                _("Row"): [f"{row['source_row_before']} · {row['source_row']}" for row in shown],
                **{
                    heading: [
                        f"{row[f'code{side}'] or ''} {words.day(row[f'start{side}'])}"
                        f"–{words.day(row[f'end{side}']).replace('–', '')}".strip()
                        for row in shown
                    ]
                    for heading, side in ((_("Registration"), "_before"), (_("Overlaps with"), ""))
                },
            },
            alt=_("Registrations that overlap"),
            count=len(pairs),
        )


def missing(session: Session, outcome: Outcome) -> None:
    """Rows this source had before and the file no longer holds, and what becomes of them."""
    _, words = session.translate, session.words
    count = outcome.change.count("missing")
    if outcome.prepared.reading.partial:
        st.caption(_("This is an error file: what is not in it stays as it is."))
        return
    if not count:
        return
    label = _("Missing from the file: %(count)s") % {"count": words.count(count)}
    with st.expander(label, expanded=True, icon=":material/playlist_remove:", key="missing"):
        follow("remove-missing", outcome.change.removed_missing)
        st.toggle(
            _("Remove these rows: the file is complete for its period"),
            key="remove-missing",
            on_change=overrule,
            args=("file", "missing", "remove-missing"),
        )
        _rows(session, outcome, "missing", alt=_("Rows missing from the file"))


def by_status(session: Session, outcome: Outcome) -> None:
    """New, changed and unchanged rows, each in a list of its own."""
    _, words = session.translate, session.words
    names = {
        "new": (_("New: %(count)s"), ":material/add:"),
        "changed": (_("Changed: %(count)s"), ":material/edit:"),
        "unchanged": (_("Unchanged: %(count)s"), ":material/drag_handle:"),
    }
    for status, (label, icon) in names.items():
        count = outcome.change.count(status)
        if count:
            told = label % {"count": words.count(count)}
            with st.expander(told, icon=icon, key=f"{status}-rows"):
                _rows(session, outcome, status, alt=told)


def _rows(session: Session, outcome: Outcome, status: str, *, alt: str) -> None:
    kind, diff = outcome.prepared.reading.kind, outcome.change.diff
    side = "before" if status == "missing" else "after"
    show_list(
        session,
        diff[diff["status"] == status].head(SHOWN).to_dict("records"),
        lambda shown: (
            changed_rows.changes(session, kind, shown)
            if status == "changed"
            else changed_rows.table(session, kind, shown, side)
        ),
        alt=alt,
        count=outcome.change.count(status),
    )
