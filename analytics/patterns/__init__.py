"""Patterns in short-term absence: what stands out, and what chance alone would give."""
