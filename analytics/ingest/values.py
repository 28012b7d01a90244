"""Numbers and percents, read column by column.

A percent has several spellings (50 · "50 %" · "50,0" · 0.5) and two meanings (absent or able to
work); which one a column uses is decided over all its values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest.grid import Cell
from analytics.ingest.personal_data import shown
from analytics.ingest.reading import Decision
from analytics.ingest.table import Coded, Flags

PERCENT, FRACTION = N_("percent"), N_("fraction")
NOT_DIGITS = re.compile(r"[\s\u00a0\u202f'’]")
NUMBER = re.compile(r"[-−+]?(\d+([.,]\d*)?|[.,]\d+)")
IN_WORDS = re.compile(
    r"(?:(?P<able>arbeidsevne|arbeidsdyktig|arbeidsfør|arbetsförmåga|arbejdsevne|arbeitsfähig\w*"
    r"|working|able to work|work capacity)|syk\w*|sjuk\w*|fravær\w*|gradert\w*|grad|absent|krank)"
    r"\s*:?\s*(?P<percent>\d{1,3}(?:[.,]\d+)?)\s*(?:%|prosent|pst\.?)",
    re.IGNORECASE,
)
LARGEST_FRACTION = {"grade": 1.0, "position": 2.0}

SCALES = {
    PERCENT: N_("«%(column)s» is read as percent (%(samples)s)."),
    FRACTION: N_("«%(column)s» is read as a share where 1 is the whole (%(samples)s)."),
}
MIXED = N_(
    "«%(column)s» is read as percent, but holds values both above and below 1 (%(samples)s). "
    "Check the samples."
)


@dataclass(frozen=True)
class Numbers:
    """A column of numbers, per row: `values` is NaN where blank or unreadable."""

    values: NDArray[np.float64]
    unreadable: Flags


def number(cell: Cell) -> float | None:
    """A cell as a number: `1 234,5`, `1.234,5`, `12.5`, `3-`, `50 %`; None when it is none."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str):
        return None
    text = NOT_DIGITS.sub("", cell).rstrip("%")
    if text.endswith("-"):  # SAP writes the sign last
        text = "-" + text[:-1]
    if "," in text and "." in text:
        thousands = "." if text.rfind(",") > text.rfind(".") else ","
        text = text.replace(thousands, "")
    if not NUMBER.fullmatch(text):
        return None
    return float(text.replace(",", ".").replace("−", "-"))


def bare(cell: Cell) -> Cell:
    """A cell such as «sykmeldt 50 %» as 50 %, «arbeidsevne 40 %» as the 60 % it leaves."""
    match = IN_WORDS.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if match is None:
        return cell
    percent = float(match["percent"].replace(",", "."))
    return f"{100 - percent if match['able'] else percent:g} %"


def without_words(column: Coded) -> Coded:
    """The column with every cell as `bare` has it."""
    return Coded(column.codes, tuple(bare(cell) for cell in column.cells))


def read(column: Coded) -> Numbers:
    """The column's numbers."""
    return _spread(column, [number(cell) for cell in column.cells])


def _spread(column: Coded, numbers: Sequence[float | None]) -> Numbers:
    values = column.spread([np.nan if n is None else n for n in numbers], np.nan, np.float64)
    return Numbers(values, np.isnan(values) & ~column.blank)


def percents(
    column: Coded, header: str, what: str, chosen: str | None = None
) -> tuple[Numbers, Decision]:
    """The column's percents (0–100), and the scale it was read in.

    `what` is "grade" or "position"; a value written with % is a percent in any case; `chosen` is
    the user's word on the scale.
    """
    numbers = [number(cell) for cell in column.cells]
    signed = [isinstance(cell, str) and "%" in cell for cell in column.cells]
    bare = [n for n, sign in zip(numbers, signed, strict=True) if n is not None and not sign]
    scale, sure = _scale(bare, LARGEST_FRACTION[what])
    if chosen in (PERCENT, FRACTION):
        scale, sure = chosen, True
    factor = 100.0 if scale == FRACTION else 1.0
    scaled = [
        n if n is None or sign else round(n * factor, 6)
        for n, sign in zip(numbers, signed, strict=True)
    ]
    return _spread(column, scaled), _decision(column, header, what, scale, sure)


def _scale(numbers: Sequence[float], largest: float) -> tuple[str, bool]:
    """Fraction when nothing is above `largest` and not everything is zero."""
    if not numbers or max(numbers) <= 0:
        return PERCENT, True
    if max(numbers) <= largest:
        return FRACTION, True
    return PERCENT, not any(0 < n < 1 for n in numbers)


def _decision(column: Coded, header: str, what: str, scale: str, sure: bool) -> Decision:
    samples = tuple(shown(cell) or "" for cell in column.cells[:3])
    values = {"column": header, "samples": " · ".join(samples)}
    message = SCALES[scale] if sure else MIXED
    options = (PERCENT, FRACTION)
    return Decision(f"{what}:{header}", message, values, scale, options, samples, sure)
