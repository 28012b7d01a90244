"""The figures of published rows, from exact sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.disclosure.ledger import AGREED, AWAY, SICK_DAYS, Ints
from analytics.domain.absence import BANDS as CLASSES
from analytics.domain.absence import Definition, DurationLens
from analytics.month_facts import BANDS, CERTIFICATIONS, SCALE
from analytics.rounding import percents

PERSON_CLASSES = ((5, 9), (10, 19), (20, 49), (50, 99), (100, None))
NOTHING = float("nan")
FIGURES = (
    "lost_days", "agreed_days", "persons", "rate", "rate_rounded", "persons_low", "persons_high",
)  # fmt: skip
Slots = Sequence[int]
Columns = dict[str, NDArray[Any]]
_LOWEST = np.array([low for low, _ in PERSON_CLASSES], float)
_HIGHEST = np.array([NOTHING if high is None else high for _, high in PERSON_CLASSES], float)

ALL: Slots = range(SICK_DAYS)


def certified(kind: str) -> Slots:
    """The slots of the days certified by `kind`."""
    start = CERTIFICATIONS.index(kind) * BANDS
    return range(start, start + BANDS)


def lasting(lens: DurationLens) -> dict[str, Slots]:
    """The slots of each duration class of `lens`."""
    return {
        name: [kind * BANDS + band - 1 for kind in range(len(CERTIFICATIONS)) for band in bands]
        for name, bands in CLASSES[lens].items()
    }


def person_class(persons: int) -> tuple[int, int | None]:
    """The class a number of people is told as: 5–9, 10–19, 20–49, 50–99, or 100 and more."""
    return next(c for c in reversed(PERSON_CLASSES) if persons >= c[0] or c[0] == 5)


def figures(amounts: Ints, slots: Slots, definition: Definition, persons: Ints) -> Columns:
    """Column by column, of each row of `amounts` (by slot): lost and agreed days, rates in per cent
    and the class of `persons`; NaN without agreed days. `persons` itself becomes the lower end of
    its class: the number is nowhere in what is shown."""
    lost, agreed = amounts[:, list(slots)].sum(axis=1), amounts[:, AGREED]
    if definition is Definition.INTERNAL:
        agreed = agreed - amounts[:, AWAY]
    some = agreed > 0
    days, base = lost / SCALE, np.where(some, agreed, NOTHING) / SCALE
    of_class = np.maximum(np.searchsorted(_LOWEST, persons, "right") - 1, 0)
    low, high = (np.where(some, ends[of_class], NOTHING) for ends in (_LOWEST, _HIGHEST))
    return {
        "lost_days": days,
        "agreed_days": base,
        "persons": np.where(some, low, 0.0),
        "rate": 100 * days / base,
        "rate_rounded": np.where(some, percents(lost, np.where(some, agreed, 1)), NOTHING),
        "masked": np.zeros(len(amounts), np.bool_),
        "persons_low": low,
        "persons_high": high,
    }


def hidden(rows: int) -> Columns:
    """The same of rows that are hidden: nothing, whatever the cause."""
    nothing = {name: np.full(rows, NOTHING) for name in FIGURES}
    return nothing | {"masked": np.ones(rows, np.bool_)}
