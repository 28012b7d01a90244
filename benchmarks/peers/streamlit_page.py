"""The page in Streamlit, as its manual writes it."""

import streamlit as st

from benchmarks.peers import work

option = st.radio("Unit", work.options())
told, figure = work.shown(option)
st.markdown(told)
st.plotly_chart(figure, key="chart")
