"""What waits for somebody today, beyond what other answers count."""

from __future__ import annotations

from datetime import date

from analytics.rules.rulebook import rows


def late_rules(today: date) -> int:
    """How many rules should be looked up anew: their number is old or was never found."""
    return len({row.rule for row in rows(today) if row.stale})
