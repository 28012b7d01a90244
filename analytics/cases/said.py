"""A sentence that is yet to be put in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from analytics.i18n import Translate, day, number


@dataclass(frozen=True)
class Said:
    """An English gettext id with `%(name)s` places, and what fills them."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Translate) -> str:
        """The sentence; dates as 13.06.2025, whole numbers with spaces, marked words translated."""
        filled = {name: _shown(value, translate) for name, value in self.values.items()}
        told = translate(self.message) % filled if filled else translate(self.message)
        return told.rstrip()  # a place at the end may be empty


def said(message: str, **values: object) -> Said:
    """A sentence of a marked message (`N_`) and the values of its places."""
    return Said(message, values)


def _shown(value: object, translate: Translate) -> str:
    if isinstance(value, Said):
        return value.text(translate)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int):
        return number(value)
    return str(value)
