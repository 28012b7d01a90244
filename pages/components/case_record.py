"""Recording one thing in a case: what it is, its day, and what is asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from analytics import persons
from analytics.cases import events as e
from analytics.cases import keeping
from analytics.cases.case import Case
from analytics.errors import ReaderError
from pages.components import case_door
from pages.components.as_text import plain
from pages.components.case_forms import Ask, Form, Look, fitting
from pages.components.clock import now
from pages.components.session import Session


def show(session: Session, case: Case, forms: tuple[Form, ...], key: str) -> None:
    """The choice of what to record, and its form; nothing where nothing fits. `key` names the
    place on the page."""
    _ = session.translate
    choices = fitting(case, forms)
    if not choices or session.looks_back:
        return
    chosen = st.selectbox(
        _("What do you want to record?"),
        range(len(choices)),
        format_func=lambda n: _(choices[n].title),
        index=0 if len(choices) == 1 else None,
        placeholder=_("Choose"),
        key=f"{key}-what-{len(case.events)}",
        filter_mode=None,
    )
    if chosen is not None:
        _form(session, case, choices[chosen], f"{key}-{choices[chosen].kind.__name__}")


def _form(session: Session, case: Case, form: Form, key: str) -> None:
    _ = session.translate
    # A number in the keys: what was kept leaves empty fields behind, what was refused stays.
    key = f"{key}-{len(case.events)}"
    with st.form(key, border=True):
        if form.advice:
            st.caption(_(form.advice))
        day = st.date_input(
            _(form.day),
            value=session.today,
            max_value=session.today,
            format="DD.MM.YYYY",
            key=f"{key}-day",
            width=320,
        )
        answers = {one.name: _answer(session, case, one, f"{key}-{one.name}") for one in form.asks}
        if st.form_submit_button(_("Keep"), type="primary"):
            _keep(session, case, form, day, answers)


def _answer(session: Session, case: Case, one: Ask, key: str) -> Any:
    """What the reader gives for one question."""
    _ = session.translate
    label, about = _(one.label), _(one.help) if one.help else None
    match one.look:
        case Look.LINE:
            return st.text_input(label, key=key, help=about, width=420).strip()
        case Look.TEXT:
            return st.text_area(label, key=key, help=about, height=100).strip()
        case Look.TICK:
            return st.checkbox(label, key=key)
        case Look.KRONER:
            return (
                st.number_input(label, min_value=0, step=100, value=None, key=key, width=320) or 0
            )
        case Look.DAY:
            return st.date_input(
                label, value=None, format="DD.MM.YYYY", key=key, help=about, width=320
            )
        case _:
            return _choice(session, case, one, key)


def _choice(session: Session, case: Case, one: Ask, key: str) -> Any:
    _ = session.translate
    names = _measures(case) if one.look is Look.MEASURE else one.options or {}
    return st.selectbox(
        _(one.label),
        list(names),
        index=None if len(names) > 1 else 0,
        format_func=lambda option: _(names[option]),
        placeholder=_("Choose"),
        key=key,
        filter_mode=None,
        width=420,
    )


def _measures(case: Case) -> dict[int, str]:
    started: Sequence[e.Event] = case.of(e.MeasureStarted)
    return {n: f"{n}. {getattr(event, 'what', '')}" for n, event in enumerate(started, 1)}


def _keep(session: Session, case: Case, form: Form, day: date, answers: dict[str, Any]) -> None:
    _ = session.translate
    optional = {one.name for one in form.asks if one.look is Look.DAY}
    if any(value is None for name, value in answers.items() if name not in optional):
        st.error(_("Something is not filled in. Fill in every field; nothing was saved."))
        return
    event = form.kind(day=day, by=persons.subject(session.reader), **answers)
    try:
        keeping.record(session.reader, session.store, case.case_id, event, now())
    except ReaderError as error:
        st.error(plain(error.text(_)))
        return
    case_door.recorded(_("Recorded: %(what)s.") % {"what": _(form.title)})
