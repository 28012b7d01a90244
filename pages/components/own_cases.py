"""The employee's cases: what happened in each, and what they agreed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from analytics.answers.sheet import Sheet
from analytics.documents.person_words import LABELS, TECHNICAL, shown
from pages.components.chart import plain, show_table
from pages.components.session import Session

ANSWER = "employee_answered"
SAID = frozenset({"by", "day"})  # stand in columns of their own
Row = Mapping[str, Any]


def show(session: Session, sheet: Sheet) -> None:
    """Each case with its entries, oldest first, and the newest answer of the employee."""
    _ = session.translate
    st.header(_("Your cases"), anchor=False)
    section = next(section for section in sheet.sections if section.key == "case_event")
    if not section.rows:
        st.markdown(_("There is no case about you."))
        return
    opened = next(section for section in sheet.sections if section.key == "name_opened").rows
    for case, rows in groupby(section.rows, key=lambda row: str(row["case_id"])):
        _case(session, case, list(rows), [row for row in opened if row["case_id"] == case])


def _case(session: Session, case: str, rows: Sequence[Row], opened: Sequence[Row]) -> None:
    _, words = session.translate, session.words
    with st.container(border=True, key=f"own-case-{case}"):
        st.subheader(_("Case from %(day)s") % {"day": words.day(rows[0]["day"])}, anchor=False)
        st.markdown(_agreement(session, rows))
        for row in opened:
            st.markdown(plain(_told_the_name(session, row)))
        show_table(
            {
                _("Day"): [words.day(row["day"]) for row in rows],
                _("What"): [shown(row["kind"], _) for row in rows],
                _("Details"): [_detail(session, row) for row in rows],
                _("Noted by"): [
                    shown(str(row["recorded_by"]).partition(":")[0], _) for row in rows
                ],
            },
            alt=_("What happened in the case"),
        )


def _agreement(session: Session, rows: Sequence[Row]) -> str:
    _ = session.translate
    answers = [row for row in rows if row["kind"] == ANSWER]
    if not answers:
        return _("Nothing is noted about whether you want expert help.")
    newest = answers[-1]
    day = session.words.day(newest["day"])
    if newest["detail"].get("agrees"):
        return _(
            "It is noted that you said yes to expert help on %(day)s. You may take that back: "
            "tell HR."
        ) % {"day": day}
    return _("It is noted that you said no to expert help on %(day)s.") % {"day": day}


def _told_the_name(session: Session, row: Row) -> str:
    """To which adviser the name was opened, since when, and that it can be taken back."""
    _, words = session.translate, session.words
    about = {
        "adviser": row["adviser"] or _("An adviser"),
        "day": words.day(row["since"]),
        "how": shown(row["how"], _),
        "end": words.day(row["ended"]),
    }
    if row["ended"] is None:
        return (
            _(
                "%(adviser)s may see your name since %(day)s: you said yes %(how)s. You may take "
                "that back at any time: tell HR or your leader."
            )
            % about
        )
    return _("%(adviser)s could see your name from %(day)s to %(end)s.") % about


def _detail(session: Session, row: Row) -> str:
    _ = session.translate
    parts = (
        f"{_(LABELS.get(name, name))}: {shown(value, _)}"
        for name, value in row["detail"].items()
        if name not in TECHNICAL | SAID and value is not None
    )
    return "; ".join(parts) or "–"
