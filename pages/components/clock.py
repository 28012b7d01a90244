"""The one place where pages read the clock."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The time as the store keeps it: UTC, without saying so."""
    return datetime.now(UTC).replace(tzinfo=None)
