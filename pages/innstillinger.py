"""The house's settings: who has access, what is kept and was deleted, who looked, the store."""

import streamlit as st

from analytics.access import Role
from pages.components import (
    house_access,
    house_condition,
    house_deleted,
    house_log,
    house_retention,
)
from pages.components.session import current

session = current(Role.ADMIN, Role.HR)
_ = session.translate

st.title(_("Settings"), anchor=False)
if session.reader.role is Role.HR:
    st.caption(_("You read here. Changes are made by an administrator."))
house_access.show(session)
house_retention.show(session)
house_deleted.show(session)
house_log.show(session)
house_condition.show(session)
