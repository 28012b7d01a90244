"""A page with every attack in every element the product draws; opened by the browser test."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[2]))

from pages.components import drawing, scripts
from pages.components.as_text import plain
from pages.components.card import Card, cards
from pages.components.table import show_table
from tests.injection.payloads import payloads

st.title("Alt")
for n, text in enumerate(payloads("P")):
    told = plain(text)
    st.markdown(told)
    st.markdown(f"**{told}** og {told}. 1:2")
    st.markdown(f"- {told}\n- {told}")
    st.caption(told)
    st.header(told, anchor=False)
    st.error(told)
    st.button(told, key=f"b{n}")
    st.expander(told).write("x")
    cards([Card(text, text, text)])
    st.radio("r", [text, "b"], format_func=plain, key=f"r{n}")
    st.segmented_control("s", [text, "b"], format_func=plain, key=f"s{n}")
    st.selectbox("v", [text, "b"], key=f"v{n}")
    st.page_link("https://example.org", label=told)
    show_table({text: [text], "b": ["1. kvartal"]}, alt=text)
st.code("\n".join(payloads("P")), language=None)
texts = payloads("P")
bars = {"type": "bar", "orientation": "h", "x": [1] * len(texts), "y": texts, "text": texts,
        "customdata": texts, "hovertemplate": "%{customdata}<extra></extra>"}  # fmt: skip
notes = [{"x": 0.5, "y": text, "text": text, "showarrow": False} for text in texts]
layout = {"height": 3000, "annotations": notes, "yaxis": {"automargin": True},
          "title": {"text": texts[-6]}}  # fmt: skip
drawing.draw({"data": [bars], "layout": layout}, key="chart", alt=texts[-1])
st.html(scripts.text(), unsafe_allow_javascript=True)
