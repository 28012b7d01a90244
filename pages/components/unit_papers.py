"""The parts of the reports page about one unit: the leader's month, and a picture for a slide."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from analytics.answers.unit_year import UnitYear, unit_year
from analytics.documents import board_picture, leader_month
from analytics.documents.register import Origin
from analytics.domain.period import Month, Period
from pages.components import place, reports
from pages.components.chart import plain
from pages.components.findings import findings
from pages.components.redrawn import alone
from pages.components.session import Session

MONTHS = 24  # to choose among, newest first
PNG, SVG = "image/png", "image/svg+xml"


@alone
def show(session: Session, reach: Period) -> None:
    """The unit and the month, and their papers."""
    _ = session.translate
    st.markdown(
        _(
            "One page for the leader: the month beside last year's, twelve months with their "
            "uncertainty, who certified, how long, and what to talk about in the unit. The picture "
            "is for a slide, with the source on it."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="unit-paper-choice"):
        unit = _unit(session)
        month = _month(session, reach)
    made = partial(_facts, session, unit, month, reach)
    _files(session, made, unit)
    if st.toggle(_("Show the picture"), key="board-preview"):
        _preview(session, made(), unit)
    st.caption(
        _(
            "The page and the picture can be handed round: they hold published figures alone. The "
            "text behind the picture says what it shows to those who cannot see it."
        )
    )


def _facts(session: Session, unit: str, month: Month, reach: Period) -> UnitYear:
    like = reports.compared_with(session)
    facts: UnitYear = session.find(unit_year, unit, month, reach, *like)
    return facts


def _files(session: Session, facts: Callable[[], UnitYear], unit: str) -> None:
    _ = session.translate
    with st.container(horizontal=True, key="unit-files"):
        for key, label, stem, write, kind in (
            ("pdf", _("Download the month (PDF)"), _("month-of-unit"), _page, reports.PDF),
            ("png", _("Download the picture (PNG)"), _("picture-for-board"), _drawn("png"), PNG),
            ("svg", _("Download the picture (SVG)"), _("picture-for-board"), _drawn("svg"), SVG),
        ):
            page = kind == reports.PDF
            make = partial(_write, session, write, facts, unit)
            taking = session.taking("leader_month" if page else "board_picture", make)
            reports.download(label, taking, session.file_name(stem, key), f"unit-{key}", kind)


def _drawn(kind: str) -> Callable[..., bytes]:
    return partial(_picture, kind=kind)


def _write(
    session: Session, write: Callable[..., bytes], facts: Callable[[], UnitYear], unit: str
) -> bytes:
    found = facts()
    return write(session, found, _origin(session, found, unit))


def _page(session: Session, facts: UnitYear, origin: Origin) -> bytes:
    return leader_month.pdf(facts, origin, session.words, findings(session))


def _picture(session: Session, facts: UnitYear, origin: Origin, kind: str) -> bytes:
    return board_picture.picture(facts, origin, session.words, "svg" if kind == "svg" else "png")


def _origin(session: Session, facts: UnitYear, unit: str) -> Origin:
    return reports.origin_of(session, facts.year, unit or session.reader.unit)


def _preview(session: Session, facts: UnitYear, unit: str) -> None:
    """The picture as it will be, and the words to put behind it."""
    _ = session.translate
    origin = _origin(session, facts, unit)
    told = board_picture.alternative(facts, origin, session.words)
    st.image(_picture(session, facts, origin, "png"), alt=plain(told))
    st.caption(_("The text behind the picture, to copy into the slide:"))
    st.code(told, language=None, wrap_lines=True)


def _unit(session: Session) -> str:
    """The leader's own unit; for those who see everything the one they choose."""
    if session.reader.leads:
        return session.reader.unit
    _ = session.translate
    names = session.made(place.unit_names)
    unit = st.selectbox(
        _("Unit"),
        list(names),
        format_func=lambda option: names.get(option, option),
        key="paper-unit",
        width=420,
    )
    return str(unit)


def _month(session: Session, reach: Period) -> Month:
    _ = session.translate
    months = {str(month): month for month in reversed(reach.months[-MONTHS:])}
    chosen = st.selectbox(
        _("Month"),
        list(months),
        format_func=lambda key: session.words.month(months[key]),
        filter_mode=None,
        key="paper-month",
        width=260,
    )
    return months[chosen]
