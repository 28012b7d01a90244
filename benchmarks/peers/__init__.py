"""Pages to measure against: Streamlit's own, and the same page in other frameworks."""
