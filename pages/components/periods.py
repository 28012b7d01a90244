"""Which whole months can be chosen, and what is chosen when nobody has chosen."""

from __future__ import annotations

import streamlit as st

from analytics.domain.period import Month, Period
from analytics.queries import Dataset
from pages.components.session import Session

QUARTERS = 8  # how far back the list of quarters goes
YEAR = "12"


def last_complete_month(dataset: Dataset) -> Month | None:
    """The last month the absence data cover to its end; None without absence."""
    if dataset.data_through is None:
        return None
    month = Month.of(dataset.data_through)
    return month if dataset.data_through == month.last else month.plus(-1)


def first_month(dataset: Dataset) -> Month | None:
    """The first month with absence data. Before it a rate would be a zero nobody measured."""
    return None if dataset.first_absence is None else Month.of(dataset.first_absence)


def known(dataset: Dataset) -> Period | None:
    """All complete months with absence data; None when there is none."""
    first, last = first_month(dataset), last_complete_month(dataset)
    return Period(first, last) if first and last and first <= last else None


def quarters(reach: Period) -> list[Period]:
    """Complete quarters within `reach`, newest first."""
    end = reach.end.plus(-(reach.end.number % 3))
    newest = Period(end.plus(-2), end)
    found = [newest.shifted(-3 * n) for n in range(QUARTERS)]
    return [quarter for quarter in found if reach.start <= quarter.start]


def choose_period(session: Session, reach: Period) -> Period:
    """The reader's choice: a quarter (the newest by default) or the last twelve months; months,
    where the data reach over no whole quarter."""
    _, words = session.translate, session.words
    year = Period.twelve_months(reach.end)
    options = {str(quarter): quarter for quarter in quarters(reach)}
    if reach.start <= year.start:
        options[YEAR] = year
    if not options:
        options = {str(month): Period(month, month) for month in reversed(reach.months)}
    key = st.selectbox(
        _("Period"),
        list(options),
        format_func=lambda key: (
            f"{_('Last 12 months')} ({words.period(year)})"
            if key == YEAR
            else words.period(options[key])
        ),
        filter_mode=None,
        key="period",
        persist_state="session",
        width=360,
    )
    return options[key]
