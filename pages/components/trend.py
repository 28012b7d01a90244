"""The rate over up to three years, for one unit."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics import queries
from analytics.answers import targets
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.figures import trend
from analytics.queries import By, Selection
from analytics.stats.trend import with_rolling
from analytics.store.targets import UnitTarget
from pages.components.chart import Table, as_json, chart_or_table, plain
from pages.components.explain import explain, nothing_to_draw
from pages.components.session import Session
from pages.components.target_text import due_text
from pages.components.view import top

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
    goal = _target(session, unit, definition)
    drawn = session.made(_drawn, asked, unit, definition, None if goal is None else goal.rate)
    if isinstance(drawn, str):
        st.info(drawn)
        return
    chart_or_table(
        session,
        *drawn,
        key=f"{key}-trend",
        alt=_("The sickness absence rate by month, %(period)s") % {"period": words.period(asked)},
    )
    if goal is not None:
        st.caption(plain(f"{_('Target')}: {words.percent(goal.rate)} {due_text(session, goal)}"))
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


def _drawn(
    session: Session, asked: Period, unit: str, definition: Definition, goal: float | None
) -> tuple[str, Table] | str:
    """The chart (as JSON) and its table; or why there is none."""
    months = session.ask(queries.rates, Selection(asked, unit, definition), By.MONTH)
    shown = with_rolling(months).tail(SHOWN).reset_index(drop=True)
    if shown["rate"].isna().all():
        return nothing_to_draw(session, shown)
    rows = shown.iloc[::-1].to_dict("records")
    return as_json(trend.by_month(shown, session.words, goal)), _table(session, rows)


def _target(session: Session, unit: str, definition: Definition) -> UnitTarget | None:
    """The unit's target; targets are set by the comparable definition and drawn with it alone."""
    if definition is not Definition.COMPARABLE:
        return None
    held = targets.current(session.reader, session.store)
    return held.get(unit) or (None if unit else held.get(session.made(_top)))


def _top(session: Session) -> str:
    return top(session.ask(queries.units))


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
