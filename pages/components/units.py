"""The parts of the units page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import streamlit as st

from analytics import queries
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.figures.wording import Words
from analytics.i18n import N_
from analytics.queries import By, Selection
from pages.components import published_periods, topics
from pages.components import view as views
from pages.components.card import Card, cards
from pages.components.chart import plain
from pages.components.explain import Made, explain
from pages.components.following import follow
from pages.components.session import Session
from pages.components.view import View

DEFINITIONS = {Definition.COMPARABLE: N_("Comparable"), Definition.INTERNAL: N_("Internal")}


def filters(session: Session, view: View, reach: Period) -> None:
    """The period and the definition; each change goes to the address. Readers without person
    access choose among the periods that are published."""
    _ = session.translate
    follow("definition", view.definition)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        if session.reader.sees_persons:
            _months(session, view, reach)
        else:
            published_periods.choose(session, view.period, reach)
        st.segmented_control(
            _("Definition"),
            list(DEFINITIONS),
            format_func=lambda choice: _(DEFINITIONS[choice]),
            required=True,
            key="definition",
            on_change=_definition_chosen,
        )


def _months(session: Session, view: View, reach: Period) -> None:
    _, names = session.translate, _month_names(session.reader.language, reach)
    follow("from", str(view.period.start))
    follow("to", str(view.period.end))
    for key, label in (("from", _("From month")), ("to", _("To month"))):
        st.selectbox(
            label,
            list(names),
            format_func=lambda month: names.get(month, month),
            filter_mode=None,
            key=key,
            on_change=_months_chosen,
            width=190,
        )


@lru_cache(maxsize=8)  # asked at every click, by everybody
def _month_names(language: str, reach: Period) -> dict[str, str]:
    """The months of `reach` as the address and as the reader has them, newest first."""
    return {str(month): Words(language).month(month) for month in reversed(reach.months)}


def _months_chosen() -> None:
    start, end = sorted([st.session_state["from"], st.session_state["to"]])
    views.write(fra=start, til=end)


def _definition_chosen() -> None:
    internal = st.session_state["definition"] is Definition.INTERNAL
    views.write(**{views.DEFINITION: views.INTERNAL if internal else None})


def breadcrumbs(session: Session, view: View, tree: Any) -> None:
    """The way down from the top to the unit shown; each step leads back up."""
    _ = session.translate
    names = dict(zip(tree["unit_id"].tolist(), tree["name"].tolist(), strict=True))
    parts = view.unit.split("/")
    above = ("/".join(parts[: count + 1]) for count in range(len(parts)))
    steps = [unit for unit in above if unit in names]
    if not views.top(tree):
        steps.insert(0, "")
    if len(steps) < 2:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="path"):
        for step in steps[:-1]:
            st.button(
                plain(names.get(step, _("All units"))),
                type="tertiary",
                on_click=views.forget if not step else views.go,
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
    about = f"{words.period(view.period)} · {_(DEFINITIONS[view.definition]).lower()}"
    people = words.persons(row, exact=session.sees_exact)
    cards(
        [
            Card(_("Sickness absence"), words.rate(row), about),
            Card(_("People"), people),
            Card(_("Lost days"), words.days(row, "lost_days")),
        ],
        pairs=True,
    )
    made = [Made(name, words.period(view.period), row)]
    with st.container(horizontal=True, key="unit-help"):
        explain(session, made, view.definition, key="unit-what")
        topics.door(session, _("Words on this page"), topics.FIGURES, key="unit-words")


def _selection_total(session: Session, view: View) -> Mapping[Any, Any]:
    selection = Selection(view.period, view.unit, view.definition)
    row: Mapping[Any, Any] = session.made(_total, selection)
    return row


def _total(session: Session, selection: Selection) -> Mapping[Any, Any]:
    row: Mapping[Any, Any] = session.ask(queries.rates, selection, By.TOTAL).iloc[0].to_dict()
    return row


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
