"""The page in Streamlit with what the dashboard adds: memory settled, the figure remembered."""

import gc
import json
import sys

import streamlit as st

from benchmarks.peers import work


@st.cache_resource
def settle(modules: int) -> None:
    gc.collect()
    gc.freeze()


@st.cache_data
def draw(figure: str) -> None:
    st.plotly_chart(json.loads(figure), key="chart")


settle(len(sys.modules))
told, figure = work.shown(st.radio("Unit", work.options()))
st.markdown(told)
draw(json.dumps(figure))
