"""How many people look alike in what a brief would say of one of them. Fewer than five could give
the person away, so that something is left out until there are five, or the brief is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.errors import ReaderError
from analytics.i18n import N_

FEWEST = 5  # as NAV: figures about fewer are personal data
AGES = ((0, 29), (30, 39), (40, 49), (50, 59), (60, 120))
# Working days lost in twelve months, upper limits; above the last is a band of its own.
BANDS = (0, 3, 16, 56)


class TooFewAlike(ReaderError):
    """The person could be recognised whatever is left out."""


@dataclass(frozen=True)
class Likeness:
    """What a brief says of who somebody is; None for what it leaves out. `unit`: a path of names.
    `age`: the first and last year of an age group. `band`: the number of a band of lost days."""

    unit: str | None
    sex: str | None
    age: tuple[int, int] | None
    band: int | None


def age_group(birth_year: int | None, year: int) -> tuple[int, int] | None:
    """The age group somebody is in during `year`; None when the birth year is unknown."""
    if birth_year is None:
        return None
    return next((group for group in AGES if group[0] <= year - birth_year <= group[1]), None)


def band(lost_days: float) -> int:
    """The band of so many lost days, 0 to 4."""
    return sum(lost_days > limit for limit in BANDS)


def safe(person: Likeness, everybody: Sequence[Likeness], fewest: int = FEWEST) -> Likeness:
    """The most that can be said of `person` while at least `fewest` of `everybody` (the person
    among them) fit it. Age goes first, then sex, then the unit step by step, then the absence.

    Raises TooFewAlike when even the absence alone fits fewer.
    """
    for tried in coarser(person):
        if sum(fits(tried, other) for other in everybody) >= fewest:
            return tried
    raise TooFewAlike(
        N_(
            "Fewer than %(fewest)s people are alike in this, so that the person could be "
            "recognised. Talk about the question in general, without the case."
        ),
        fewest=fewest,
    )


def coarser(person: Likeness) -> Iterator[Likeness]:
    """Ever less about `person`, from all of it to the absence alone."""
    whole = person
    without_age = replace(whole, age=None)
    yield from (whole, without_age, replace(whole, sex=None))
    bare = replace(without_age, sex=None)
    yield bare
    while bare.unit:
        above = bare.unit.rpartition("/")[0]
        bare = replace(bare, unit=above or None)
        yield bare
    yield replace(bare, unit=None)


def fits(said: Likeness, other: Likeness) -> bool:
    """Whether what is said fits somebody else too."""
    return (
        (said.unit is None or _below(other.unit, said.unit))
        and (said.sex is None or said.sex == other.sex)
        and (said.age is None or said.age == other.age)
        and (said.band is None or said.band == other.band)
    )


def _below(unit: str | None, above: str) -> bool:
    return unit is not None and (unit == above or unit.startswith(above + "/"))
