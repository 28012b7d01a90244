"""Sick pay in the employer period, from a wage the reader types and nobody keeps."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from analytics import cost, queries
from analytics.domain.absence import DurationLens
from analytics.domain.period import Period
from analytics.figures import money
from analytics.i18n import number
from analytics.queries import By, Selection
from pages.components.session import Session

SHORT = "<=16"  # spells that lie wholly in the employer period


def show(session: Session, period: Period) -> None:
    """The wage, and what the first 16 calendar days of the spells cost by it."""
    _ = session.translate
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
    if not session.words.has_number(row):
        st.info(session.words.rate(row))
        return
    _said(session, period, Decimal(int(wage)), float(row["lost_days"]))
    st.caption(
        _(
            "No day counts more than %(cap)s (6 G / 260); employer's tax, pension and holiday pay "
            "are not in it. A line of its own, never added to the estimate above. "
            "Folketrygdloven §§ 8-10, 8-18, 8-19."
        )
        % {"cap": money.exactly(cost.daily_cap(period.last), session.words)}
    )


def _said(session: Session, period: Period, wage: Decimal, short: float) -> None:
    """All days of the employer period for those who see persons; others know the days of short
    spells alone: how long single spells lasted tells about single people."""
    _, words, everything = session.translate, session.words, session.reader.sees_persons
    days = session.ask(queries.employer_days, Selection(period)) if everything else short
    paid = cost.employer_period_wages(wage, days, period.last)
    told = (
        _(
            "%(amount)s in %(period)s, for %(days)s lost days within the first 16 calendar days of "
            "the spells."
        )
        if everything
        else _("At least %(amount)s in %(period)s, for %(days)s days in spells of up to 16 days.")
    )
    st.markdown(
        told
        % {
            "amount": money.exactly(money.rounded(paid), words),
            "period": words.period(period),
            "days": number(days, 1, words.language),
        }
    )
    st.caption(
        _(
            "A spell that begins within 16 days of the last one shares its employer period. Every "
            "spell is counted as the employer's to pay: refunds, for instance for chronic illness, "
            "are not known here."
        )
        if everything
        else _("The first 16 calendar days of longer spells come on top.")
    )
