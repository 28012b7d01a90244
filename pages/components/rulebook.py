"""The rulebook: every rule with its number, since when, where it was read, and who says else."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from analytics.i18n import N_
from analytics.rules import rulebook
from pages.components import rule_cards
from pages.components.session import Session

TOPICS = {
    N_("Following up"): (
        "oppfolgingsplan_week4",
        "dialogmote1_week7",
        "aktivitetskrav_week8",
        "aktivitetskrav_stoppunkt",
        "motebehov_week16",
        "motebehov_last_day",
        "dialogmote2_kandidat",
        "dialogmote2_week26",
        "one_year_week52",
        "episode_gap",
        "warning_days",
        "follow_up_ends_after",
    ),
    N_("Employer period and sick pay"): (
        "employer_period_days",
        "employer_period_gap",
        "sick_pay_days",
        "sick_pay_days_from_67",
        "sick_pay_new_right_after",
        "sick_pay_window",
    ),
    N_("Self-certification"): (
        "self_certification_days",
        "self_certification_gap",
        "self_certification_earned_after",
        "self_certification_withdrawal",
        "self_certification_reassess",
        "wider_self_certification_days",
        "wider_self_certification_days_12_months",
    ),
    N_("Expert assistance"): ("expert_assistance_cap", "expert_assistance_refund"),
}
PRESETS = N_("Counts of frequent absence")


def show(session: Session) -> None:
    """The topic the reader chooses, every rule of it with its versions."""
    _ = session.translate
    st.caption(
        _(
            "Every date and number the dashboard uses, with where it was read. It is made from the "
            "same file the reckoning uses. It is no legal advice."
        )
    )
    topic = st.segmented_control(
        _("Topic"),
        [*TOPICS, PRESETS],
        format_func=_,
        default=next(iter(TOPICS)),
        required=True,
        key="rule-topic",
        label_visibility="collapsed",
    )
    if topic == PRESETS:
        st.markdown(
            _(
                "These counts are others' practice. None of them is a condition for expert "
                "assistance, and none says anything about a person."
            )
        )
    st.html(session.made(_told, str(topic)))


def _told(session: Session, topic: str) -> str:
    """Every rule of the topic, or the counts of frequent absence, as HTML."""
    if topic == PRESETS:
        return rule_cards.cards(
            rule_cards.preset(session, name, preset.reference, preset.source)
            for name, preset in rulebook.preset_rows()
        )
    of_rule = {
        rule: list(found) for rule, found in groupby(rulebook.rows(session.today), lambda r: r.rule)
    }
    return rule_cards.cards(rule_cards.rule(session, of_rule[rule]) for rule in TOPICS[topic])
