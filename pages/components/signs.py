"""Whether the months, and the number of spells, show signs of change."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.answers.course import Course, course, spells_change
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.figures.course import adjusted_text, run_chart
from analytics.figures.wording import HIDDEN, is_missing
from analytics.i18n import number
from pages.components.chart import chart_or_table
from pages.components.explain import explain
from pages.components.session import Session
from pages.components.trend import nothing_to_draw

LIKELY, PERHAPS = 0.9, 0.5


def show(session: Session, unit: str, reach: Period) -> None:
    """The run chart, its verdict in words, and that of the spells."""
    _, words = session.translate, session.words
    st.header(_("Signs of change"), anchor=False)
    found: Course = session.find(course, unit, reach)
    if found.months["rate"].isna().all():
        st.info(_(nothing_to_draw(bool(found.months["masked"].any()))))
        return
    st.markdown(verdict(session, found))
    st.markdown(_spells(session, unit, reach))
    median = None if found.runs is None else found.runs.median
    rows = found.months.iloc[::-1].to_dict("records")
    chart_or_table(
        session,
        run_chart(found.months, median, words),
        {
            _("Month"): [words.month(row["span"]) for row in rows],
            _("Without season"): [adjusted_text(row, words) for row in rows],
            _("Rate"): [words.rate(row) for row in rows],
        },
        key="signs",
        alt=_("The sickness absence rate by month without its season, and the middle of it"),
    )
    if median is not None and not is_missing(median):
        st.caption(_("Middle: %(rate)s") % {"rate": words.percent(median)})
    _explain(session, found)


def verdict(session: Session, found: Course) -> str:
    """What the run chart says, in a sentence or two."""
    _, words, runs = session.translate, session.words, found.runs
    if runs is None:
        if found.months["masked"].iloc[-1]:
            return _(HIDDEN)
        return _("The group is too small to say anything about change: below 20 people.")
    if runs.signal is None:
        return _("Too few months to say whether anything has changed.")
    if not runs.signal:
        return _("**No sign of change.** The months swing about their middle as chance makes them.")
    places: dict[str, Any] = {"count": runs.longest, "allowed": runs.longest_allowed}
    if found.since is None or found.until is None:
        said = _(
            "**Signs of change.** The months cross their middle %(crossings)s times, where chance "
            "makes at least %(needed)s crossings."
        )
        places = {"crossings": runs.crossings, "needed": runs.crossings_needed}
    elif found.until == found.months["span"].iloc[-1]:
        said = _(
            "**Signs of change since %(start)s.** %(count)s months in a row lie on the same side "
            "of the middle; chance makes at most %(allowed)s."
        )
    else:
        said = _(
            "**Signs of change from %(start)s to %(end)s.** %(count)s months in a row lie on the "
            "same side of the middle; chance makes at most %(allowed)s."
        )
    if found.since and found.until:
        places |= {"start": words.month(found.since), "end": words.month(found.until)}
    lasting = _(
        "Absence of one person over many months may be the cause, above all in a small unit."
    )
    return f"{said % places} {lasting}"


def _spells(session: Session, unit: str, reach: Period) -> str:
    """Whether the number of spells changed level, where it can be said."""
    _, words = session.translate, session.words
    found = session.find(spells_change, unit, reach)
    if found is None:
        return _("The number of spells: too few to say anything about a change.")
    places = {
        "month": words.month(found.since),
        "chance": number(100 * found.probability, 0, words.language),
    }
    if found.probability < PERHAPS:
        return _("The number of spells: no sign of a new level.")
    if found.probability < LIKELY:
        return (
            _("The number of spells may have a new level since %(month)s (%(chance)s of 100).")
            % places
        )
    rose = _("The number of spells has most likely risen since %(month)s (%(chance)s of 100).")
    fell = _("The number of spells has most likely fallen since %(month)s (%(chance)s of 100).")
    return (rose if found.rose else fell) % places


def _explain(session: Session, found: Course) -> None:
    _ = session.translate
    season = (
        _("Season borrowed from Statistics Norway: less than three years of history here.")
        if found.borrowed
        else _("The season is that of the whole organisation.")
    )
    explain(
        session,
        [],
        Definition.COMPARABLE,
        key="signs-what",
        more=_(
            "A run chart counts how many months in a row lie on one side of the middle, and how "
            "often the line crosses it (Anhøj's rules). For spells, one level is weighed against "
            "two, with the month of the change unknown."
        )
        + " "
        + season,
    )
