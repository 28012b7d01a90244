"""How much is due, in numbers: before anybody is shown."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from analytics import queries
from analytics.access import Role
from analytics.answers.follow_up_open import Noted, noted, standing
from analytics.i18n import N_
from analytics.rules.deadline import Status
from pages.components.card import Card, cards
from pages.components.follow_up_open import unit_names
from pages.components.listing import show_in_turns
from pages.components.session import Session

COLUMNS = {
    Status.OVERDUE: N_("Date passed"),
    Status.DUE: N_("Within a week"),
    Status.UPCOMING: N_("Later"),
    Status.DONE: N_("Done"),
}


def whole(session: Session) -> dict[Status, int]:
    """The employer's duties among the reader's own people by how they stand; {} where nobody is
    followed up."""
    found: dict[Status, int] = session.made(_whole, noted(session.store))
    return found


def _counts(session: Session, written: Noted) -> dict[str, Counter[Status]]:
    """The same by unit."""
    found: dict[str, Counter[Status]] = session.find(standing, session.today, written)
    return found


def _whole(session: Session, written: Noted) -> dict[Status, int]:
    units = _counts(session, written).values()
    return {status: sum(unit[status] for unit in units) for status in COLUMNS} if units else {}


def show(session: Session) -> None:
    """The plans and first meetings of the reader's own people, and for HR by unit."""
    _, words = session.translate, session.words
    written = noted(session.store)
    found: dict[Status, int] = session.made(_whole, written)
    if not found:
        _nobody(session)
        return
    st.caption(_("Follow-up plans and first dialogue meetings, which are yours to see to."))
    told = [Card(_(name), words.count(found[status])) for status, name in COLUMNS.items()]
    cards(told, least=130, pairs=True)
    if written == (0, 0):
        st.caption(
            _(
                "Nothing has been written down here yet. What has passed its date may well have "
                "been done: write it down, and it is counted as done."
            )
        )
    if session.reader.role is Role.HR:
        _by_unit(session, written)


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


def _by_unit(session: Session, written: Noted) -> None:
    """The same by unit: whose leaders may need a hand; nothing for a single unit."""
    _ = session.translate
    table = session.made(_unit_table, written)
    if table is None:
        return
    with st.expander(_("By unit"), icon=":material/account_tree:", key="follow-up-by-unit"):
        st.caption(_("What waits, unit by unit, so that you see which leaders may need a hand."))
        show_in_turns(session, table, key="waiting", alt=_("What waits, by unit"))


def _unit_table(session: Session, written: Noted) -> dict[str, list[str]] | None:
    """In the order of the tree, not of need."""
    _, words, found = session.translate, session.words, _counts(session, written)
    if len(found) < 2:
        return None
    names = unit_names(session)
    order = [unit for unit in names if unit in found]
    rest = [unit for unit in found if unit not in names]
    names |= dict.fromkeys(rest, _("Unknown unit")) | {queries.EVERYBODY: _("Unknown unit")}
    columns = {
        _(name): [words.count(found[unit][status]) for unit in [*order, *rest]]
        for status, name in COLUMNS.items()
        if status is not Status.UPCOMING  # a phone has room for what waits and what is done
    }
    return {_("Unit"): [names[unit] for unit in [*order, *rest]]} | columns
