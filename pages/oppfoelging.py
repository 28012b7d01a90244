"""Following up: what is due, for whom, why, and what was done."""

import streamlit as st

from analytics.access import Role
from analytics.errors import ReaderError
from pages.components import (
    follow_up_counts,
    follow_up_list,
    follow_up_open,
    follow_up_person,
    follow_up_share,
)
from pages.components.as_text import plain
from pages.components.ending import end
from pages.components.next_step import nothing_yet
from pages.components.session import current

session = current(Role.HR, Role.LEADER, Role.CONSULTANT)
_ = session.translate

st.title(_("Follow-up"), anchor=False)
if session.dataset.data_through is None:
    nothing_yet(session, _("There are no absence data to show yet. HR imports them."))
    end()

opening = follow_up_open.current_opening(session)
try:
    if opening and follow_up_open.asked_for():
        follow_up_person.show(session, opening)
        end()
    if session.reader.role is not Role.CONSULTANT:
        follow_up_counts.show(session)
    if opening:
        follow_up_list.show(session, opening)
    else:
        follow_up_open.ask(session)
except ReaderError as error:
    st.error(plain(error.text(_)), icon=":material/lock:")
    st.button(_("Back to the list"), on_click=follow_up_open.close, key="follow-up-close")
follow_up_share.show(session)
