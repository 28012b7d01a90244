"""Answers for the screen that take more than one query: statistics, as each reader may see them.

Functions `f(reader, store, *args)` return a frame or a dataclass with only what the reader may see.
"""
