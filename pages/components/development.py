"""The parts of the development page that are said in words and numbers."""

from __future__ import annotations

import streamlit as st

from analytics.answers.attendance import attendance
from analytics.answers.movement import Change, change, lower_than_last_year
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.figures.wording import HIDDEN, MINUS, MISSING, is_missing
from analytics.i18n import number
from pages.components.card import Card, cards
from pages.components.explain import Made, explain
from pages.components.periods import quarters
from pages.components.session import Session


def presence(session: Session, unit: str, reach: Period) -> None:
    """Who was never away, and how many are at work on an ordinary day."""
    _, words = session.translate, session.words
    period = _year(session, reach)
    found = session.find(attendance, unit, period)
    st.header(_("Presence"), anchor=False)
    nothing = _(HIDDEN) if found.hidden else _(MISSING)
    share, about = nothing, ""
    if not found.hidden and not is_missing(found.at_work):
        share = _("too few to say anything")
    if not is_missing(found.never_absent):
        share = _percent(session, found.never_absent)
        about = _("had no sickness absence; chance makes it %(low)s to %(high)s") % {
            "low": _percent(session, found.low),
            "high": _percent(session, found.high),
        }
    work = nothing
    if not is_missing(found.at_work):
        work = _("%(people)s of 100") % {"people": number(100 * found.at_work, 0, words.language)}
    cards(
        [
            Card(_("At work on an ordinary day"), work, words.period(period)),
            Card(_("Without sickness absence"), share, about or words.period(period)),
        ],
        least=220,
    )
    explain(
        session,
        [],
        Definition.COMPARABLE,
        key="presence-what",
        more=_(
            "At work: agreed days without sickness absence, of 100 people in full positions. "
            "Without sickness absence: those with no lost day in the period; told from 20 people."
        ),
    )


def headline(session: Session, unit: str, reach: Period) -> None:
    """The newest quarter and the last twelve months, each beside the year before."""
    _, words = session.translate, session.words
    st.header(_("Since last year"), anchor=False)
    made, spans = [], [*quarters(reach)[:1], _year(session, reach)]
    shown = []
    for period in spans:
        found = session.find(change, unit, period)
        shown.append(Card(words.period(period), words.rate(found.now), moved(session, found)))
        last = period.shifted(-12)
        made += [
            Made(_("Sickness absence"), words.period(period), found.now),
            Made(_("Sickness absence"), words.period(last), found.before),
        ]
    cards(shown, least=260)
    lower(session, unit, Period.twelve_months(reach.end))
    explain(
        session,
        made,
        Definition.COMPARABLE,
        key="since-what",
        more=_(
            "The range is where the true change lies in 95 of 100 such cases, with the person and "
            "not the day as what chance draws. A change whose range holds zero is within what "
            "chance makes by itself."
        ),
    )


def moved(session: Session, found: Change) -> str:
    """The change from the year before, and whether it is more than chance makes."""
    _, words = session.translate, session.words
    since = _("from %(period)s") % {"period": words.period(found.period.shifted(-12))}
    if found.now["masked"] or found.before["masked"]:
        return f"{_(HIDDEN)} {since}"
    if is_missing(found.points):
        return f"{_(MISSING)} {since}"
    told = f"{words.points(found.points)} {since}."
    if found.beyond_chance is None:
        return f"{told} " + _("The group is too small to say anything about the change.")
    said = (
        _("That is more than chance makes (%(low)s to %(high)s).")
        if found.beyond_chance
        else _("Chance alone may make that (%(low)s to %(high)s).")
    )
    return f"{told} " + said % {
        "low": _signed(session, found.low),
        "high": _signed(session, found.high),
    }


def lower(session: Session, unit: str, period: Period) -> None:
    """How many units are lower than last year, and how many chance alone would give."""
    _ = session.translate
    found = session.find(lower_than_last_year, unit, period)
    if found is None:
        return
    places = {
        "lower": found.lower,
        "units": found.units,
        "chance": number(found.by_chance, 0 if found.units % 2 == 0 else 1, session.words.language),
    }
    st.markdown(
        _(
            "%(lower)s of %(units)s departments are lower than a year ago; chance alone would "
            "give about %(chance)s."
        )
        % places
        + " "
        + (
            _("So uneven a split is more than chance makes.")
            if found.p_value < 0.05
            else _("The split is one that chance makes.")
        )
    )


def _year(session: Session, reach: Period) -> Period:
    """The newest twelve months; for those who may choose any months, no further back than the data
    reach."""
    year = Period.twelve_months(reach.end)
    return Period(max(year.start, reach.start), year.end) if session.reader.sees_persons else year


def _percent(session: Session, share: float) -> str:
    return f"{number(100 * share, 0, session.words.language)}\N{NO-BREAK SPACE}%"


def _signed(session: Session, points: float) -> str:
    told = number(abs(points), 1, session.words.language)
    return ("+" if points > 0 else MINUS if points < 0 else "") + told
