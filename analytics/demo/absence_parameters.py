"""How the invented absence comes about: data/demo/absence.toml, which explains each number."""

from dataclasses import dataclass
from typing import Any

from analytics.demo.leave_parameters import ChildSick, Holiday, Leave, Parental, Short
from analytics.demo.tables import Numbers, Span, Whole, read_toml


@dataclass(frozen=True, slots=True)
class Frailty:
    """Gamma shapes of proneness: the part both kinds of spell share, and the doctor's own part."""

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
    """The rate (percent) each year of a small staff should be near, and draws to choose from."""

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
class AbsencePlan:
    """data/demo/absence.toml; `season` has twelve factors from January, `weekday` five."""

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
    return AbsencePlan(
        **{
            name: _SECTIONS[name](**value) if name in _SECTIONS else value
            for name, value in content.items()
        }
    )
