"""Setting and ending a target."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from analytics.answers import targets
from analytics.domain.period import Period
from analytics.errors import ReaderError
from analytics.store.targets import UnitTarget
from pages.components.as_text import plain
from pages.components.clock import now
from pages.components.session import Session

SAID = "goal-said"
SET, CHANGE = "goal-set", "goal-change"  # what unfolds


def show(session: Session, unit: str, reach: Period, held: UnitTarget | None) -> None:
    """The form for `unit`, for those who may set its target."""
    _ = session.translate
    if said := st.session_state.pop(SAID, None):
        st.success(said, icon=":material/check_circle:")
    if session.looks_back or not targets.may_set(session.reader, unit):
        return
    name, key = (_("Change the target"), CHANGE) if held else (_("Set a target"), SET)
    form = st.expander(name, icon=":material/flag:", key=key, on_change="rerun")
    if not form.open:  # a browser takes long over five new fields, of one unit after another
        return
    with form:
        _form(session, unit, reach, held)
        if held and st.button(_("End the target"), key="goal-end"):
            targets.end(session.reader, session.store, unit, now())
            st.session_state[SAID] = _("The target is ended. Its history stays.")
            st.rerun()


def _form(session: Session, unit: str, reach: Period, held: UnitTarget | None) -> None:
    _ = session.translate
    with st.form(f"goal-{unit}", border=False):
        rate = st.number_input(
            _("Sickness absence, per cent, at most"),
            min_value=0.0,
            max_value=100.0,
            value=held.rate if held else None,
            step=0.1,
            format="%.1f",
            width=320,
        )
        due = st.date_input(
            _("To be reached by"),
            value=held.due if held else _in_a_year(session.today),
            min_value=min(session.today, held.due) if held else session.today,
            format="DD.MM.YYYY",
            width=320,
        )
        owner = st.text_input(
            _("Who answers for it"),
            value=held.owner if held else "",
            max_chars=targets.LONGEST_OWNER,
            help=_("A role, such as «Head of unit»; never a name."),
            width=320,
        )
        st.caption(
            _(
                "The way begins at the rate of the last 12 months. Everybody who sees the unit "
                "sees its target."
            )
        )
        if st.form_submit_button(_("Keep the target"), type="primary"):
            _keep(session, rate, unit, reach, due, owner)


def _keep(
    session: Session, rate: float | None, unit: str, reach: Period, due: date, owner: str
) -> None:
    _ = session.translate
    if rate is None:
        st.error(_("Write the rate the unit shall come down to."))
        return
    try:
        target = UnitTarget(unit, rate, reach.end, due, owner.strip())
        targets.put(session.reader, session.store, target, now())
    except ReaderError as error:
        st.error(plain(error.text(_)))
        return
    st.session_state[SAID] = _("The target is kept.")
    st.rerun()


def _in_a_year(today: date) -> date:
    return today + timedelta(days=365)
