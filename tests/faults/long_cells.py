"""The patterns of the import, and the longest cells made to keep them busy."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

from analytics import ingest
from analytics.ingest.answers import LONGEST


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern for text that stands by name in a module of the import."""
    for module in pkgutil.iter_modules(ingest.__path__):
        named = vars(importlib.import_module(f"analytics.ingest.{module.name}"))
        for name, value in named.items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


def long_texts() -> list[str]:
    """Texts of the same few letters that match nothing in the end, half as long as is kept."""
    units = (" ", "-", "a", "1", " a", "a-", "1.", "a: ", "æ", "1,")
    size = LONGEST // 2  # what is slow at half the length is unbearable at all of it
    return [start + (unit * size)[:size] + "!" for unit in units for start in ("", "a")]
