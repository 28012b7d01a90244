"""The parts of the overview page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics import queries
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.figures.movement import Move, most_moved
from analytics.figures.split import part_names
from analytics.figures.wording import HIDDEN, MISSING, Row
from analytics.queries import By, Selection
from pages.components import topics
from pages.components.card import Card, cards
from pages.components.chart import plain
from pages.components.explain import Made, explain
from pages.components.findings import findings
from pages.components.session import Session


def headline(session: Session, period: Period, reach: Period) -> None:
    """The rate, its change in a year, the last twelve months, and who certified."""
    _, words = session.translate, session.words
    now = _total(session, period)
    year = Period.twelve_months(period.end)
    rolling = _total(session, year)
    names, rows = session.made(_parts, period)
    made = [Made(_("Sickness absence"), words.period(period), now)]
    shown = [_rate_now(session, period, reach, now)]
    if year != period and year.start >= reach.start:
        shown.append(Card(_("Last 12 months"), words.rate(rolling), words.period(year)))
        made.append(Made(_("Last 12 months"), words.period(year), rolling))
    for name, row in zip(names, rows, strict=True):
        shown.append(Card(name, words.rate(row), _("of the agreed days")))
        made.append(Made(name, words.period(period), row))
    cards(shown, pairs=True)
    with st.container(horizontal=True, key="headline-help"):
        explain(session, made, Definition.COMPARABLE, key="headline-what")
        topics.door(session, _("Words on this page"), topics.FIGURES, key="headline-words")


def _parts(session: Session, period: Period) -> tuple[list[str], list[Row]]:
    parts = session.ask(queries.rates, Selection(period), By.CERTIFICATION)
    return part_names(parts, session.words), parts.to_dict("records")


def _total(session: Session, period: Period) -> Mapping[Any, Any]:
    row: Mapping[Any, Any] = session.made(_whole, period)
    return row


def _whole(session: Session, period: Period) -> Mapping[Any, Any]:
    row: Mapping[Any, Any] = (
        session.ask(queries.rates, Selection(period), By.TOTAL).iloc[0].to_dict()
    )
    return row


def _rate_now(session: Session, period: Period, reach: Period, now: Row) -> Card:
    """The big number, with its change from the same period last year in percentage points."""
    _, words = session.translate, session.words
    last = period.shifted(-12)
    before = _total(session, last) if reach.start <= last.start else None
    since = _("from %(period)s") % {"period": words.period(last)}
    points = None if before is None else now["rate"] - before["rate"]
    if now["masked"] or (before is not None and before["masked"]):
        change = f"{_(HIDDEN)} {since}"
    elif points is None or points != points:
        change = f"{_(MISSING)} {since}"
    else:
        change = f"{words.points(points)} {since}"
    return Card(_("Sickness absence"), words.rate(now), change)


def movements(session: Session, period: Period, reach: Period) -> None:
    """The units that moved most since the same period last year, in words."""
    _, words = session.translate, session.words
    st.header(_("Moved most in a year"), anchor=False)
    last = period.shifted(-12)
    if last.start < reach.start:
        st.caption(
            _("There are no data for %(period)s to compare with.") % {"period": words.period(last)}
        )
        return
    risen, fallen = session.made(_most_moved, period, last)
    if not risen and not fallen:
        st.caption(_("No unit that may be shown has moved."))
    for heading, moves in ((_("Up"), risen), (_("Down"), fallen)):
        if moves:
            st.caption(heading)
        for move in moves:
            _moved(session, move)
    st.caption(
        _(
            "Small units swing by chance: in a unit of ten, one long absence is several percentage "
            "points. The list is a place to begin asking, not a verdict."
        )
    )
    compared = _("Compares %(now)s with %(before)s.") % {
        "now": words.period(period),
        "before": words.period(last),
    }
    explain(session, [], Definition.COMPARABLE, key="moved-what", more=compared)


def _most_moved(session: Session, period: Period, last: Period) -> tuple[list[Move], list[Move]]:
    return most_moved(
        session.ask(queries.rates, Selection(period), By.UNIT),
        session.ask(queries.rates, Selection(last), By.UNIT),
    )


def _moved(session: Session, move: Move) -> None:
    """The unit, and how it moved, as one line that leads to it."""
    _, words = session.translate, session.words
    told = _("%(points)s, from %(before)s to %(now)s") % {
        "points": words.points(move.points),
        "before": words.percent(move.before),
        "now": words.percent(move.now),
    }
    st.page_link(
        "pages/avdelinger.py",
        label=f"{plain(move.unit)}: {plain(told)}",
        query_params={"enhet": move.unit_id},
    )


def attention(session: Session) -> None:
    """What somebody should look at before trusting the figures."""
    _ = session.translate
    st.header(_("Needs attention"), anchor=False)
    found = findings(session)
    if found:
        st.markdown("\n\n".join(f":material/error_outline: {finding}" for finding in found))
    if not found:
        st.markdown(":material/check_circle: " + _("Nothing right now."))
    elif session.reader.sees_persons:
        st.page_link(
            "pages/datakvalitet.py", label=_("See data quality"), icon=":material/fact_check:"
        )


def source(session: Session) -> None:
    """The line at the foot: how far the data go and which definition the page uses."""
    _ = session.translate
    st.caption(
        _(
            "Source: the employer's own absence and employee data, to %(day)s. Definition: "
            "comparable with Statistics Norway and NAV. The newest month shown is the last "
            "complete one."
        )
        % {"day": session.words.day(session.dataset.data_through)}
    )
