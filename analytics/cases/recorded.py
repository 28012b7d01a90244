"""Events as the store keeps them, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from typing import Any, get_type_hints

from analytics.cases.events import KINDS, Event
from analytics.cases.guard import check, check_id
from analytics.errors import ReaderError
from analytics.i18n import N_

NAMES = {kind: name for name, kind in KINDS.items()}
LONGEST = 2000  # signs of one text
KEYS = {"employee_key", "number", "unit"}  # may be eleven digits and no national id


def kind(event: Event) -> str:
    """The name an event's kind is kept under."""
    return NAMES[type(event)]


def detail(event: Event) -> dict[str, Any]:
    """What an event holds besides its day, as JSON can hold it.

    Raises HealthWord for free text an employer may not keep, and ReaderError for a text that is
    missing or too long. Nothing is altered or cut.
    """
    held: dict[str, Any] = {}
    for item in fields(event):
        value = getattr(event, item.name)
        if isinstance(value, str) and not isinstance(value, StrEnum):
            _refuse(value, needed=item.default is MISSING)
            if item.metadata.get("free"):
                check(value)
            elif item.name not in KEYS:
                check_id(value)
        if item.name != "day":
            held[item.name] = value.isoformat() if isinstance(value, date) else value
    return held


def event(name: str, day: date, held: Mapping[str, Any]) -> Event:
    """The event that was kept."""
    made = KINDS[name]
    hints = get_type_hints(made)
    return made(day=day, **{key: _typed(hints[key], value) for key, value in held.items()})


def _typed(hint: Any, value: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if value is not None and hint == date | None:
        return date.fromisoformat(value)
    return value


def _refuse(text: str, *, needed: bool) -> None:
    if needed and not text.strip():
        raise ReaderError(N_("Something is not filled in. Fill in every field; nothing was saved."))
    if len(text) > LONGEST:
        raise ReaderError(
            N_("A text is longer than %(most)s signs. Shorten it; nothing was saved."),
            most=LONGEST,
        )
