"""What a unit's rate is made of, by one split at a time."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics import queries
from analytics.disclosure.spans import splittable
from analytics.domain.absence import DurationLens
from analytics.figures import split
from analytics.figures.split import Bar
from analytics.figures.wording import Row
from analytics.i18n import N_
from analytics.queries import By, Selection
from pages.components.chart import drawn_or_table
from pages.components.explain import Made, explain, nothing_to_draw
from pages.components.session import Session
from pages.components.view import View

LENSES = {
    DurationLens.STATUTE: N_("By the employer's register"),
    DurationLens.NAV: N_("By NAV's classes"),
    DurationLens.EMPLOYER_PERIOD: N_("By the employer period"),
}
SPLITS = {
    By.CERTIFICATION: N_("Certified by"),
    By.DURATION: N_("Duration"),
    By.SEX: N_("Sex"),
}


def show(session: Session, view: View) -> None:
    """What the rate is made of: who certified, how long, and for the whole also women and men."""
    _, words = session.translate, session.words
    st.header(_("What the rate is made of"), anchor=False)
    if not session.reader.sees_persons and not splittable(view.period):
        st.info(_("The split is shown for a quarter or longer: choose a longer period above."))
        return
    by, lens = _choose(session, view)
    drawn = session.made(_parts, Selection(view.period, view.unit, view.definition, lens), by)
    if isinstance(drawn, str):
        st.info(drawn)
        return
    bars, rows = drawn
    names = [bar.name for bar in bars]
    alt = _("The rate split into parts: %(parts)s") % {"parts": ", ".join(names)}
    drawn_or_table(
        session,
        lambda: st.html(_bars(bars, alt)),
        {
            _(SPLITS[by]): names,
            _("Rate"): [words.rate(row) for row in rows],
            _("Lost days"): [words.days(row, "lost_days") for row in rows],
            _("Agreed days"): [words.days(row, "agreed_days") for row in rows],
        },
        key="split",
        alt=alt,
    )
    made = [
        Made(name, words.period(view.period), row) for name, row in zip(names, rows, strict=True)
    ]
    explain(session, made, view.definition, key="split-what")


def _bars(bars: list[Bar], alt: str) -> str:
    """The bars as HTML, for which the browser takes a thirtieth of the time of a chart."""
    lines = "".join(
        f"<dt>{escape(name)}</dt><dd>{_bar(length)}{escape(text)}</dd>"
        for name, length, text in bars
    )
    return f'<figure aria-label="{escape(alt)}"><dl class="bars">{lines}</dl></figure>'


def _bar(length: float | None) -> str:
    return "" if length is None else f'<i style="--length:{length:.4f}"></i>'


def _parts(session: Session, selection: Selection, by: By) -> tuple[list[Bar], list[Row]] | str:
    """The parts as bars and as rows; or why there are none."""
    parts = session.ask(queries.rates, selection, by)
    if parts["rate"].isna().all():
        return nothing_to_draw(session, parts)
    return split.by_part(parts, session.words), parts.to_dict("records")


def _choose(session: Session, view: View) -> tuple[By, DurationLens]:
    _ = session.translate
    # Women and men split persons, not days: only for the whole, and only for those who see it.
    whole = session.reader.sees_persons and "/" not in view.unit
    with st.container(horizontal=True, vertical_alignment="bottom", key="split-choice"):
        by = st.segmented_control(
            _("Split"),
            [by for by in SPLITS if whole or by is not By.SEX],
            format_func=lambda choice: _(SPLITS[choice]),
            default=By.CERTIFICATION,
            required=True,
            key="split" if whole else "split-inner",
        )
        if by is not By.DURATION:
            return by, DurationLens.STATUTE
        lens = st.selectbox(
            _("Classes"),
            list(LENSES),
            format_func=lambda choice: _(LENSES[choice]),
            filter_mode=None,
            key="lens",
            width=260,
        )
    return by, lens
