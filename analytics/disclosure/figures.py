"""The figures of one published row, from exact sums."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from analytics.disclosure.ledger import AGREED, AWAY, SICK_DAYS, Ints
from analytics.domain.absence import BANDS as CLASSES
from analytics.domain.absence import Definition, DurationLens
from analytics.domain.rate import percent
from analytics.month_facts import BANDS, CERTIFICATIONS, SCALE

PERSON_CLASSES = ((5, 9), (10, 19), (20, 49), (50, 99), (100, None))
NOTHING = float("nan")
Slots = Sequence[int]

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


def figures(amounts: Ints, slots: Slots, definition: Definition, persons: int) -> dict[str, object]:
    """Lost and agreed days, rates in per cent and the class of `persons`; NaN without agreed days.
    `persons` itself becomes the lower end of its class: the number is nowhere in what is shown."""
    lost = int(amounts[list(slots)].sum())
    agreed = int(amounts[AGREED])
    if definition is Definition.INTERNAL:
        agreed -= int(amounts[AWAY])
    if agreed <= 0:
        return hidden() | {"lost_days": lost / SCALE, "persons": 0.0, "masked": False}
    low, high = person_class(persons)
    return {
        "lost_days": lost / SCALE,
        "agreed_days": agreed / SCALE,
        "persons": float(low),
        "rate": 100 * (lost / SCALE) / (agreed / SCALE),
        "rate_rounded": float(percent(Decimal(lost), Decimal(agreed)) or 0),
        "masked": False,
        "persons_low": float(low),
        "persons_high": NOTHING if high is None else float(high),
    }


def hidden() -> dict[str, object]:
    """The same of a row that is hidden: nothing, whatever the cause."""
    names = ("lost_days", "agreed_days", "persons", "rate", "rate_rounded")
    ends = ("persons_low", "persons_high")
    return {**dict.fromkeys(names, NOTHING), "masked": True, **dict.fromkeys(ends, NOTHING)}
