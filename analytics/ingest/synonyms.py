"""What a heading may mean: known headings of many systems, compared without spelling noise."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

FORMATS = Path(__file__).parents[2] / "data" / "formats"

# Headings shorter than this resemble too many others; below 88 of 100 "Registrert dato" would
# pass for a start date.
SHORTEST_RESEMBLING = 5
RESEMBLANCE = 88

# Enough for the headings and codes of any file. Not for all cells: what a server remembers of
# them would grow with every upload, and some are names.
REMEMBERED = 10_000

LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "%": "pct", "#": "nr", "№": "nr"}
)


@lru_cache(REMEMBERED)
def normalise(text: str) -> str:
    """`text` without case, accents, spaces and punctuation; `%` and `#` are kept as words."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return re.sub(r"[^0-9a-z]", "", folded)


@cache
def catalogue() -> dict[str, tuple[str, ...]]:
    """Normalised heading → canonical fields it may stand for (data/formats/header_synonyms.csv)."""
    found: dict[str, list[str]] = {}
    with (FORMATS / "header_synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            fields = found.setdefault(normalise(row["header"]), [])
            if row["canonical_field"] not in fields:
                fields.append(row["canonical_field"])
    return {heading: tuple(fields) for heading, fields in found.items() if heading}


@lru_cache(REMEMBERED)
def rank(heading: str) -> int:
    """How early `heading` comes in the catalogue; the plainest word for a field comes first."""
    return _ranks().get(normalise(heading), len(_ranks()))


@cache
def _ranks() -> dict[str, int]:
    return {heading: n for n, heading in enumerate(catalogue())}


@lru_cache(REMEMBERED)
def fields(heading: str) -> tuple[str, ...]:
    """The canonical fields `heading` is a known word for; empty when it is not known.

    What stands in brackets ("Fra dato (dd.mm.åååå)") or after a line break is left out on a
    second look.
    """
    known = catalogue().get(normalise(heading))
    if known is None:
        known = catalogue().get(normalise(re.sub(r"[(\[].*|\n.*", "", heading)))
    return known or ()


def resembles(heading: str) -> tuple[str, ...]:
    """The fields of the known heading that `heading` looks most like; empty when none is near.

    Never more than a proposal: a near spelling is no proof.
    """
    key = normalise(heading)
    if len(key) < SHORTEST_RESEMBLING:
        return ()
    best = process.extractOne(key, catalogue().keys(), scorer=fuzz.ratio, score_cutoff=RESEMBLANCE)
    return catalogue()[best[0]] if best else ()
