"""The parts of the cost page."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from analytics import cost, queries
from analytics.answers import costs, targets
from analytics.benchmarks.amounts import stale_notes
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.errors import ReaderError
from analytics.figures import money
from analytics.figures.savings import by_target
from analytics.figures.wording import Row
from analytics.queries import By, Selection
from pages.components.card import Card, cards
from pages.components.chart import chart_or_table, plain
from pages.components.ending import end
from pages.components.explain import Made, explain
from pages.components.session import Session
from pages.components.target_text import due_text

POINTS = (0.5, 1.0, 1.5, 2.0)  # percentage points below the rate now


def per_day(session: Session, period: Period) -> Decimal:
    """The reader's amount per lost day, NAV's to begin with; its source, date and age."""
    _, words = session.translate, session.words
    try:
        held = cost.day_cost(period.last)
    except ReaderError as error:
        return _own_amount(session, period, error)
    typed = _amount(session, int(held.kroner), f"day-cost-{held.valid_from}")
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
    return cost.day_cost(period.last, Decimal(typed or 0)).kroner


def _own_amount(session: Session, period: Period, error: ReaderError) -> Decimal:
    """The reader's own amount for a time before NAV's first; without one the page ends here."""
    st.info(plain(error.text(session.translate)))
    typed = _amount(session, None, "day-cost-own")
    if typed is None:
        end()
    return cost.day_cost(period.last, Decimal(typed)).kroner


def _amount(session: Session, start: int | None, key: str) -> int | None:
    _ = session.translate
    return st.number_input(
        _("Cost of a lost day, kroner"),
        min_value=0,
        value=start,
        step=100,
        key=key,
        width=260,
    )


def lost_days(session: Session, period: Period, amount: Decimal) -> None:
    """The days, what they cost by the estimate, and what one percentage point is."""
    _, words = session.translate, session.words
    row = _total(session, period)
    shown = [Card(_("Lost days"), words.days(row, "lost_days"), words.period(period))]
    if words.has_number(row):
        whole = money.short(cost.absence_cost(row["lost_days"], amount), words)
        point = money.short(cost.absence_cost_of_rate(1, row["agreed_days"], amount), words)
        shown += [
            Card(_("Estimated cost"), whole, _("about, without wages")),
            Card(_("One percentage point"), point, _("about, in the same period")),
        ]
    else:
        shown.append(Card(_("Estimated cost"), words.rate(row)))
    cards(shown, least=220)
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
    if year.start < reach.start:
        st.info(_("A saving is reckoned from twelve months of absence data, and there are fewer."))
        return
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
    """The rate the reader aims at, to begin with the target set on the targets page; a wrong one is
    said and the page stops."""
    _, words = session.translate, session.words
    held = targets.of_unit(session.reader, session.store, session.reader.unit)
    start = max(0.0, level.rate - POINTS[1]) if held is None else held.rate
    text = st.text_input(
        _("Target, per cent"),
        value=words.percent(start).rpartition("\N{NO-BREAK SPACE}")[0],
        key="cost-target" if held is None else f"cost-target-{held.rate}",
        width=260,
    )
    if held is not None:
        set_ = f"{words.percent(held.rate)} {due_text(session, held)}"
        st.caption(plain(_("The target that is set: %(target)s.") % {"target": set_}))
    try:
        return float(cost.percentage(text))
    except ReaderError as error:
        st.error(plain(error.text(_)))
        end()


def _total(session: Session, period: Period) -> Row:
    row: Row = session.ask(queries.rates, Selection(period), By.TOTAL).iloc[0].to_dict()
    return row
