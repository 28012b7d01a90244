"""Figures from outside to hold the own ones against: SSB's rates, NAV's amounts, dated."""
