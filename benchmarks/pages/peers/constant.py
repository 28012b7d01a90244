"""A Streamlit page with one chart that never changes: what the framework costs by itself."""

import streamlit as st

FIGURE = {
    "data": [{"type": "scatter", "x": list(range(36)), "y": [n % 7 for n in range(36)]}],
    "layout": {"height": 360, "showlegend": False},
}

st.title("Constant", anchor=False)
which = st.segmented_control(
    "Which", [f"Option {n}" for n in range(6)], default="Option 0", required=True, key="which"
)
st.markdown(f"Chosen: {which}")
st.plotly_chart(FIGURE, key="chart")
