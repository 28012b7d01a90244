"""What one filled cell of a calendar says: a kind of absence, how much of the day, or hours."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from analytics.domain.absence import AbsenceType
from analytics.errors import ImportRefused
from analytics.i18n import N_
from analytics.ingest import absence_types, legend, values
from analytics.ingest.grades import IN_TEXT
from analytics.ingest.grid import Cell

TOO_MANY = N_(
    "The calendar holds %(count)s different texts, too many to be codes for absence. Export it "
    "with codes, or export absence with one row per spell, from and to date."
)
HALF = re.compile(r"½|1/2|\b0[.,]5\b|\bhal(?:f|v(?:t|e)?)\b|\bhalb|\bhalvdag", re.IGNORECASE)
HALF_MARK = re.compile(r"\s*(?:½|1/2|(?<!\d)0[.,]5)\s*")
GRADED = re.compile(r"(.*?[^\d\s(/-])[\s(/-]*(\d{2,3})\s*%?\)?")
TIMED = re.compile(
    r"(.*?[^\d\s(:])[\s(:]*(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:t|timer|tim|h|hrs?|hours|std)\.?\)?"
)
DECIMAL = re.compile(r"(.*?[^\d\s(:])[\s(:]*(\d{1,2}[.,]\d{1,2})\)?")
WHOLE_DAY, PART_OF_DAY = frozenset("xX✓✔"), frozenset("\\/")
NOTHING = frozenset(("-", "–", "—", ".", "0", "0,0", "0.0", "o.k.", "ok"))
LONGEST_PART = 1.0  # a number up to 1 is a part of the day, a larger one hours
SICKNESS = frozenset((AbsenceType.SELF_CERTIFIED, AbsenceType.DOCTOR_CERTIFIED, AbsenceType.SICK))


class Meaning(NamedTuple):
    """`text` is what the legend calls it, or the code; None when only hours are known.

    `percent` is None for a whole day. `present`: no absence.
    """

    code: str
    text: str | None
    percent: float | None = None
    hours: float | None = None
    present: bool = False


def read(
    cells: Collection[Cell], texts: Mapping[str, str], kind: str | None
) -> dict[Cell, Meaning]:
    """What each of the distinct filled `cells` of a calendar means.

    `texts` is the legend (`legend.key` → text); `kind` is the kind of absence the titles name,
    for marks and numbers that name none. Raises ImportRefused for more codes than a calendar has.
    """
    reader = _Reader(cells, texts, kind)
    return {cell: reader.meaning(cell) for cell in cells}


class _Reader:
    def __init__(self, cells: Collection[Cell], texts: Mapping[str, str], kind: str | None) -> None:
        self._texts, self._kind = texts, kind
        words = [w for cell in cells if (w := _plain(cell)) and values.number(cell) is None]
        if len(words) > absence_types.MOST_KINDS:
            raise ImportRefused(TOO_MANY, count=len(words))
        self._verdicts = absence_types.judge(words, {}) if words else {}
        self._worded = any(word not in WHOLE_DAY | PART_OF_DAY | NOTHING for word in words)

    def meaning(self, cell: Cell) -> Meaning:
        """What one cell means."""
        code = _plain(cell)
        if code in NOTHING:
            return Meaning(code, None, present=True)
        if (known := self._known(code)) is not None:
            return known
        if (number := values.number(cell)) is not None:
            return self._number(code, number)
        if self._kind is not None and code in WHOLE_DAY | PART_OF_DAY:
            return Meaning(code, self._kind, 50.0 if code in PART_OF_DAY else None)
        return self._composed(code) or self._named(code, code)

    def _known(self, code: str) -> Meaning | None:
        text = self._texts.get(legend.key(code))
        return None if text is None else self._named(code, text)

    def _named(self, code: str, text: str) -> Meaning:
        """A code by its text; one without a legend by what its system is known to mean."""
        verdict = self._verdicts.get(text)
        sure = verdict is not None and verdict.sure and verdict.type == absence_types.IGNORE
        present = legend.is_presence(text) or (sure and legend.key(code) not in self._texts)
        percent = 50.0 if HALF.search(text) else None
        if percent is None and (match := IN_TEXT.search(text)):
            sick = absence_types.judge([text], {})[text].type in SICKNESS
            percent = float(match[1]) if sick and 0 < float(match[1]) < 100 else None
        return Meaning(code, text, percent, present=present)

    def _number(self, code: str, number: float) -> Meaning:
        # Beside codes for absence, plain numbers are the hours that were worked.
        if number <= 0 or (self._worded and self._kind is None):
            return Meaning(code, None, present=True)
        if number <= LONGEST_PART:
            return Meaning(code, self._kind, None if number == 1 else number * 100)
        return Meaning(code, self._kind, hours=number)

    def _composed(self, code: str) -> Meaning | None:
        """A code with half a day, hours or a grade behind it."""
        halved = HALF_MARK.sub("", code, count=1)
        if halved and halved != code:
            return self._base(code, halved, percent=50.0)
        for pattern in (TIMED, DECIMAL):
            if match := pattern.fullmatch(code):
                return self._base(code, match[1], hours=values.number(match[2]))
        match = GRADED.fullmatch(code)
        if match and 10 <= int(match[2]) <= 100:
            return self._base(code, match[1], percent=float(match[2]))
        return None

    def _base(
        self, code: str, base: str, percent: float | None = None, hours: float | None = None
    ) -> Meaning | None:
        known = self._known(base)
        if known is None and not absence_types.known(base):
            return None
        text = base if known is None or known.text is None else known.text
        if percent is not None and IN_TEXT.search(text):
            text = IN_TEXT.sub(f"{percent:g} %", text, count=1)
        share = None if percent == 100 else percent
        return Meaning(code, text, share, hours, known is not None and known.present)


def _plain(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
