"""Everything that is kept about the employee who reads; HR opens the same for a purpose."""

import streamlit as st

from analytics.access import Role
from pages.components import own_cases, own_door, own_looks, own_record, own_rules
from pages.components.session import current

session = current(Role.EMPLOYEE, Role.HR)
_ = session.translate

st.title(_("What is kept about you"), anchor=False)
sheet = own_door.opened(session)
if sheet:
    own_record.lead(session, sheet)
    own_record.take(session, sheet)
    own_looks.show(session, sheet)
    own_rules.show(session, sheet)
    own_cases.show(session, sheet)
    own_record.rows(session, sheet)
    own_record.rights(session)
