"""What the codes of a roster say: a shift, a day off, or absence that has no place in a roster."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from enum import StrEnum

import numpy as np

from analytics.ingest import absence_types, values
from analytics.ingest.grid import Cell
from analytics.ingest.table import Coded


class Meaning(StrEnum):
    """What one code of a roster means."""

    SHIFT = "shift"
    OFF = "off"
    ABSENCE = "absence"


# The words of the three parts of the day; digits and marks after them tell variants apart.
FAMILIES = {
    "D": "d dag dagvakt dagskift day dayshift t tidlig tidligvakt early ld langdag langvakt fruh "
    "früh frühdienst frühschicht tag tagdienst",
    "A": "a aften aftenvakt k kveld kveldsvakt kveldvakt ev evening late sen sein seinvakt senvakt "
    "l la spät spätdienst spätschicht ettermiddag em",
    "N": "n natt nattvakt nattskift night nightshift ln nacht nachtdienst nachtschicht",
}
FAMILY = {word: family for family, words in FAMILIES.items() for word in words.split()}
OFF_WORDS = (
    "f o fri fridag fritt off free dayoff rest u ukefri turnusfri helgefri helg frei dienstfrei"
    " ledig - – — ."
)
OFF = frozenset(OFF_WORDS.split())
HOURS = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*[-–]\s*\d{1,2}(?:[:.]?\d{2})?")
VARIANT = re.compile(r"[\d\s.*+'()_/-]+$")
CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})(?:[:.]\d{2})?")
# Nobody is away so often: a code this common is a shift, even where elsewhere it means sickness.
COMMON = 0.2
LONGEST_LETTER_CODE = 2
FEWEST_FAMILIES = 2
MOSTLY = 0.6
DAY_FROM, EVENING_FROM, NIGHT_FROM = 5, 12, 19  # o'clock


def read(counts: Mapping[Cell, int]) -> dict[Cell, Meaning]:
    """What each distinct filled cell means; `counts` is how often each stands in the roster."""
    texts = {cell: _text(cell) for cell in counts}
    verdicts = absence_types.judge(list(texts.values()), {})
    filled = sum(n for cell, n in counts.items() if not _off(texts[cell]))
    found = {}
    for cell, text in texts.items():
        verdict = verdicts[text]
        common = len(text) <= LONGEST_LETTER_CODE and counts[cell] >= COMMON * filled
        if _off(text):
            found[cell] = Meaning.OFF
        elif family(text) or common or verdict.type == "":
            found[cell] = Meaning.SHIFT
        elif verdict.type == absence_types.IGNORE:
            found[cell] = Meaning.OFF if verdict.sure else Meaning.SHIFT
        else:
            found[cell] = Meaning.ABSENCE
    return found


def family(text: str) -> str | None:
    """D, A or N for a code that names a part of the day or its hours; None for any other."""
    if match := HOURS.fullmatch(text.strip()):
        return by_hour(int(match[1]))
    return FAMILY.get(VARIANT.sub("", text.casefold().strip()))


def by_hour(hour: int) -> str:
    """D, A or N by the hour a shift begins."""
    if DAY_FROM <= hour < EVENING_FROM:
        return "D"
    return "A" if EVENING_FROM <= hour < NIGHT_FROM else "N"


def clock(cell: Cell) -> str | None:
    """A time of day as `07:30`; None for what is none."""
    if isinstance(cell, datetime | time):
        return f"{cell.hour:02d}:{cell.minute:02d}"
    match = CLOCK.fullmatch("" if cell is None else _text(cell).zfill(4))
    if match is None or int(match[1]) > 24 or int(match[2]) > 59:
        return None
    return f"{int(match[1]) % 24:02d}:{match[2]}"


def looks_like_roster(counts: Counter[Cell]) -> bool:
    """Whether cells, counted, are planned shifts: most are known words for them, and more than
    one part of the day is among them."""
    planned = {cell: n for cell, n in counts.items() if not _off(_text(cell))}
    known = sum(n for cell, n in planned.items() if family(_text(cell)))
    return several_parts(planned) and known >= MOSTLY * sum(planned.values())


def planned(column: Coded) -> bool:
    """Whether a column holds planned shifts, whatever its heading says."""
    if not several_parts(column.cells):
        return False
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.cells)).tolist()
    return looks_like_roster(Counter(dict(zip(column.cells, counts, strict=True))))


def several_parts(cells: Iterable[Cell]) -> bool:
    """Whether more than one part of the day is named among `cells`."""
    named = {family(_text(cell)) for cell in cells if cell is not None}
    return len(named - {None}) >= FEWEST_FAMILIES


def _text(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _off(text: str) -> bool:
    bare = VARIANT.sub("", text.casefold().strip()) or text
    return bare in OFF or values.number(text) == 0
