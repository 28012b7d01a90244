"""SSB's tables of sickness absence: the dimensions each must have, and what its codes mean.

A table that has changed (a new industry standard renames `NACE2007`) is refused and said so;
figures are never guessed into place. Source: data.ssb.no, tables 12439–12442.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.errors import ReaderError

SEX, INDUSTRY, SECTOR, CERTIFICATION = "Kjonn", "NACE2007", "Sektor", "Sykefraver2"
CONTENTS, TIME = "ContentsCode", "Tid"
RATE = "SykefravProsent"  # the unadjusted rate; seasonally adjusted ones are other contents

ALL_INDUSTRIES = "00-99"
ALL = "all"
BOTH = "both"
TOTAL = "total"
FETCHED = "fetched"  # the vintage of figures straight from a table

SEXES = {"0": BOTH, "1": "M", "2": "F"}
CERTIFICATIONS = {"Alt": TOTAL, "E": "self_certified", "L": "doctor_certified"}
SECTORS = {"ALLE": ALL, "A+B+D+E": "private", "6500": "municipal", "6100": "state"}

COLUMNS = (
    "period", "freq", "table", "sex", "industry", "sector", "certification", "value_pct",
    "fetched_at", "adjustment", "occupation", "vintage", "published", "publisher", "source",
)  # fmt: skip


class BenchmarkError(ReaderError):
    """Benchmark figures could not be fetched, read or kept; those held before still stand."""


@dataclass(frozen=True)
class Table:
    """One table: the dimensions it must have, and those it may have besides."""

    id: str
    needed: frozenset[str]
    also: frozenset[str] = frozenset()

    def fits(self, dimensions: Mapping[str, object]) -> bool:
        """Whether a table with these dimensions is the one we know."""
        return self.needed <= set(dimensions) <= self.needed | self.also


_EVERY = frozenset({SEX, CONTENTS, TIME})
TABLES = (
    Table("12439", _EVERY | {CERTIFICATION}),
    Table("12441", _EVERY | {INDUSTRY, CERTIFICATION}),
    Table("12440", _EVERY | {INDUSTRY}, frozenset({CERTIFICATION})),
    Table("12442", _EVERY | {INDUSTRY, SECTOR}, frozenset({CERTIFICATION})),
)


def certification_of(title: str) -> str:
    """What a table without a dimension for it counts, by its title.

    SSB's plain word «sykefravær» is self-certified and doctor-certified together (Om statistikken).
    """
    text = title.casefold()
    return "doctor_certified" if "legemeldt" in text and "egenmeldt" not in text else TOTAL
