"""Charts and their words: pure functions from frames to plain plotly dicts, SVG and sentences."""
