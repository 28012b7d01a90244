"""The rate over up to three years, for one unit."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics import queries
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.figures import trend
from analytics.i18n import N_
from analytics.queries import By, Selection
from pages.components.chart import Table, chart_or_table
from pages.components.explain import explain
from pages.components.session import Session

SHOWN = 36  # months drawn; a year more is asked for, to start the rolling line at the left


def show(
    session: Session,
    unit: str,
    reach: Period,
    *,
    key: str,
    definition: Definition = Definition.COMPARABLE,
) -> None:
    """The months of `reach`, at most three years of them, as lines or as a table."""
    _, words = session.translate, session.words
    asked = Period(max(reach.start, reach.end.plus(-(SHOWN + 10))), reach.end)
    months = session.ask(queries.rates, Selection(asked, unit, definition), By.MONTH)
    shown = trend.with_rolling(months).tail(SHOWN).reset_index(drop=True)
    if shown["rate"].isna().all():
        st.info(_(nothing_to_draw(bool(shown["masked"].any()))))
        return
    chart_or_table(
        session,
        trend.by_month(shown, words),
        _table(session, shown.iloc[::-1].to_dict("records")),
        key=f"{key}-trend",
        alt=_("The sickness absence rate by month, %(period)s") % {"period": words.period(asked)},
    )
    explain(
        session,
        [],
        definition,
        key=f"{key}-trend-what",
        more=_(
            "The strong line is the rate of the twelve months that end there; it evens out the "
            "seasons. A month that is hidden or has no basis is a gap, marked at the foot."
        ),
    )


def _table(session: Session, rows: list[dict[Any, Any]]) -> Table:
    """The chart's numbers, newest month first."""
    _, words = session.translate, session.words
    return {
        _("Month"): [words.month(row["span"]) for row in rows],
        _("Rate"): [words.rate(row) for row in rows],
        _("Last 12 months"): [trend.rolling_text(row, words) for row in rows],
        _("Lost days"): [words.days(row, "lost_days") for row in rows],
        _("Agreed days"): [words.days(row, "agreed_days") for row in rows],
    }


def nothing_to_draw(hidden: bool) -> str:
    """Why there is no chart, as a message id."""
    if hidden:
        return N_(
            "Hidden (too few): the group has fewer than five people in some of the months, or its "
            "figures would give a smaller group away."
        )
    return N_("There is no basis for a rate in these months.")
