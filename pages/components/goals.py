"""A unit's target: how it stands, and the way to it."""

from __future__ import annotations

import streamlit as st

from analytics import queries
from analytics.answers.targets import Stand, stand
from analytics.domain.absence import Definition
from analytics.domain.period import Month, Period
from analytics.figures import trend
from analytics.figures.goal import towards, way
from analytics.figures.wording import HIDDEN, MISSING, is_missing
from analytics.i18n import N_
from analytics.queries import By, Selection
from analytics.stats.targets import Standing
from analytics.stats.trend import with_rolling
from analytics.store.targets import UnitTarget
from pages.components.card import Card, cards
from pages.components.chart import chart_or_table
from pages.components.explain import Made, explain
from pages.components.session import Session
from pages.components.target_text import due_text

SHOWN = 24  # months behind the way to come
TOO_FEW = N_("too few to say anything")
STANDINGS = {
    Standing.REACHED: N_("Most likely reached."),
    Standing.ON_THE_WAY: N_("Neither reached nor clearly behind the plan."),
    Standing.BEHIND: N_("Behind the plan."),
    Standing.CANNOT_TELL: N_(
        "Cannot be told yet: with this many employees chance is larger than the way to the target."
    ),
    Standing.NO_BASIS: MISSING,
}


def show(session: Session, target: UnitTarget, reach: Period) -> None:
    """The rate now, the target, how it stands, and both on the trend."""
    _, words = session.translate, session.words
    found: Stand = session.find(stand, target, reach.end, session.today)
    year, first = Period.twelve_months(reach.end), Period.twelve_months(target.start)
    cards(
        [
            Card(_("Last 12 months"), words.rate(found.now), _interval(session, found)),
            Card(_("Target"), words.percent(target.rate), due_text(session, target)),
            Card(_("It set out from"), words.rate(found.before), words.period(first)),
        ],
        least=220,
    )
    st.markdown(f"**{_(standing(found))}** {_room(session, found)}")
    _chart(session, target, found, reach)
    made = [
        Made(_("Now"), words.period(year), found.now),
        Made(_("It set out from"), words.period(first), found.before),
    ]
    more = _(
        "The target is said to be reached, or the unit behind, when the chance of that is at least "
        "90 of 100. Between the two nothing is claimed. Below 20 people chance decides."
    )
    explain(session, made, Definition.COMPARABLE, key="goal-what", more=more)


def standing(found: Stand) -> str:
    """How a unit stands, as a message id."""
    if found.progress is not None:
        return STANDINGS[found.progress.standing]
    if found.now["masked"] or found.before["masked"]:
        return HIDDEN
    if is_missing(found.now["rate_rounded"]) or is_missing(found.before["rate_rounded"]):
        return MISSING
    return TOO_FEW


def _interval(session: Session, found: Stand) -> str:
    _, words, told = session.translate, session.words, found.progress
    if told is None or is_missing(told.low):
        return ""
    places = {"low": words.percent(told.low), "high": words.percent(told.high)}
    return _("The underlying rate lies between %(low)s and %(high)s.") % places


def _room(session: Session, found: Stand) -> str:
    """Where the plan is today, and the smallest change that can be told here."""
    _, words, told = session.translate, session.words, found.progress
    if told is None or is_missing(told.detectable):
        return ""
    return _(
        "By the plan it would be %(planned)s today, with %(days)s days left. Smaller changes than "
        "%(points)s cannot be told from chance here."
    ) % {
        "planned": words.percent(told.planned),
        "days": words.count(told.days_left),
        "points": words.points(told.detectable).lstrip("+"),
    }


def _chart(session: Session, target: UnitTarget, found: Stand, reach: Period) -> None:
    _, words = session.translate, session.words
    asked = Period(max(reach.start, reach.end.plus(-(SHOWN + 10))), reach.end)
    selection = Selection(asked, target.unit_id)
    months = with_rolling(session.ask(queries.rates, selection, By.MONTH))
    months = months.tail(SHOWN).reset_index(drop=True)
    if months["rolling"].isna().all() or is_missing(found.before["rate_rounded"]):
        return
    due = Month.of(target.due)
    planned = way(target.start, float(found.before["rate_rounded"]), due, target.rate)
    rows = months.iloc[::-1].to_dict("records")
    chart_or_table(
        session,
        towards(months, planned, words),
        {
            _("Month"): [words.month(row["span"]) for row in rows],
            _("Last 12 months"): [trend.rolling_text(row, words) for row in rows],
            _("Plan"): [
                words.percent(planned[row["span"]]) if row["span"] in planned else "–"
                for row in rows
            ],
        },
        key="goal",
        alt=_("The last 12 months' sickness absence rate, and the straight way to the target"),
    )
