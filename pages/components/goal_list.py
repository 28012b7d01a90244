"""All targets the reader sees, and what has been set for one unit."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.answers import targets
from analytics.answers.targets import stand
from analytics.domain.period import Period
from pages.components.chart import plain
from pages.components.clock import now
from pages.components.goals import standing
from pages.components.session import Session
from pages.components.target_text import due_text
from pages.components.view import go


def everything(session: Session, reach: Period, tree: Any) -> None:
    """All targets the reader sees, in the order of the tree."""
    _, words = session.translate, session.words
    held = targets.current(session.reader, session.store)
    order = [unit for unit in ["", *tree["unit_id"]] if unit in held]
    if not held:
        return
    st.header(_("All targets"), anchor=False)
    names = {"": _("All units")} | dict(zip(tree["unit_id"], tree["name"], strict=True))
    for unit in order:
        found = session.find(stand, held[unit], reach.end, session.today)
        with st.container(border=True, gap="xxsmall", key=f"goal-of-{unit}"):
            st.button(
                plain(names[unit]),
                type="tertiary",
                icon=":material/chevron_right:",
                key=f"to-{unit}",
                on_click=go,
                args=(unit,),
            )
            here = f"{_('Last 12 months')}: {words.rate(found.now)}"
            way_there = (
                f"{_('Target')}: {words.percent(held[unit].rate)} {due_text(session, held[unit])}"
            )
            st.markdown(plain(f"{here}. {way_there}."))
            st.caption(_(standing(found)))
    _gone(session, [unit for unit in held if unit not in names])


def _gone(session: Session, units: list[str]) -> None:
    """Targets of units that the data no longer have; HR may end them."""
    _ = session.translate
    for unit in units:
        st.caption(
            _("«%(unit)s» has a target, but is not in the data any more.") % {"unit": plain(unit)}
        )
        may = targets.may_set(session.reader, unit) and not session.looks_back
        if may and st.button(_("End the target"), key=f"end-{unit}"):
            targets.end(session.reader, session.store, unit, now())
            st.rerun()


def history(session: Session, unit: str) -> None:
    """What has been set for the unit, newest first; nothing of it is ever changed."""
    _, words = session.translate, session.words
    kept = targets.history(session.reader, session.store)
    entries = [entry for entry in reversed(kept) if entry.unit_id == unit]
    if not entries:
        return
    with st.expander(_("What has been set"), icon=":material/history:", key="goal-history"):
        for entry in entries:
            said = _("The target was ended.")
            if entry.target is not None:
                said = f"{words.percent(entry.target.rate)} {due_text(session, entry.target)}"
            st.caption(plain(f"{words.day(entry.made_at)}: {said}"))
