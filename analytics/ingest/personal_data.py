"""Columns the product must not keep: national ids, health details, contact data, free text.

The employer may not register diagnoses, and needs neither national ids nor contact data to count
absence (GDPR art. 5 and 9; arbeidsmiljøloven § 9-3), so such columns are dropped before anything
is typed. Names of the rules and the check digits: Skatteetaten, fødselsnummer.
"""

from __future__ import annotations

import re

from analytics.i18n import N_
from analytics.ingest import absence_types, synonyms
from analytics.ingest.grid import Cell
from analytics.ingest.reading import DroppedColumn
from analytics.ingest.table import Coded, Table

NATIONAL_ID = N_("National identity numbers are not needed and not kept.")
BIRTH_DATE = N_("Dates of birth are not kept; a year of birth is enough.")
CONTACT = N_("Contact details are not needed and not kept.")
DIAGNOSIS = N_(
    "It looks like health information (diagnosis or doctor), which an employer may not keep."
)
FREE_TEXT = N_("Free text may hold health information and is not kept.")
REGISTRAR = N_("Who registered the row is not needed and not kept.")

BY_FIELD = {
    "national_id_PII": NATIONAL_ID,
    "birth_date_PII": BIRTH_DATE,
    "email": CONTACT,
    "phone_PII": CONTACT,
    "address_PII": CONTACT,
    "diagnosis_PII": DIAGNOSIS,
    "comment_PII": FREE_TEXT,
    "registered_by_PII": REGISTRAR,
}

ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{6}[ -]?\d{5}(?!\d)")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
PHONE = re.compile(r"(?:\+|00)?(?:47)?\s?[2-9]\d(?:\s?\d){6}")
# ICPC-2 (L87) and ICD-10 (F32.1); S and tens (S50) is how shift plans write a graded sick leave.
HEALTH_CODE = re.compile(r"(?!S\d0$)[A-Z]\d{2}(?:\.\d{1,2})?")
MOST = 0.7
SOME = 0.3
ENOUGH = 400  # distinct cells looked at
LONG_TEXT = 25
LONGEST_VALUE = 60


def is_national_id(digits: str) -> bool:
    """Whether 11 digits are a Norwegian national id: real, D-number or synthetic (+40, +80)."""
    if not looks_national(digits):
        return False
    n = [int(d) for d in digits]
    first = sum(w * d for w, d in zip((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), n, strict=False)) % 11
    second = sum(w * d for w, d in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), n, strict=True)) % 11
    return first == 0 and second == 0


def looks_national(digits: str) -> bool:
    """Whether 11 digits begin with a date as a national id does; the check digits may be wrong."""
    if len(digits) != 11 or not digits.isdigit():
        return False
    return 1 <= int(digits[:2]) % 40 <= 31 and 1 <= int(digits[2:4]) % 40 <= 12


def masked(text: str) -> str:
    """`text` with national ids and e-mail addresses replaced by dots."""
    text = ELEVEN_DIGITS.sub(
        lambda m: "•••" if looks_national(re.sub(r"\D", "", m[0])) else m[0], text
    )
    return EMAIL.sub("•••", text) if "@" in text else text


def shown(cell: Cell) -> str | None:
    """A cell as a problem or a sample may show it: short, and without personal data."""
    if cell is None:
        return None
    text = f"{cell:%d.%m.%Y}" if hasattr(cell, "strftime") and hasattr(cell, "year") else str(cell)
    return masked(text)[:LONGEST_VALUE]


def by_content(column: Coded, header: str, *, known_by_layout: bool = False) -> str | None:
    """Why a column must be dropped for what it holds (a message id), or None.

    `known_by_layout`: the layout itself says what the column is, whatever its heading.
    """
    texts = [_text(cell) for cell in column.cells[:ENOUGH]]
    if not texts:
        return None
    known = synonyms.fields(header) or known_by_layout
    digits = [re.sub(r"[ -]", "", text) for text in texts]
    certain = _share(digits, lambda d: is_national_id(d.zfill(11))) >= SOME
    if certain or _share(digits, looks_national) >= MOST:
        return NATIONAL_ID
    if _share(texts, lambda t: EMAIL.fullmatch(t) is not None) >= MOST:
        return CONTACT
    if not known and _share(texts, lambda t: PHONE.fullmatch(t) is not None) >= MOST:
        return CONTACT
    if not known and _wordy(texts, column):
        return FREE_TEXT
    coded = not known or "absence_type" in synonyms.fields(header)
    if coded and _share(texts, _health_code) >= MOST:
        return DIAGNOSIS
    return None


def by_header(header: str) -> str | None:
    """Why a column must be dropped for its heading alone (a message id), or None."""
    known = synonyms.fields(header)
    if known and all(field in BY_FIELD for field in known):
        return BY_FIELD[known[0]]
    return None


def screen(table: Table) -> dict[int, DroppedColumn]:
    """The columns to leave unread, by index, each with the reason."""
    dropped: dict[int, DroppedColumn] = {}
    for index, (header, column) in enumerate(zip(table.headers, table.columns, strict=True)):
        settled = index in table.fields
        why = by_content(column, header, known_by_layout=settled)
        why = why or (None if settled else by_header(header))
        if why:
            dropped[index] = DroppedColumn(header, why)
    return dropped


def leftover(header: str) -> str | None:
    """Why an unused column counts as dropped: one of its meanings is personal (a message id)."""
    return next((BY_FIELD[f] for f in synonyms.fields(header) if f in BY_FIELD), None)


def _health_code(text: str) -> bool:
    return bool(HEALTH_CODE.fullmatch(text)) and not absence_types.known(text)


def _wordy(texts: list[str], column: Coded) -> bool:
    long = _share(texts, lambda t: len(t) > LONG_TEXT and " " in t)
    return long >= MOST and len(column.cells) > len(column) / 2


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _share(texts: list[str], test: object) -> float:
    assert callable(test)
    return sum(bool(test(text)) for text in texts) / len(texts)
