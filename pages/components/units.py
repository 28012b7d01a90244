"""The parts of the units page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from analytics import queries
from analytics.access import Role
from analytics.domain.absence import Definition, DurationLens
from analytics.domain.period import Period
from analytics.figures import split
from analytics.figures.spark import spark
from analytics.figures.wording import Words
from analytics.i18n import N_
from analytics.queries import By, Selection
from pages.components import view as views
from pages.components.card import card
from pages.components.chart import chart_or_table, plain
from pages.components.explain import Made, explain
from pages.components.session import Session
from pages.components.trend import nothing_to_draw
from pages.components.view import View

DEFINITIONS = {Definition.COMPARABLE: N_("Comparable"), Definition.INTERNAL: N_("Internal")}
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


def filters(session: Session, view: View, reach: Period) -> None:
    """First and last month, and the definition; each change goes to the address."""
    _, words = session.translate, session.words
    months = [str(month) for month in reversed(reach.months)]
    st.session_state["from"] = str(view.period.start)
    st.session_state["to"] = str(view.period.end)
    st.session_state["definition"] = view.definition
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        for key, label in (("from", _("From month")), ("to", _("To month"))):
            st.selectbox(
                label,
                months,
                format_func=words.month,
                filter_mode=None,
                key=key,
                on_change=_months_chosen,
                width=190,
            )
        st.segmented_control(
            _("Definition"),
            list(DEFINITIONS),
            format_func=lambda choice: _(DEFINITIONS[choice]),
            required=True,
            key="definition",
            on_change=_definition_chosen,
        )


def _months_chosen() -> None:
    start, end = sorted([st.session_state["from"], st.session_state["to"]])
    views.write(fra=start, til=end)


def _definition_chosen() -> None:
    internal = st.session_state["definition"] is Definition.INTERNAL
    views.write(**{views.DEFINITION: views.INTERNAL if internal else None})


def _go(unit: str) -> None:
    views.write(enhet=unit)


def breadcrumbs(session: Session, view: View, tree: Any) -> None:
    """The way down from the top to the unit shown; each step leads back up."""
    _ = session.translate
    names = dict(zip(tree["unit_id"], tree["name"], strict=True))
    steps = [unit for unit in names if view.unit == unit or view.unit.startswith(f"{unit}/")]
    if not views.top(tree):
        steps.insert(0, "")
    if len(steps) < 2:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="path"):
        for step in steps[:-1]:
            st.button(
                plain(names.get(step, _("All units"))),
                type="tertiary",
                on_click=views.forget if not step else _go,
                args=() if not step else (step,),
                key=f"up-{step}",
            )
            st.markdown("›", width="content")
        st.markdown(plain(names[steps[-1]]), width="content")


def headline(session: Session, view: View) -> None:
    """The unit's name, rate and size for the period."""
    _, words = session.translate, session.words
    row = _selection_total(session, view)
    name = row["unit"] if isinstance(row["unit"], str) else _("All units")
    st.header(plain(name), anchor=False)
    with st.grid(3, min_column_width=200, gap="medium", key="unit-headline"):
        about = f"{words.period(view.period)} · {_(DEFINITIONS[view.definition]).lower()}"
        card(_("Sickness absence"), words.rate(row), about)
        card(_("People"), words.persons(row, exact=_exact(session)))
        card(_("Lost days"), words.days(row, "lost_days"))
    made = [Made(name, words.period(view.period), row)]
    explain(session, made, view.definition, key="unit-what")


def _selection_total(session: Session, view: View) -> Mapping[Any, Any]:
    selection = Selection(view.period, view.unit, view.definition)
    row: Mapping[Any, Any] = session.ask(queries.rates, selection, By.TOTAL).iloc[0].to_dict()
    return row


def _exact(session: Session) -> bool:
    return session.reader.role is Role.HR


