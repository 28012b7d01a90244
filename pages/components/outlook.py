"""The forecast, always beside how wrong it has been."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.answers.outlook import Outlook, outlook
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.figures.fan import fan, past_text
from pages.components.chart import Table, as_json, chart_or_table
from pages.components.explain import explain
from pages.components.session import Session


def show(session: Session, unit: str, reach: Period) -> None:
    """What the next twelve months may bring, or why that is not said."""
    _ = session.translate
    st.header(_("Forecast"), anchor=False)
    told: tuple[str, str, Table] | str = session.made(_told, unit, reach)
    if isinstance(told, str):
        st.markdown(told)
        return
    errors, figure, table = told
    st.markdown(errors)
    chart_or_table(
        session,
        figure,
        table,
        key="outlook",
        alt=_("The sickness absence rate by three months, and the forecast for a year ahead"),
    )
    explain(
        session,
        [],
        Definition.COMPARABLE,
        key="outlook-what",
        more=_(
            "Two methods forecast the last years from what was known before them: exponential "
            "smoothing, and simply last year's same season. The one with the smaller error is "
            "shown. The band holds 95 of 100 outcomes. Nobody's own absence is forecast."
        ),
    )


def _told(session: Session, unit: str, reach: Period) -> tuple[str, str, Table] | str:
    """How wrong the forecast has been, its chart (as JSON) and the table; or why there is none."""
    found: Outlook = session.find(outlook, unit, reach)
    if found.forecast is None:
        return _why_not(session, found)
    coming = found.coming
    figure = as_json(fan(found.past, coming, session.words))
    table = _table(session, found.past.to_dict("records"), coming.to_dict("records"))
    return _errors(session, found), figure, table


def _why_not(session: Session, found: Outlook) -> str:
    _ = session.translate
    if found.short:
        return _("A forecast needs three years of data.")
    return _("There is no forecast for this unit: below 100 people chance decides most of it.")


def _errors(session: Session, found: Outlook) -> str:
    _, words, forecast = session.translate, session.words, found.forecast
    if forecast is None:
        return ""
    said = _(
        "Tried on the past, exponential smoothing was wrong by %(ets)s on average, and last "
        "year's same season by %(naive)s."
    ) % {
        "ets": words.points(forecast.error_ets).lstrip("+"),
        "naive": words.points(forecast.error_naive).lstrip("+"),
    }
    if forecast.model == "seasonal_naive":
        said += " " + _("The forecast is last year's same season: nothing tried has been better.")
    if found.of_unit:
        said += " " + _("It is the organisation's forecast at the level of this unit.")
    return said


def _table(session: Session, past: list[dict[Any, Any]], coming: list[dict[Any, Any]]) -> Table:
    """The chart's numbers, newest last."""
    _, words = session.translate, session.words
    known = [past_text(row, words) for row in past]
    return {
        _("Period"): [words.period(row["span"]) for row in [*past, *coming]],
        _("Rate"): [*known, *(words.percent(row["rate"]) for row in coming)],
        _("From"): ["–"] * len(past) + [words.percent(row["low"]) for row in coming],
        _("To"): ["–"] * len(past) + [words.percent(row["high"]) for row in coming],
        _("What it is"): [_("So far")] * len(past) + [_("Forecast")] * len(coming),
    }
