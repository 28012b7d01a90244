"""Group rows of printed reports: «Ansatt: 00100  Lise Moen», «Avd: 1010 Administrasjon» …"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from analytics.ingest import dates, synonyms, values
from analytics.ingest.grid import Cell

EMPLOYEE, UNIT = "employee", "unit"
PERSON = frozenset({"employee_id", "employee_name"})
# What a group row may say of the rows below it; anything else in it is not needed.
FIELDS = {EMPLOYEE: ("employee_id", "employee_name"), UNIT: ("department_id", "department")}
NAMES = {"employee_name": "Navn", "department": "Avdeling"}  # beside a label for numbers only
KEPT = frozenset({"employment_number", "position_pct", "first_name", "last_name"})
BARE = {
    EMPLOYEE: frozenset(
        {"person", "staff", "salarie", "tyontekija", "ansattemedarbeider", "employe", "empleado"}
    ),
    UNIT: frozenset({"kostsenter", "enhed", "section", "service", "bereich", "gruppe", "sted"}),
}
EVERYBODY = frozenset(
    {"", "alle", "all", "alla", "samtlige", "alleansatte", "alleavdelinger", "tous"}
)
CONTINUED = re.compile(
    r"\s*[(\[]?\b(?:forts\.?|fortsatt|fortsettelse|cont\.?|continued|fortsetzung|forts[aä]ttning)"
    r"[)\]]?\s*$",
    re.IGNORECASE,
)
LABEL_NEXT = re.compile(r"[\s,;|]+(?=[A-ZÆØÅÄÖÜ][\w.%/-]*(?:\s?nr\.?)?\s*:)")
COLON = re.compile(r"([^:\d]{2,40}):\s*(.*)", re.DOTALL)
WORD = re.compile(
    r"([^\W\d_][\w.-]*?)((?:[\s-]*(?:nr|no|nummer|number|id)\b\.?|\s*#))?\s+(.+)", re.I
)
NUMBER_FIRST = re.compile(r"([A-Za-z]{0,4}[-.]?\d[\w./-]*)(?:\s*[-–—,:|]\s*|\s+)(\S.*)")
NUMBER_LAST = re.compile(
    r"([\W_]*+[^\W\d_]\D*?)(?<=[\s(\[,–-])([A-Za-z]{0,4}[-.]?\d[\w-]*)\s*[)\]]?"
)
NUMBER_WORD = re.compile(  # «Lise Moen, ansattnr. 00100»
    r"[\s,;(\[–-]+(?:(?:ans|anst|ansatt|anställnings|medarb|medarbeider|pers|personal|lønns?)"
    r"[.\s-]*)?(?:nr|nummer|no|id|number)[.:\s]*(?=\S*\d\S*$)|[\s,;(\[–-]+#\s*(?=\d)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[A-Za-z]{0,4}[-.]?\d[\w./-]*")


class Carried(NamedTuple):
    """One value a group row gives to the rows below it, and the heading it goes by."""

    heading: str
    value: str


Values = Mapping[str, Carried]  # canonical field → value


def read(row: Sequence[Cell]) -> Values:
    """What a group row says; empty when the row is none (no label with a value, or a spell)."""
    cells = [part for cell in row if cell is not None for part in LABEL_NEXT.split(_text(cell))]
    found: dict[str, Carried] = {}
    label, given = "", [""]
    for cell in cells:
        split = _split(cell)
        if split is None:
            given.append(cell)
            continue
        found |= _values(label, given)
        label, given = split[0], [split[1]]
    found |= _values(label, given)
    if bool(cells) and COLON.fullmatch(cells[0]) is not None:
        return found
    headings = any(synonyms.fields(cell) and role(cell) is None for cell in cells)
    return {} if headings or any(map(is_date, row)) else found


def is_date(cell: Cell) -> bool:
    """Whether a cell holds a date as people write it; plain numbers are none."""
    if cell is None or isinstance(cell, int | float) or values.number(cell) is not None:
        return False
    return isinstance(dates.spot(cell), date | dates.Parts)


@lru_cache(10_000)  # bounded: a server reads many files
def role(label: str) -> str | None:
    """What the label of a group is: `employee`, `unit`, or a field worth keeping; else None."""
    fields = synonyms.fields(label)
    key = synonyms.normalise(label)
    if (fields and PERSON & set(fields)) or key in BARE[EMPLOYEE]:
        return EMPLOYEE
    if {"department", "department_id", "unit", "unit_level"} & set(fields) or key in BARE[UNIT]:
        return UNIT
    return next((name for name in fields if name in KEPT), None)


def numbered(text: str) -> tuple[str | None, str | None]:
    """(number, name) of «00100  Lise Moen», «Moen, Lise (00100)», «00100» or «Lise Moen»."""
    plain = CONTINUED.sub("", " ".join(text.split())).strip(" -–,;:")
    plain = NUMBER_WORD.sub(" ", plain, count=1)
    if NUMBER.fullmatch(plain):
        return plain, None
    if match := NUMBER_FIRST.fullmatch(plain):
        return match[1].rstrip("-.,/"), match[2].strip(" ()")
    if match := NUMBER_LAST.fullmatch(plain):
        return match[2], match[1].strip(" ([,-–")
    return None, plain or None


def _text(cell: Cell) -> str:
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell) if whole and isinstance(cell, float) else cell).strip()


def _split(cell: str) -> tuple[str, str] | None:
    """(label, what follows it in the same cell); None when the cell begins with no label."""
    if match := COLON.fullmatch(cell):  # an unknown label ends what the one before it says
        return match[1].strip(), match[2].strip()
    if role(cell):
        return cell, ""
    match = WORD.fullmatch(cell)
    if match and any(c.isdigit() for c in match[3]):
        for label in (match[1] + (match[2] or ""), match[1]):
            if role(label) in FIELDS:
                return label, match[3]
    return None


def _values(label: str, given: Sequence[str]) -> dict[str, Carried]:
    """The fields a label and the cells up to the next label give."""
    kind = role(label) if label else None
    filled = [text for text in given if text]
    if not filled or kind is None:
        return {}
    if kind not in FIELDS:
        wrong = kind == "position_pct" and values.number(filled[0]) is None
        return {} if wrong else {kind: Carried(label, filled[0])}
    if given[0]:  # a further cell only belongs to it when it completes it
        filled = [given[0], *(text for text in filled[1:2] if _completes(given[0], text))]
    return _number_and_name(label, FIELDS[kind], "  ".join(filled[:2]))


def _number_and_name(label: str, fields: tuple[str, str], text: str) -> dict[str, Carried]:
    by_number, by_name = fields
    number, name = numbered(text)
    known = synonyms.fields(label)
    if known == ("employee_id",) and number is None:
        return {}
    if synonyms.normalise(name or "x") in EVERYBODY or (number and name and not _worded(name)):
        return {}  # what the report was limited to: «Ansatt: Alle», «Ansattnr: 100 - 999»
    found = {}
    if number:
        found[by_number] = Carried(label if known == (by_number,) else label + " #", number)
    if name:
        found[by_name] = Carried(NAMES[by_name] if known == (by_number,) else label, name)
    return found


def _worded(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _completes(first: str, second: str) -> bool:
    """Whether two neighbouring cells are a number and a name, in either order."""
    number, name = numbered(first)
    other, called = numbered(second)
    return (name is None and called is not None and other is None) or (
        number is None and other is not None and called is None
    )
