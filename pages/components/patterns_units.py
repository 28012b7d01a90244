"""First the unit: does its absence hang together, before anybody is looked at one by one?"""

from __future__ import annotations

import streamlit as st

from analytics.answers import patterns
from analytics.answers.patterns import Finding, Known
from pages.components import finding_card, finding_life
from pages.components.chart import plain
from pages.components.clock import now
from pages.components.session import Session


def show(session: Session, found: Known, *, possible: bool) -> None:
    """Findings about units. Single days stand on them only once a reason is given: a day of
    absence in a unit is somebody's."""
    _ = session.translate
    st.header(_("Does absence in a unit hang together?"), anchor=False)
    st.markdown(
        _(
            "When several in a unit are away more than usual, look at the working environment "
            "before you look at anybody: staffing, roster, leadership, illness going around."
        )
    )
    told = patterns.about_units(session.reader, session.store, found, possible=possible)
    if not told:
        tested = found.judgement.tested.get("unit_cluster", 0)
        st.markdown(
            ":material/check_circle: "
            + _("No. %(units)s units were looked at, and none stands out.")
            % {"units": session.words.count(tested)}
        )
    days = patterns.list_purpose(session.reader, session.store, now()) is not None
    for finding in told:
        _card(session, finding, f"finding-of-{finding.unit}", days=days)


def _card(session: Session, finding: Finding, key: str, *, days: bool) -> None:
    _ = session.translate
    with st.container(border=True, gap="xsmall", key=key):
        title = finding_card.told(session, finding.row).title.text(_)
        st.subheader(plain(title), anchor=False)
        st.caption(plain(finding.unit))
        finding_card.badges(session, finding.state, possible=finding.possible)
        finding_card.body(session, finding.row, key=key, days=days)
        finding_life.history(session, finding)
        finding_life.buttons(session, finding, key=key)
