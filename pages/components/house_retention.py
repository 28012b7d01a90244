"""How long data are kept."""

from __future__ import annotations

import streamlit as st

from analytics.access import Role
from analytics.answers import house
from analytics.errors import ReaderError
from analytics.i18n import N_
from analytics.store.retention import Periods
from pages.components.as_text import plain
from pages.components.clock import now
from pages.components.session import Session

SAID = "retention-said"
KINDS = {
    "analytics": N_("Absence, employments and rosters"),
    "history": N_("Corrected rows and faults in files"),
    "closed_cases": N_("Closed cases"),
    "purposes": N_("Why somebody was looked at"),
    "sign_ins": N_("Sign-ins, and accounts never let in"),
    "access": N_("Who had access, after it ended"),
    "audit": N_("The log of who looked at what"),
}


def show(session: Session) -> None:
    """The periods, in months; administrators settle them."""
    _ = session.translate
    st.header(_("How long data are kept"), anchor=False)
    if said := st.session_state.pop(SAID, None):
        st.success(said, icon=":material/check_circle:")
    held = house.periods(session.reader, session.store)
    may_change = session.reader.role is Role.ADMIN
    with st.form("retention", border=False):
        with st.grid(2, min_column_width=260, gap="small", key="retention-periods"):
            months = {
                kind: st.number_input(
                    _("%(kind)s, in months") % {"kind": _(name)},
                    min_value=1,
                    max_value=600,
                    value=getattr(held, kind),
                    step=1,
                    disabled=not may_change,
                    key=f"retention-{kind}",
                )
                for kind, name in KINDS.items()
            }
        st.caption(
            _(
                "What is older is deleted for good when the nightly job runs next. It cannot be "
                "brought back. The log is kept as long as what it tells about, or longer, and "
                "access as long as the log."
            )
        )
        kept = st.form_submit_button(_("Keep the periods"), disabled=not may_change)
    if kept and may_change:
        _keep(session, Periods(**months))


def _keep(session: Session, chosen: Periods) -> None:
    _ = session.translate
    try:
        house.keep_periods(session.reader, session.store, chosen, now())
    except ReaderError as error:
        st.error(plain(error.text(_)))
        return
    st.session_state[SAID] = _("The periods are kept.")
    st.rerun()
