"""Choosing among the periods that figures are published for: a kind, and one of the kind."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from analytics.disclosure.spans import published
from analytics.domain.period import Period
from analytics.figures.wording import Words
from analytics.i18n import N_
from pages.components.following import follow
from pages.components.session import Session
from pages.components.view import write

MONTH, QUARTER, SO_FAR, YEAR, TWELVE = "month", "quarter", "so_far", "year", "twelve"
KINDS = {
    TWELVE: N_("Twelve months"),
    YEAR: N_("Calendar year"),
    SO_FAR: N_("Year so far"),
    QUARTER: N_("Quarter"),
    MONTH: N_("Month"),
}
KIND, WHICH = "period-kind", "period-which"


def kind_of(period: Period) -> str:
    """Which kind a publishable period is; one that is of two kinds is of the shorter."""
    months = len(period.months)
    if months == 1:
        return MONTH
    if period == Period.quarter(period.start.year, period.start.quarter):
        return QUARTER
    if months == 12:
        return YEAR if period.start.number == 1 else TWELVE
    return SO_FAR


@lru_cache(maxsize=8)  # asked at every click, by everybody
def of_kinds(reach: Period) -> dict[str, list[Period]]:
    """The published periods in `reach` by kind, newest first; kinds without any are left out."""
    newest = sorted(published(reach), key=lambda period: period.end, reverse=True)
    found = {kind: [p for p in newest if kind_of(p) == kind] for kind in KINDS}
    return {kind: periods for kind, periods in found.items() if periods}


def choose(session: Session, period: Period, reach: Period) -> None:
    """Draw both selectors with `period` chosen; a change goes to the address."""
    _, found = session.translate, of_kinds(reach)
    follow(KIND, kind_of(period))
    st.selectbox(
        _("Kind of period"),
        list(found),
        format_func=lambda kind: _(KINDS[kind]),
        filter_mode=None,
        key=KIND,
        on_change=_kind_chosen,
        args=(found,),
        width=190,
    )
    options = {str(each): each for each in found[kind_of(period)]}
    names = _names(session.reader.language, tuple(options.values()))
    follow(WHICH, str(period))
    st.selectbox(
        _("Period"),
        list(options),
        format_func=lambda option: names.get(option, option),
        filter_mode=None,
        key=WHICH,
        on_change=_which_chosen,
        args=(options,),
        width=290,
    )


@lru_cache(maxsize=64)
def _names(language: str, periods: tuple[Period, ...]) -> dict[str, str]:
    return {str(period): Words(language).period(period) for period in periods}


def _kind_chosen(found: dict[str, list[Period]]) -> None:
    _show(found[st.session_state[KIND]][0])


def _which_chosen(options: dict[str, Period]) -> None:
    _show(options[st.session_state[WHICH]])


def _show(period: Period) -> None:
    write(fra=str(period.start), til=str(period.end))
