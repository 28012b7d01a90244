"""Texts, numbers and dates in the reader's language: gettext ids in English, Babel for the rest.

Message catalogues are read as `.po` text, so that a translation needs no build step.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

Translate = Callable[[str], str]

LOCALE_FOLDER = Path(__file__).parent / "locale"
DEFAULT_LANGUAGE = "nb"
LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}  # English is what the code says
REGIONS = {"nb": "NO", "nn": "NO", "en": "GB"}


def N_(message: str) -> str:
    """`message` itself: marks a text for translation where it is defined."""
    return message


@cache
def translator(language: str = DEFAULT_LANGUAGE) -> Translate:
    """A function from an English message to `language`; an unknown message comes back as it is."""
    path = LOCALE_FOLDER / language / "LC_MESSAGES" / "naervaer.po"
    if not path.exists():
        return N_
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    texts = {str(m.id): str(m.string) for m in catalogue if m.id and m.string and not m.fuzzy}
    return lambda message: texts.get(message, message)


def number(
    value: float | Decimal | None, decimals: int = 0, language: str = DEFAULT_LANGUAGE
) -> str:
    """`12 345,6`; an en dash for nothing. Rounds half up, as SSB and NAV do."""
    if value is None or value != value:
        return "–"
    # By its digits: a zero and a zero below zero are one key as numbers, and two as texts.
    return _number(str(half_up(value, decimals)), decimals, language)


# Babel reads pattern and locale anew each time, a tenth of a millisecond for each cell of a table.
@lru_cache(maxsize=20_000)
def _number(digits: str, decimals: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(Decimal(digits), format=pattern, locale=language)


def half_up(value: float | Decimal, decimals: int = 1) -> Decimal:
    """`value` rounded half up, once."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def day(value: date | None, language: str = DEFAULT_LANGUAGE) -> str:
    """`13.06.2025`; an en dash for nothing."""
    return "–" if value is None else _day(value, "dd.MM.yyyy", language)


def month(value: date, language: str = DEFAULT_LANGUAGE) -> str:
    """`juni 2025`."""
    return _day(value, "LLLL yyyy", language)


@lru_cache(maxsize=20_000)
def _day(value: date, pattern: str, language: str) -> str:
    return format_date(value, format=pattern, locale=language)
