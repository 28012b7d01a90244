"""A Streamlit page with one chart that never changes: what the framework costs by itself. The
address says how one chooses there, and whether the chart is drawn anew after all: `?by=list`,
`?by=switch`, `?anew=1`."""

import streamlit as st

FIGURE = {
    "data": [{"type": "scatter", "x": list(range(36)), "y": [n % 7 for n in range(36)]}],
    "layout": {"height": 360, "showlegend": False},
}
OPTIONS = [f"Option {n}" for n in range(6)]

st.title("Constant", anchor=False)
by = st.query_params.get("by")
if by == "list":
    which = st.selectbox("Which", OPTIONS, filter_mode=None, key="which")
elif by == "switch":
    which = OPTIONS[st.toggle("Which", key="which")]
else:
    which = st.segmented_control("Which", OPTIONS, default=OPTIONS[0], required=True, key="which")
st.markdown(f"Chosen: {which}")
if st.query_params.get("anew"):
    FIGURE["data"][0]["y"] = [(n + OPTIONS.index(which)) % 7 for n in range(36)]
st.plotly_chart(FIGURE, key="chart")
