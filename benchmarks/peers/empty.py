"""Streamlit's own empty page: a title."""

import streamlit as st

st.title("Empty", anchor=False)
