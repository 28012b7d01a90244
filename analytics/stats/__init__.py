"""Patterns and their uncertainty: frames in, frames out; no store, no clock, no screen."""
