"""How we compare with the country, the sector and the industry, like for like."""

import streamlit as st

from analytics.access import Role
from pages.components import benchmark, benchmark_choice, periods
from pages.components.next_step import nothing_yet
from pages.components.session import current

session = current(Role.HR, Role.LEADER, Role.CONSULTANT, Role.ADMIN)
_ = session.translate

st.title(_("Comparison"), anchor=False)
reach = periods.known(session.dataset)
if reach is None:
    nothing_yet(session, _("There are no absence data to show yet. HR imports them."))
else:
    like = benchmark_choice.choose(session)

held = benchmark.figures(session)
if held is not None:
    snapshot, mark = held
    if reach is not None:
        benchmark.show(session, reach, like, mark)
    benchmark.age(session, snapshot)
