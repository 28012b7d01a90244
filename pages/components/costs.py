"""The parts of the cost page."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from analytics import cost, queries
from analytics.answers import costs
from analytics.benchmarks.amounts import stale_notes
from analytics.domain.absence import Definition, DurationLens
from analytics.domain.period import Period
from analytics.errors import ReaderError
from analytics.figures import money
from analytics.figures.savings import by_target
from analytics.figures.wording import HIDDEN, MISSING, Row
from analytics.queries import By, Selection
from pages.components.card import card
from pages.components.chart import chart_or_table
from pages.components.explain import Made, explain
from pages.components.session import Session

POINTS = (0.5, 1.0, 1.5, 2.0)  # percentage points below the rate now
SHORT = "<=16"  # spells that lie wholly in the employer period


def per_day(session: Session, period: Period) -> Decimal:
    """The reader's amount per lost day, NAV's to begin with; its source, date and age."""
    _, words = session.translate, session.words
    held = cost.day_cost(period.last)
    typed = st.number_input(
        _("Cost of a lost day, kroner"),
        min_value=0,
        value=int(held.kroner),
        step=100,
        key=f"day-cost-{held.valid_from}",
        width=260,
    )
    told = _(
        "NAV's estimate is %(amount)s, from %(day)s. Looked up %(checked)s. Source: %(source)s."
    )
    st.caption(
        told
        % {
            "amount": money.exactly(held.kroner, words),
            "day": words.day(held.valid_from),
            "checked": words.day(held.checked_on),
            "source": held.source,
        }
    )
    for note in stale_notes(session.today, _):
        st.warning(note, icon=":material/update:")
    return cost.day_cost(period.last, Decimal(int(typed))).kroner


def lost_days(session: Session, period: Period, amount: Decimal) -> None:
    """The days, what they cost by the estimate, and what one percentage point is."""
    _, words = session.translate, session.words
    row = _total(session, period)
    with st.grid(3, min_column_width=220, gap="small", key="cost"):
        card(_("Lost days"), words.days(row, "lost_days"), words.period(period))
        if words.has_number(row):
            whole = cost.absence_cost(row["lost_days"], amount)
            point = cost.absence_cost_of_rate(1, row["agreed_days"], amount)
            card(_("Estimated cost"), money.short(whole, words), _("about, without wages"))
            card(
                _("One percentage point"), money.short(point, words), _("about, in the same period")
            )
        else:
            card(_("Estimated cost"), _no_number(session, row))
    st.caption(
        _(
            "Managers' own estimate of lost production and added work, not an account. Wages and "
            "refunds are not in it, and people at work are worth more than the sum says."
        )
    )
    made = [Made(_("Lost days"), words.period(period), row)]
    explain(session, made, Definition.COMPARABLE, key="cost-what")


def savings(session: Session, reach: Period, amount: Decimal) -> None:
    """What the reader's own target, and some steps down, would save in a year, as ranges."""
    _, words = session.translate, session.words
    year = Period.twelve_months(reach.end)
    level = session.find(costs.level, year)
    if not level.sure:
        st.info(
            _("Too few people to say anything: a saving reckoned from so few is mostly chance.")
        )
        return
    target = _target(session, level)
    steps = {step for points in POINTS if (step := round(level.rate - points, 1)) > 0}
    found = [
        (at, cost.savings(level.low, level.high, at, level.agreed_days, amount))
        for at in sorted({target, *steps}, reverse=True)
    ]
    _said(session, year, level, target, dict(found)[target])
    chart_or_table(
        session,
        by_target(found, words),
        {
            _("Target"): [words.percent(at) for at, _range in found],
            _("Saved in a year"): [money.between(saved, words) for _at, saved in found],
        },
        key="savings",
        alt=_("What targets would save in a year, as ranges"),
    )
    st.caption(
        _(
            "A range, because the rate of a year is partly chance: where it begins with nothing, "
            "the underlying level may lie at the target already."
        )
    )


def _said(
    session: Session, year: Period, level: costs.Level, target: float, saved: cost.Range
) -> None:
    """The reader's own target in a sentence."""
    _, words = session.translate, session.words
    said = _(
        "The rate was %(rate)s in %(period)s; the underlying level lies between %(low)s and "
        "%(high)s. At %(target)s, a year would cost %(saving)s less."
    )
    st.markdown(
        said
        % {
            "rate": words.percent(level.rate),
            "period": words.period(year),
            "low": words.percent(level.low),
            "high": words.percent(level.high),
            "target": words.percent(target),
            "saving": money.between(saved, words),
        }
    )


def _target(session: Session, level: costs.Level) -> float:
    """The rate the reader aims at; a wrong one is said and the page stops."""
    _, start = session.translate, max(0.0, level.rate - POINTS[1])
    text = st.text_input(
        _("Target, per cent"),
        value=session.words.percent(start).rpartition("\N{NO-BREAK SPACE}")[0],
        key="cost-target",
        width=260,
    )
    try:
        return float(cost.percentage(text))
    except ReaderError as error:
        st.error(error.text(_))
        st.stop()


def wages(session: Session, period: Period) -> None:
    """Sick pay of spells of at most 16 days, from a wage the reader types and nobody keeps."""
    _, words = session.translate, session.words
    wage = st.number_input(
        _("Average yearly wage, kroner"),
        min_value=0,
        value=None,
        step=10_000,
        key="wage",
        width=260,
        placeholder=_("for instance 600000"),
    )
    st.caption(_("Used here and now only; it is not stored."))
    if wage is None:
        return
    selection = Selection(period, lens=DurationLens.EMPLOYER_PERIOD)
    parts = session.ask(queries.rates, selection, By.DURATION)
    row = parts[parts["part"] == SHORT].iloc[0].to_dict()
    if not words.has_number(row):
        st.info(_no_number(session, row))
        return
    paid = cost.employer_period_wages(Decimal(int(wage)), row["lost_days"], period.last)
    st.markdown(
        _("At least %(amount)s in %(period)s, for %(days)s days in spells of up to 16 days.")
        % {
            "amount": money.exactly(money.rounded(paid), words),
            "period": words.period(period),
            "days": words.days(row, "lost_days"),
        }
    )
    st.caption(
        _(
            "The first 16 calendar days of longer spells come on top. No day counts more than "
            "%(cap)s (6 G / 260); employer's tax, pension and holiday pay are not in it. A line of "
            "its own, never added to the estimate above. Folketrygdloven §§ 8-10, 8-18, 8-19."
        )
        % {"cap": money.exactly(cost.daily_cap(period.last), words)}
    )


def _no_number(session: Session, row: Row) -> str:
    return session.translate(HIDDEN if row["masked"] else MISSING)


def _total(session: Session, period: Period) -> Row:
    row: Row = session.ask(queries.rates, Selection(period), By.TOTAL).iloc[0].to_dict()
    return row
