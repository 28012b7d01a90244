"""Every rule the dashboard uses: its number, its source, and where sources differ."""

import streamlit as st

from analytics.access import Role
from pages.components import rulebook
from pages.components.session import current

session = current(*Role)
_ = session.translate

st.title(_("Rulebook"), anchor=False)
rulebook.show(session)
