"""How near a case is to an expert: the rungs, and each condition with what is known and missing."""

from __future__ import annotations

import streamlit as st

from analytics.cases.condition import NAMES, WHO, Condition
from analytics.cases.readiness import STEPS, Readiness
from analytics.cases.step import Step
from analytics.rules.assessment import Outcome
from pages.components.chart import plain
from pages.components.session import Session

BEFORE = (Step.TALK_FIRST, Step.AGREED, Step.DISCUSSED, Step.EXPERT_CHOSEN, Step.READY)
AFTER = (Step.SENT, Step.GRANTED, Step.UNDER_WAY, Step.CARRIED_OUT, Step.REFUNDED)
ICONS = {
    Outcome.MET: ":material/check_circle:",
    Outcome.NOT_MET: ":material/do_not_disturb_on:",
    Outcome.UNDETERMINED: ":material/help:",
}


def ladder(session: Session, stand: Readiness) -> None:
    """The rungs of the way that the case is on, with the one it stands on."""
    _ = session.translate
    rungs = BEFORE if stand.step in BEFORE else AFTER
    if stand.step not in rungs:
        rungs = (stand.step,)
    here = rungs.index(stand.step)
    with st.container(border=True, gap="xxsmall", key="ladder"):
        for n, rung in enumerate(rungs):
            icon = _rung_icon(n, here)
            name = _(STEPS[rung])
            st.markdown(f"{icon} " + (f"**{name}** – {_('here now')}" if n == here else name))
    st.markdown(f"**{_('Next')}:** {_(stand.next)}")
    st.caption(_("NAV decides, and no source gives a number for how much absence there must be."))


def conditions(session: Session, stand: Readiness) -> None:
    """Every condition: met, not met or not known yet; who must say yes; where it is written."""
    _ = session.translate
    names = {
        Outcome.MET: _("in place"),
        Outcome.NOT_MET: _("not in place"),
        Outcome.UNDETERMINED: _("missing"),
    }
    for one in stand.conditions:
        title = f"{_(NAMES[one.key])} – {names[one.outcome]}"
        with st.expander(title, icon=ICONS[one.outcome], key=f"condition-{one.key}"):
            _condition(session, one)


def _condition(session: Session, one: Condition) -> None:
    _, words = session.translate, session.words
    for line in one.known:
        st.markdown(plain(line.text(_)))
    for line in one.missing:
        st.markdown(f":material/arrow_forward: {plain(line.text(_))}")
    ground = one.ground
    st.caption(_("Who must say yes or supply it: %(who)s.") % {"who": _(WHO[one.who])})
    st.caption(
        plain(
            _("Written in: %(reference)s. Read %(day)s.")
            % {"reference": ground.reference, "day": words.day(ground.checked_on)}
        )
        + f" [{_('The source')}]({ground.source})"
    )
    if ground.other:
        st.caption(plain(_("Another source: %(source)s.") % {"source": ground.other}))


def _rung_icon(number: int, here: int) -> str:
    if number == here:
        return ":material/radio_button_checked:"
    return ":material/check:" if number < here else ":material/radio_button_unchecked:"
