"""How a unit and those below it stand to what is ordinary for their size."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.answers.standings import Standings, limits, standings
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.figures.band import band
from analytics.figures.funnel import funnel
from analytics.figures.verdicts import between, short, verdict, why
from analytics.figures.wording import is_missing
from analytics.i18n import number
from analytics.unit_places import one_of
from pages.components.chart import Table, as_json, chart_or_table, plain
from pages.components.explain import explain
from pages.components.session import Session
from pages.components.view import View


def _year(session: Session, view: View, reach: Period) -> Period:
    """The twelve months to the end of what is shown: less is mostly chance. Where the data do not
    reach so far back, what they have, or for readers of published periods the one they chose."""
    year = Period.twelve_months(view.period.end)
    if year.start >= reach.start:
        return year
    return Period(reach.start, year.end) if session.reader.sees_persons else view.period


def show(session: Session, view: View, reach: Period, tree: Any) -> None:
    """The chosen unit's verdict, its band, and why."""
    _, words = session.translate, session.words
    year = _year(session, view, reach)
    row, mean = session.made(_row, year, view.unit)
    if row is None:
        return
    st.header(_("Signal or chance"), anchor=False)
    st.caption(words.period(year))
    if is_missing(row["parent_id"]) and _alone(tree):
        st.markdown(_("This is the whole that the units are held against."))
    else:
        said = verdict(row, words, exact=session.sees_exact)
        st.markdown(plain(said))
    if reasons := why(row, words):
        st.caption("\n\n".join(map(plain, reasons)))
    if not is_missing(row["low"]) and not is_missing(row["own_low"]):
        chart_or_table(
            session,
            band(row, mean, words),
            _band_table(session, row, mean),
            key="band",
            alt=_("The unit's rate on the band that is ordinary for its size"),
        )
    _explain(session, key="standing-what")


def _row(session: Session, year: Period, unit: str) -> tuple[dict[Any, Any] | None, float]:
    """How the unit stands, None where that is not said, and the organisation's mean."""
    found: Standings = session.find(standings, year)
    rows = found.rows[found.rows["unit_id"] == unit].to_dict("records")
    return (rows[0] if rows else None), found.mean


def _alone(tree: Any) -> bool:
    """Whether the tree has one top: then that unit is the organisation itself."""
    return bool((tree["depth"] == 0).sum() == 1)


def _band_table(session: Session, row: dict[str, Any], mean: float) -> Table:
    _, words = session.translate, session.words
    return {
        _("Figure"): [
            _("Rate"),
            _("Ordinary for the size"),
            _("The unit's own level (95 %)"),
            _("The organisation's mean"),
        ],
        _("Value"): [
            words.rate(row),
            between(row["low"], row["high"], words),
            between(row["own_low"], row["own_high"], words),
            words.percent(mean),
        ],
    }


def below(session: Session, view: View, reach: Period, tree: Any) -> None:
    """The units right below the chosen one in a funnel, in the order of the tree."""
    _, words = session.translate, session.words
    year = _year(session, view, reach)
    tops = ~one_of(tree["parent_id"], tree["unit_id"])
    children = tree[tree["parent_id"] == view.unit if view.unit else tops]["unit_id"]
    drawn = session.made(_funnel, year, children.tolist())
    if drawn is None:
        return
    figure, table, told = drawn
    st.header(_("The units below, by size"), anchor=False)
    chart_or_table(
        session,
        figure,
        table,
        key="funnel",
        alt=_("The units' rate, %(period)s, by size, and how far chance alone reaches")
        % {"period": words.period(year)},
        narrow="funnel-part",
    )
    st.caption(told)
    _explain(session, key="funnel-what")


def _funnel(session: Session, year: Period, units: list[str]) -> tuple[str, Table, str] | None:
    """The funnel (as JSON), its table and what it says; None where there is nothing to compare."""
    found: Standings = session.find(standings, year)
    rows = found.rows[one_of(found.rows["unit_id"], units)].reset_index(drop=True)
    dots = rows[rows["rate"].notna()]
    if len(dots) < 2 or is_missing(found.dispersion):
        return None
    lines = limits(found, float(dots["tau2"].max()), float(dots["fte"].max()))
    drawn = as_json(funnel(rows, lines, found.mean, session.words))
    return drawn, _table(session, rows.to_dict("records")), _told(session, rows)


def _told(session: Session, rows: Any) -> str:
    """How many stand out, and how much chance does."""
    _ = session.translate
    out = int((rows["verdict"] == "stands_out").sum())
    judged = int((rows["verdict"] != "too_little").sum())
    if not judged:
        return _("None of these units is large enough to say anything.")
    if not out:
        return _("No unit stands out: the differences are within normal variation.")
    told = _("%(out)s of %(units)s units that are large enough stand out.") % {
        "out": out,
        "units": judged,
    }
    by_spells = int(((rows["verdict"] == "stands_out") & (rows["because"] == "spells")).sum())
    if not by_spells:
        return told
    return f"{told} " + _(
        "%(count)s of them only by how often people are absent, which the chart does not show."
    ) % {"count": by_spells}


def _table(session: Session, rows: list[dict[str, Any]]) -> Table:
    _, words = session.translate, session.words
    return {
        _("Unit"): [str(row["unit"]) for row in rows],
        _("Full-time people"): [
            number(row["fte"], 1, words.language) if words.has_number(row) else words.rate(row)
            for row in rows
        ],
        _("Rate"): [words.rate(row) for row in rows],
        _("Ordinary for the size"): [between(row["low"], row["high"], words) for row in rows],
        _("Verdict"): [short(row, words) for row in rows],
    }


def _explain(session: Session, *, key: str) -> None:
    _ = session.translate
    explain(
        session,
        [],
        Definition.COMPARABLE,
        key=key,
        more=_(
            "A few long absences of few people make most of the days, so small units swing by "
            "chance. The band says how far, reckoned by person and adjusted for age and sex where "
            "they are known. A unit stands out only when chance is a poor explanation with all "
            "the units looked at; of those said to stand out, one in twenty may still be chance. "
            "Both the days and the number of absences are looked at."
        ),
    )
