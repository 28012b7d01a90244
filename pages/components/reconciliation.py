"""«Do the numbers agree?»: rows and days as understood, beside the file's own."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.figures.wording import is_missing
from analytics.i18n import number
from analytics.ingest import reconcile
from analytics.ingest.reading import Reading
from pages.components.chart import show_table
from pages.components.naming import TYPES
from pages.components.session import Session

ROUNDING = 0.05  # days; less than what is shown


def show(session: Session, reading: Reading) -> None:
    """Where every row went, and days per kind of absence with the difference to the file."""
    _ = session.translate
    days = reconcile.table(reading).to_dict("records")
    unexplained = any(row["why"] == reconcile.OTHERWISE for row in days)
    icon = ":material/help:" if unexplained else ":material/balance:"
    with st.expander(
        _("Do the numbers agree?"), expanded=unexplained, icon=icon, key="reconciliation"
    ):
        _rows(session, reading)
        if days:
            _days(session, reading, days)


def _rows(session: Session, reading: Reading) -> None:
    """Every row accounted for: what was read is the sum of what stands below it."""
    _, words, say = session.translate, session.words, session.translate
    rows = reconcile.rows(reading).to_dict("records")
    show_table(
        {
            _("Rows"): [_begun(say(row["what"])) for row in rows],
            _("Number"): [words.count(row["rows"]) for row in rows],
        },
        alt=_("What became of the rows"),
    )


def _days(session: Session, reading: Reading, rows: list[dict[Any, Any]]) -> None:
    _, words, say = session.translate, session.words, session.translate
    compared = any(not is_missing(row["days_file"]) for row in rows)
    table = {
        _("Kind of absence"): [_begun(say(TYPES.get(row["type"], row["type"]))) for row in rows],
        _("Rows"): [words.count(row["rows"]) for row in rows],
        _("Days, as read"): [number(row["days_ours"], 1, words.language) for row in rows],
    }
    if compared:
        table[_("Days, in the file")] = [
            number(row["days_file"], 1, words.language) for row in rows
        ]
        table[_("Difference")] = [_difference(session, row["difference"]) for row in rows]
        table[_("Why")] = ["" if is_missing(row["why"]) else say(row["why"]) for row in rows]
        st.caption(_("The days are %(unit)s.") % {"unit": say(reading.days_counted)})
    else:
        st.caption(_("The file counts no days itself, so these are ours alone: calendar days."))
    show_table(table, alt=_("Days as read and days in the file"))


def _begun(text: str) -> str:
    """`text` with a capital first letter: reasons are written to stand in a sentence."""
    return text[:1].upper() + text[1:]


def _difference(session: Session, days: float) -> str:
    if is_missing(days):
        return "–"
    if abs(days) < ROUNDING:
        return "0"
    sign = "+" if days > 0 else "\N{MINUS SIGN}"
    return sign + number(abs(days), 1, session.words.language)