def below(session: Session, view: View, reach: Period, tree: Any) -> None:
    """The units right below, in the order of the tree: name, small trend, rate and people."""
    _ = session.translate
    parent = (
        tree["parent_id"].isin([view.unit])
        if view.unit
        else ~tree["parent_id"].isin(set(tree["unit_id"]))
    )
    children = tree[parent]["unit_id"].tolist()
    if not children:
        return
    st.subheader(_("Units below"), anchor=False)
    rates = session.ask(queries.rates, Selection(view.period, view.unit, view.definition), By.UNIT)
    rows = {row["unit_id"]: row for row in rates.to_dict("records")}
    trends = {child: _trend(session, view, reach, child) for child in children}
    ceiling = max((v for values in trends.values() for v in values if v == v), default=0.0)
    with st.container(gap="xxsmall", key="below"):
        for n, child in enumerate(children):
            _child(session, rows[child], trends[child], ceiling, n)
    st.caption(
        _("The small lines show the months to %(month)s, all on one scale from zero.")
        % {"month": session.words.month(reach.end)}
    )


def _trend(session: Session, view: View, reach: Period, unit: str) -> list[float]:
    months = Period(max(reach.start, reach.end.plus(-23)), reach.end)
    selection = Selection(months, unit, view.definition)
    values: list[float] = session.ask(queries.rates, selection, By.MONTH)["rate"].tolist()
    return values


def _child(
    session: Session, row: Mapping[Any, Any], values: list[float], ceiling: float, n: int
) -> None:
    _, words = session.translate, session.words
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
        key=f"child-{n}",
    ):
        st.button(
            plain(row["unit"]),
            type="tertiary",
            icon=":material/chevron_right:",
            key=f"down-{row['unit_id']}",
            on_click=_go,
            args=(row["unit_id"],),
        )
        st.html(_figures(words, row, values, ceiling, exact=_exact(session)), width=212)


def _figures(
    words: Words, row: Mapping[Any, Any], values: list[float], ceiling: float, *, exact: bool
) -> str:
    """One child's trend, rate and head count as a line of HTML (all of it ours but numbers)."""
    people = words.translate(N_("%(count)s people")) % {"count": words.persons(row, exact=exact)}
    line = spark(values, ceiling)
    told = people if words.has_number(row) else ""
    return (
        '<div style="display:flex;gap:.75rem;align-items:center;justify-content:flex-end">'
        f'<img src="{line}" width="88" height="24" alt="{escape(words.translate(N_("Trend")))}">'
        '<span style="min-width:6.5rem;text-align:right;font-variant-numeric:tabular-nums">'
        f'<span style="font-weight:600">{escape(words.rate(row))}</span>'
        f'<br><small style="opacity:.75">{escape(told)}</small></span></div>'
    )


def splits(session: Session, view: View) -> None:
    """What the rate is made of: who certified, how long, and for the whole also women and men."""
    _, words = session.translate, session.words
    whole = session.reader.unit == queries.EVERYBODY and view.unit.count("/") == 0
    st.subheader(_("What the rate is made of"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="split-choice"):
        by = st.segmented_control(
            _("Split"),
            [by for by in SPLITS if whole or by is not By.SEX],
            format_func=lambda choice: _(SPLITS[choice]),
            default=By.CERTIFICATION,
            required=True,
            key="split",
        )
        lens = DurationLens.STATUTE
        if by is By.DURATION:
            lens = st.selectbox(
                _("Classes"),
                list(LENSES),
                format_func=lambda choice: _(LENSES[choice]),
                filter_mode=None,
                key="lens",
                width=260,
            )
    selection = Selection(view.period, view.unit, view.definition, lens)
    parts = session.ask(queries.rates, selection, by)
    if parts["rate"].isna().all():
        st.info(_(nothing_to_draw(bool(parts["masked"].any()))))
        return
    names, rows = split.part_names(parts, words), parts.to_dict("records")
    chart_or_table(
        session,
        split.by_part(parts, words),
        {
            _(SPLITS[by]): names,
            _("Rate"): [words.rate(row) for row in rows],
            _("Lost days"): [words.days(row, "lost_days") for row in rows],
            _("Agreed days"): [words.days(row, "agreed_days") for row in rows],
        },
        key="split",
        alt=_("The rate split into parts: %(parts)s") % {"parts": ", ".join(names)},
    )
    made = [
        Made(name, words.period(view.period), row) for name, row in zip(names, rows, strict=True)
    ]
    explain(session, made, view.definition, key="split-what")


def source(session: Session, view: View) -> None:
    """The line at the foot: source and definition."""
    _ = session.translate
    st.caption(
        _("Source: the employer's own absence and employee data, to %(day)s. Definition: %(name)s.")
        % {
            "day": session.words.day(session.dataset.data_through),
            "name": _(DEFINITIONS[view.definition]).lower(),
        }
    )
