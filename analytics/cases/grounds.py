"""Where each condition is written and when that was read: `data/cases/conditions.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from analytics.settings import DATA

FILE = DATA / "cases" / "conditions.toml"


@dataclass(frozen=True)
class Ground:
    """A reference, its source, the day it was read, and a source that says otherwise, if any."""

    reference: str
    source: str
    checked_on: date
    other: str | None = None


@cache
def grounds() -> dict[str, Ground]:
    """The ground of each condition, by its key."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {key: Ground(**entry) for key, entry in entries.items()}
