"""Finished figures: what a report says, kept beside our own rates and never mixed with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from analytics import queries
from analytics.figures import reported
from analytics.figures.wording import is_missing
from analytics.i18n import number
from analytics.ingest.reading import Reading
from analytics.queries import By, Selection
from pages.components.changed_rows import part_name, unit_name
from pages.components.listing import show_list
from pages.components.session import Session

Row = Mapping[Any, Any]
TOTAL = "total"


def show_figures(session: Session, reading: Reading) -> None:
    """What the figures of a file are: units times periods."""
    _, words = session.translate, session.words
    if reading.rows.empty:
        return
    reach = reported.extent(reading.rows)
    st.markdown(
        _(
            "Finished figures for %(units)s units in %(periods)s periods, from %(first)s to "
            "%(last)s. They are kept beside the rates worked out here, and never mixed with them."
        )
        % {
            "units": words.count(reach.units),
            "periods": words.count(reach.periods),
            "first": words.day(reach.first),
            "last": words.day(reach.last),
        }
    )


def show_held(session: Session) -> None:
    """The finished figures that are held, each beside our own comparable rate where there is one.

    Nothing is shown where none are held.
    """
    _ = session.translate
    held = session.ask(queries.aggregates)
    if held.empty:
        return
    st.subheader(_("Finished figures"), anchor=False)
    st.caption(
        _(
            "What imported reports say, beside the comparable rate worked out here for the same "
            "unit and months. The difference is ours less theirs."
        )
    )
    units = reported.unit_ids(held["unit"], session.ask(queries.units))
    rows = [{**row, "unit_id": unit} for row, unit in
            zip(held.to_dict("records"), units, strict=True)]  # fmt: skip
    show_list(session, rows, lambda shown: _table(session, shown), alt=_("Finished figures"))


def _table(session: Session, rows: Sequence[Row]) -> dict[str, list[str]]:
    _, words, say = session.translate, session.words, session.translate
    own = [_own(session, row) for row in rows]
    return {
        _("Unit"): [unit_name(session, row["unit"]) for row in rows],
        _("Period"): [_period(session, row) for row in rows],
        _("Certification"): [say(part_name(row["certification"])) for row in rows],
        _("In the report"): [_theirs(session, row) for row in rows],
        _("Worked out here"): ["–" if mine is None else words.rate(mine) for mine in own],
        _("Difference"): [
            "–"
            if mine is None or is_missing(row["rate"]) or not words.has_number(mine)
            else words.points(mine["rate"] - row["rate"])
            for row, mine in zip(rows, own, strict=True)
        ],
    }


def _period(session: Session, row: Row) -> str:
    months = reported.whole_months(row["start_date"].date(), row["end_date"].date())
    if months is not None:
        return session.words.period(months)
    return f"{session.words.day(row['start_date'])}–{session.words.day(row['end_date'])}"


def _theirs(session: Session, row: Row) -> str:
    """A figure as the report gives it: its rate, or the days where it gives no rate."""
    _, words = session.translate, session.words
    if not is_missing(row["rate"]):
        return words.percent(row["rate"])
    if not is_missing(row["lost_days"]):
        return _("%(days)s lost days") % {"days": number(row["lost_days"], 1, words.language)}
    return "–"


def _own(session: Session, row: Row) -> Row | None:
    """Our own comparable total rate for the same unit and months, as it may be shown.

    None for parts of the absence, other periods than months, and units that are not known here.
    """
    months = reported.whole_months(row["start_date"].date(), row["end_date"].date())
    is_total = is_missing(row["certification"]) or row["certification"] == TOTAL
    if months is None or not is_total or row["unit_id"] is None:
        return None
    by = By.TOTAL if row["unit_id"] == reported.WHOLE else By.UNIT
    rates = session.ask(queries.rates, Selection(months), by)
    if by is By.UNIT:
        rates = rates[rates["unit_id"] == row["unit_id"]]
    found: list[Row] = rates.to_dict("records")
    return found[0] if found else None
