"""How the invented absence comes about, read from data/demo/absence.toml, where each number is explained."""

from dataclasses import dataclass
from typing import Any

from analytics.demo.parameters import Numbers, Span, Whole, read_toml


@dataclass(frozen=True, slots=True)
class Frailty:
    """Gamma shapes of the person's proneness: the part both kinds of spell share, and the part of its own."""

    shared_shape: float
    own_shape: float


@dataclass(frozen=True, slots=True)
class Level:
    """Factors on the number of spells by sex and, in between linearly, by age."""

    K: float
    M: float
    age_20: float
    age_65: float


@dataclass(frozen=True, slots=True)
class Short:
    """Spells of few days: how many a year, their lengths in calendar days and the weights of these."""

    per_year: float
    days: Whole
    weights: Numbers


@dataclass(frozen=True, slots=True)
class DoctorCertified:
    """Log-normal spells: median and clip in calendar days, and how many begin as self-certified."""

    per_year: float
    median_days: float
    log_spread: float
    days: Span
    lead_in: float
    lead_in_days: Span


@dataclass(frozen=True, slots=True)
class Certificates:
    """How a doctor-certified spell is cut into certificates, and when these turn graded."""

    first_days: Span
    next_days: Span
    shortest_days: int
    graded_from_days: int
    graded: float
    graded_after_days: int
    switch: float
    step: float
    graded_at_once: float
    grades: Whole
    first_grade_weights: Numbers


@dataclass(frozen=True, slots=True)
class Steady:
    """The rate (percent) each year of a small staff should be near, and how many draws to choose from."""

    rate: float
    draws: int
    largest_staff: int


@dataclass(frozen=True, slots=True)
class StandsOut:
    """The unit whose absence has grown: factors on its spells, and the rates (percent) aimed at."""

    months: int
    before: float
    now: float
    rate_before: float
    rate_now: float
    draws: int


@dataclass(frozen=True, slots=True)
class Parental:
    """Parental leave: ages, and calendar days for women and men."""

    per_year: float
    ages: Span
    K: Span
    M: Span
    apart_days: int


@dataclass(frozen=True, slots=True)
class ChildSick(Short):
    """A child's sickness: share who are parents, and their ages."""

    parents: float
    ages: Span


@dataclass(frozen=True, slots=True)
class Leave:
    """Rare leave: how many a year and calendar days, evenly spread."""

    per_year: float
    days: Span


@dataclass(frozen=True, slots=True)
class Holiday:
    """Weeks of holiday (ISO numbers) and the share of people who take the ones outside summer."""

    summer_weeks: Span
    summer_starts: Span
    autumn_week: int
    autumn: float
    winter_week: int
    winter: float
    christmas: float


@dataclass(frozen=True, slots=True)
class AbsencePlan:
    """data/demo/absence.toml; `season` has twelve factors from January, `weekday` five from Monday."""

    burn_in_days: int
    season: Numbers
    weekday: Numbers
    frailty: Frailty
    level: Level
    self_certified: Short
    doctor_certified: DoctorCertified
    certificates: Certificates
    steady: Steady
    stands_out: StandsOut
    parental: Parental
    child_sick: ChildSick
    unpaid: Leave
    welfare: Leave
    holiday: Holiday


_SECTIONS: dict[str, Any] = {
    "frailty": Frailty,
    "level": Level,
    "self_certified": Short,
    "doctor_certified": DoctorCertified,
    "certificates": Certificates,
    "steady": Steady,
    "stands_out": StandsOut,
    "parental": Parental,
    "child_sick": ChildSick,
    "unpaid": Leave,
    "welfare": Leave,
    "holiday": Holiday,
}


def absence_plan() -> AbsencePlan:
    """The whole absence process."""
    content = read_toml("absence")
    return AbsencePlan(**{
        name: _SECTIONS[name](**value) if name in _SECTIONS else value for name, value in content.items()
    })
