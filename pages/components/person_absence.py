"""One person's absences: the calendar, episodes and employer periods, counts of twelve months."""

from __future__ import annotations

import streamlit as st

from analytics.answers.person import Sight
from analytics.domain.absence import AbsenceType
from analytics.figures import timeline
from analytics.rules.episode import Episode
from pages.components.chart import chart_or_table, show_table
from pages.components.naming import TYPES
from pages.components.session import Session


def calendar(session: Session, sight: Sight) -> None:
    """Three years of days: by type and grade, with holidays and shifts."""
    _, words = session.translate, session.words
    st.header(_("Absence day by day"), anchor=False)
    if not sight.runs:
        st.markdown(
            _("No absence is registered from %(first)s to %(last)s.")
            % {"first": words.day(sight.since), "last": words.day(sight.until)}
        )
        return
    runs = sight.runs[::-1]
    chart_or_table(
        session,
        timeline.calendar(
            sight.runs, sight.shifts, (sight.since, sight.until), TYPES, session.words
        ),
        {
            _("From"): [words.day(run.start) for run in runs],
            _("To"): [_("not ended") if run.open else words.day(run.end) for run in runs],
            _("Kind of absence"): [_(TYPES[run.type]) for run in runs],
            _("Grade"): [words.percent(100 * run.grade) for run in runs],
            _("Shift"): [sight.shifts.get(run.start, "–") for run in runs],
        },
        key="person-calendar",
        alt=_("A row for each month and a column for each day, with a bar for each absence"),
    )
    if any(run.type is AbsenceType.DOCTOR_CERTIFIED and run.grade < 1 for run in sight.runs):
        st.caption(_("Thin bars are graded absence: the person works in part."))


def episodes(session: Session, sight: Sight) -> None:
    """What following up counts as one, newest first, with the days the employer pays."""
    _ = session.translate
    st.header(_("Episodes and employer periods"), anchor=False)
    if not sight.episodes:
        st.markdown(_("There are none in these years."))
        return
    newest = sight.episodes[::-1]
    with st.expander(
        _("%(count)s episodes") % {"count": session.words.count(len(newest))}, key="episodes"
    ):
        st.caption(
            _(
                "Absences with less than 16 days between them are one episode. The employer pays "
                "the first 16 calendar days of an employer period."
            )
        )
        show_table(
            {
                _("Episode"): [_days(session, episode) for episode in newest],
                _("Sick days"): [session.words.count(episode.days) for episode in newest],
                _("Employer period"): [_periods(session, episode) for episode in newest],
            },
            alt=_("Episodes, newest first"),
        )


def rolling(session: Session, sight: Sight) -> None:
    """Short absences in twelve months, among what is usual."""
    _, words = session.translate, session.words
    st.header(_("Short absences in 12 months"), anchor=False)
    if len(sight.rolling) == 0:
        st.markdown(
            _(
                "There are too few people, or less than a year of data: what is usual cannot be "
                "said."
            )
        )
        return
    rows = sight.rolling.to_dict("records")
    st.markdown(timeline.rolling_text(rows[-1], words) + ".")
    chart_or_table(
        session,
        timeline.rolling(sight.rolling, words),
        {
            _("12 months to"): [words.day(row["day"]) for row in rows[::-1]],
            _("Short absences"): [words.count(int(row["count"])) for row in rows[::-1]],
            _("Usual"): [f"{int(row['low'])}–{int(row['high'])}" for row in rows[::-1]],
        },
        key="person-rolling",
        alt=_("Short absences in the last 12 months, and the band of what is usual"),
    )
    st.caption(
        _(
            "The band is where at least nine of ten ordinary colleagues lie, in the same unit and "
            "season and with the same time at work. Up to one of ten lies outside without any "
            "pattern."
        )
    )


def _days(session: Session, episode: Episode) -> str:
    _, words = session.translate, session.words
    end = _("not ended") if episode.open else words.day(episode.end)
    return f"{words.day(episode.start)} – {end}"


def _periods(session: Session, episode: Episode) -> str:
    _, words = session.translate, session.words
    told = []
    for period in episode.employer_periods:
        days = f"{words.day(period.first)} – {words.day(period.last)}"
        used = _("all 16 days used") if period.complete else _("%(used)s of 16 days used")
        told.append(f"{days}: {used % {'used': period.used}}")
    return "; ".join(told) or "–"
