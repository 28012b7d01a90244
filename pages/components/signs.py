"""Whether the rate, and the number of spells, show signs of change."""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st

from analytics.answers.course import Course, course, spells_change
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.figures.course import adjusted_text
from analytics.figures.course import run_chart as figure
from analytics.figures.wording import HIDDEN, is_missing
from analytics.i18n import number
from pages.components.chart import Table, as_json, chart_or_table
from pages.components.explain import explain, nothing_to_draw
from pages.components.session import Session

LIKELY, PERHAPS = 0.9, 0.5


class Signs(NamedTuple):
    """What is told: in words, as a chart (as JSON) and its table, the middle, and of the season."""

    said: str
    figure: str
    table: Table
    middle: str
    season: str


def show(session: Session, unit: str, reach: Period) -> None:
    """The run chart, its verdict in words, and that of the spells."""
    _ = session.translate
    st.header(_("Signs of change"), anchor=False)
    told: Signs | str = session.made(_signs, unit, reach)
    if isinstance(told, str):
        st.info(told)
        return
    st.markdown(told.said)
    chart_or_table(
        session,
        told.figure,
        told.table,
        key="signs",
        alt=_("The sickness absence rate by three months without its season, and its middle"),
    )
    if told.middle:
        st.caption(told.middle)
    _explain(session, told.season)


def _signs(session: Session, unit: str, reach: Period) -> Signs | str:
    """What there is to tell; or why there is nothing."""
    _, words = session.translate, session.words
    found: Course = session.find(course, unit, reach)
    if found.months["rate"].isna().all():
        return nothing_to_draw(session, found.months)
    # A middle without a verdict would invite one.
    median = found.chart.runs.median if found.large else float("nan")
    rows = found.chart.points.iloc[::-1].to_dict("records")
    middle = "" if is_missing(median) else _("Middle: %(rate)s") % {"rate": words.percent(median)}
    season = (
        _("Season borrowed from Statistics Norway: less than three years of history here.")
        if found.borrowed
        else _("The season is that of the whole organisation.")
    )
    table = {
        _("Period"): [words.period(row["span"]) for row in rows],
        _("Without season"): [adjusted_text(row, words) for row in rows],
    }
    return Signs(
        f"{verdict(session, found)}\n\n{_spells(session, unit, reach)}",
        as_json(figure(found.chart.points, median, words)),
        table,
        middle,
        season,
    )


def verdict(session: Session, found: Course) -> str:
    """What the run chart says, in a sentence or two, or that the group is too small for any."""
    _, words = session.translate, session.words
    chart, runs = found.chart, found.chart.runs
    if not found.large and found.months["masked"].iloc[-1]:
        return _(HIDDEN)
    if runs.signal is None:
        return _("It takes two and a half years of figures to say whether anything has changed.")
    if not found.large:
        return _("The group is too small to say anything about change: below 20 people.")
    if not runs.signal:
        return _("**No sign of change.** The rate swings about its middle as chance makes it.")
    places: dict[str, Any] = {"count": runs.longest, "allowed": runs.longest_allowed}
    if chart.since is None or chart.until is None:
        said = _(
            "**Signs of change.** The rate crosses its middle %(crossings)s times, where chance "
            "makes at least %(needed)s crossings."
        )
        places = {"crossings": runs.crossings, "needed": runs.crossings_needed}
    else:
        said = _(
            "**Signs of change from %(start)s to %(end)s.** %(count)s points in a row lie on the "
            "same side of the middle; chance makes at most %(allowed)s."
        )
        places |= {
            "start": words.month(chart.since.start),
            "end": words.month(chart.until.end),
        }
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


def _explain(session: Session, season: str) -> None:
    _ = session.translate
    explain(
        session,
        [],
        Definition.COMPARABLE,
        key="signs-what",
        more=_(
            "A run chart counts how many points in a row lie on one side of the middle, and how "
            "often the line crosses it (Anhøj's rules). Each point is three months: long absences "
            "lie in many single months, which then seem to change when nothing has. One crossing "
            "fewer than the rules ask for is let pass for the same reason; then at most 8 of 100 "
            "units where nothing happens show a sign. For spells, one level is weighed against "
            "two, with the month of the change unknown."
        )
        + " "
        + season,
    )
