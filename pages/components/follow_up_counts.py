"""How much is due, in numbers: before anybody is shown."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from analytics import queries
from analytics.access import Role
from analytics.answers.follow_up_open import noted, standing
from analytics.i18n import N_
from analytics.rules.deadline import Status
from pages.components.card import card
from pages.components.chart import show_table
from pages.components.follow_up_open import unit_names
from pages.components.session import Session

COLUMNS = {
    Status.OVERDUE: N_("Date passed"),
    Status.DUE: N_("Within a week"),
    Status.UPCOMING: N_("Later"),
    Status.DONE: N_("Done"),
}


def counts(session: Session) -> dict[str, Counter[Status]]:
    """The employer's duties among the reader's own people, by unit and how they stand."""
    found: dict[str, Counter[Status]] = session.find(standing, session.today, noted(session.store))
    return found


def show(session: Session) -> None:
    """The plans and first meetings of the reader's own people, and for HR by unit."""
    _, words = session.translate, session.words
    found = counts(session)
    whole = sum(found.values(), Counter[Status]())
    if not found:
        _nobody(session)
        return
    st.caption(_("Follow-up plans and first dialogue meetings, which are yours to see to."))
    with st.grid(4, min_column_width=130, gap="small", key="follow-up-counts"):
        for status, name in COLUMNS.items():
            card(_(name), words.count(whole[status]))
    if noted(session.store) == (0, 0):
        st.caption(
            _(
                "Nothing has been written down here yet. What has passed its date may well have "
                "been done: write it down, and it is counted as done."
            )
        )
    if session.reader.role is Role.HR and len(found) > 1:
        _by_unit(session, found)


def _nobody(session: Session) -> None:
    """Why there is nothing to follow up."""
    _ = session.translate
    st.markdown(":material/check_circle: " + _("Nobody has a plan or meeting ahead right now."))
    if session.reader.leads:
        st.caption(
            _(
                "You follow up those who work in the very unit you lead. Units below have leaders "
                "of their own."
            )
        )


def _by_unit(session: Session, found: dict[str, Counter[Status]]) -> None:
    """The same by unit: whose leaders may need a hand. In the order of the tree, not of need."""
    _, words = session.translate, session.words
    names = unit_names(session)
    order = [unit for unit in names if unit in found]
    rest = [unit for unit in found if unit not in names]
    names |= dict.fromkeys(rest, _("Unknown unit")) | {queries.EVERYBODY: _("Unknown unit")}
    with st.expander(_("By unit"), icon=":material/account_tree:", key="follow-up-by-unit"):
        st.caption(_("What waits, unit by unit, so that you see which leaders may need a hand."))
        columns = {
            _(name): [words.count(found[unit][status]) for unit in [*order, *rest]]
            for status, name in COLUMNS.items()
            if status is not Status.UPCOMING  # a phone has room for what waits and what is done
        }
        names_shown = [names[unit] for unit in [*order, *rest]]
        show_table({_("Unit"): names_shown} | columns, alt=_("What waits, by unit"))
