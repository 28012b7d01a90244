"""What a heading in a table of figures says: a period, who certified, what is measured."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from analytics.ingest import grid_months, synonyms
from analytics.ingest.grid import Cell

MONTHS_IN = {"month": 1, "quarter": 3, "tertial": 4, "half": 6, "year": 12}
TOTAL, SELF, DOCTOR = "total", "self_certified", "doctor_certified"
RATE, LOST, AGREED, PERSONS = "sickness_rate", "lost_workdays", "agreed_workdays", "headcount"
OTHER = "other"  # a measure or breakdown that has no place in the figures kept

PART = {
    "quarter": re.compile(
        r"(?<!\d)([1-4])\.?\s*(?:kv|kvartal|quarter|quartal)\b"
        r"|\b(?:kv|k|q|kvartal|quarter|quartal)\.?\s*([1-4])(?!\d)"
    ),
    "tertial": re.compile(r"(?<!\d)([1-3])\.?\s*tertial\b|\b(?:tertial|t)\.?\s*([1-3])(?!\d)"),
    "half": re.compile(
        r"(?<!\d)([12])\.?\s*(?:halvår|halbjahr|half)\b|\b(?:h|halvår|hj)\.?\s*([12])(?!\d)"
    ),
}
YEAR_PART = re.compile(r"(?<=\d{4})(?=[kqth]\d)")  # 2025K1
CERTIFIED = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (SELF, r"egenm|eigenm|self.?(?:cert|rep)|egen(?:rapport|sjuk)|ohne au\b|uncertif"),
        (DOCTOR, r"legem|sykm|sykem|sjukm|doctor|certif|l[eæ]ge(?:erkl|attest)|läkar|mit au\b"),
        (TOTAL, r"\b(?:total\w*|samlet|samla|sum|i alt|gesamt\w*|alle|all|sammanlagt)\b"),
    )
)
BREAKDOWN = re.compile(
    r"kvinne|\bmenn\b|\bmann\b|women|\bmen\b|female|male|frauen|männer|kvinnor|\bmän\b|korttid"
    r"|l[aå]ngtid|short.term|long.term|\d+\s*[-–]\s*\d+\s*(?:dag|day|tag|uke|week)"
    r"|over \d+ (?:dag|uke)|>\s*\d+|barn|child|kind\b|endring|change|differan|mål\b|target"
)
MEASURED = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (RATE, r"%|prosent|procent|prozent|percent|\bpct\b|\bpst\b|quote|\brate\b|andel"),
        (OTHER, r"\btim(?:er|mar|e)?\b|hours|stunden|tilfelle|instances|kostnad|cost|kr\b"),
        (OTHER, r"antall egenm"),
        (AGREED, r"mulig|a[vf]tal|possible|agreed|available|\bsoll|scheduled|ordinarie|disponib"),
        (PERSONS, r"ansatte|personer|headcount|employees|anställ|medarbe|mitarbeiter|\bhc\b|staff"),
        (LOST, r"tapt|dagsv[eæ]rk|lost|fehltage|sjukdag|sygedag|sykedag|frav[æä]rsdag"),
        (LOST, r"\b(?:days|dager|dagar|tage)\b"),
    )
)
FIELD_MEASURES = {f: f for f in (RATE, LOST, AGREED, PERSONS)} | {
    "spell_count": OTHER, "hours": OTHER, "agreed_hours": OTHER,
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A period as far as it is named: `kind` is a key of MONTHS_IN, `number` counts in the year."""

    kind: str
    number: int
    year: int | None

    def dates(self) -> tuple[date, date] | None:
        """First and last day; None as long as the year is not known."""
        if self.year is None:
            return None
        months = MONTHS_IN[self.kind]
        last = months * self.number
        end = calendar.monthrange(self.year, last)[1]
        return date(self.year, last - months + 1, 1), date(self.year, last, end)


@dataclass(frozen=True)
class Facets:
    """Everything a label says; None where it says nothing. `text` is the label itself."""

    span: Span | None = None
    certification: str | None = None
    measure: str | None = None
    text: str = ""

    @property
    def silent(self) -> bool:
        """Whether the label names something else: a unit, mostly."""
        return self.span is None and self.certification is None and self.measure is None

    def joined(self, other: Facets) -> Facets:
        """This label and one that stands under it; the lower one decides between two."""
        return Facets(
            _both(self.span, other.span),
            other.certification or self.certification,
            OTHER if OTHER in (self.measure, other.measure) else other.measure or self.measure,
            other.text if other.silent and other.text else self.text if self.silent else "",
        )


def _both(one: Span | None, other: Span | None) -> Span | None:
    if one is None or other is None:
        return one or other
    fine, coarse = (one, other) if MONTHS_IN[one.kind] <= MONTHS_IN[other.kind] else (other, one)
    return Span(fine.kind, fine.number, fine.year or coarse.year)


def span(cell: Cell) -> Span | None:
    """The month, quarter, third, half or whole year a cell names, or None."""
    if isinstance(cell, date):
        return Span("month", cell.month, cell.year)
    if isinstance(cell, bool | time) or cell is None:
        return None
    whole = isinstance(cell, int | float) and float(cell).is_integer()
    return _span(str(int(cell)) if whole and not isinstance(cell, str) else str(cell).casefold())


@lru_cache(10_000)  # bounded: a server reads many files
def _span(text: str) -> Span | None:
    apart = YEAR_PART.sub(" ", text)
    found = grid_months.hint(apart)
    named = any(month.search(apart) for month in grid_months.MONTHS)
    for kind, pattern in PART.items():
        if not named and (match := pattern.search(apart)):
            return Span(kind, int(match[1] or match[2]), found.year)
    if found.month is not None:
        return Span("month", found.month, found.year)
    return None if found.year is None else Span("year", 1, found.year)


@lru_cache(10_000)  # bounded: a server reads many files
def facets(text: str) -> Facets:
    """Everything a heading says."""
    folded = " ".join(text.casefold().split())
    if BREAKDOWN.search(folded):
        return Facets(span(folded), None, OTHER, text)
    certification = next((c for c, pattern in CERTIFIED if pattern.search(folded)), None)
    return Facets(span(folded), certification, measure(text), text)


@lru_cache(10_000)  # bounded: a server reads many files
def measure(text: str) -> str | None:
    """What a heading or title says is measured, or None."""
    folded = text.casefold()
    found = next((m for m, pattern in MEASURED if pattern.search(folded)), None)
    known = [FIELD_MEASURES[f] for f in synonyms.fields(text) if f in FIELD_MEASURES]
    worded = any(pattern.search(folded) for _, pattern in CERTIFIED)
    return found or (known[0] if known and not worded else None)
