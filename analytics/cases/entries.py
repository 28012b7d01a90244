"""What may stand in the fields of NAV's application, rule by rule. A rule takes the trimmed text
and the day, and gives the kind of fault (the key of NAV's message), or None.

Source: navikt/ekspertbistand b003a53, schema.ts; texts: the specification of its backend.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from analytics.cases.said import Said, said
from analytics.i18n import N_
from analytics.ingest.personal_data import is_national_id

LONGEST = 10_000
HIGHEST_AMOUNT = 100_000  # a technical ceiling of the form, not what NAV pays
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
THOUSANDS = re.compile(r"\.\d{3}$")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3})")
WORDS = {"true", "ja", "yes", "1"}

Rule = Callable[[str, date], str | None]


def confirmed(text: str, today: date) -> str | None:
    """A confirmation: `true` or `ja`."""
    return None if text.casefold() in WORDS else "bad"


def anything(text: str, today: date) -> str | None:
    """Any text that is not empty."""
    return None


def digits(count: int) -> Rule:
    """Exactly so many digits and nothing else."""
    pattern = re.compile(rf"[0-9]{{{count}}}")
    return lambda text, today: None if pattern.fullmatch(text) else "bad"


def email(text: str, today: date) -> str | None:
    """An address with one @ and a point after it."""
    return None if EMAIL.fullmatch(text) else "bad"


def normal_id(text: str) -> str:
    """A national id as NAV reads it: the digits alone."""
    return re.sub(r"[^0-9]", "", text)


def national_id(text: str, today: date) -> str | None:
    """Eleven digits, whatever stands between them, that begin with a date and end with the two
    control digits (fødselsnummer, D-number or NAV's and Skatteetaten's invented ones)."""
    number = normal_id(text)
    if len(number) != 11:
        return "bad"
    return None if is_national_id(number) and _is_date(number) else "invalid"


def hours(text: str, today: date) -> str | None:
    """A whole number above 0; there is no upper limit."""
    value = _number(text)
    if value is None or value <= 0:
        return "bad"
    return None if value == value.to_integral_value() else "fraction"


def amount(text: str, today: date) -> str | None:
    """Kroner from 0 to 100 000, both allowed."""
    value = _number(text)
    if value is None:
        return "number"
    if value < 0:
        return "bad"
    return "high" if value > HIGHEST_AMOUNT else None


def start(text: str, today: date) -> str | None:
    """A date, YYYY-MM-DD, that is not past."""
    day = start_day(text)
    if day is None:
        return "date"
    return "bad" if day < today else None


def start_day(text: str) -> date | None:
    """The date written YYYY-MM-DD; None for anything else."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[\d-]{10}", text) else None
    except ValueError:
        return None


def kroner(text: str) -> Decimal | None:
    """The amount written; None when it is no number, or may be one of two: 12.345 is twelve
    thousand to some and twelve to others."""
    return None if THOUSANDS.search(text.strip()) else _number(text.strip())


def unclean(text: str) -> Said | None:
    """What NAV's receiving system refuses in any text; None when it takes it."""
    if len(text) > LONGEST:
        return said(
            N_("The text has %(signs)s signs. NAV takes at most %(most)s: shorten it."),
            signs=len(text),
            most=LONGEST,
        )
    if "<" in text or ">" in text:
        return said(N_("NAV takes no < or >. Write «less than» or «more than» instead."))
    if any(unicodedata.category(sign) in ("Cc", "Cf") and sign not in "\n\r\t" for sign in text):
        return said(N_("The text holds hidden signs. Write it anew, or paste it as plain text."))
    return None


def _number(text: str) -> Decimal | None:
    plain = SPACES.sub("", text)
    if not NUMBER.fullmatch(plain):
        return None
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None


def _is_date(number: str) -> bool:
    """Whether the number begins with a day its month has (D-numbers: 40 added to the day; invented
    ones: 40 or 80 to the month). The century is not in these digits: February may have 29."""
    day, month = int(number[:2]) % 40, int(number[2:4]) % 40
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]
