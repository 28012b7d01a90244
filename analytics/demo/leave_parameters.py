"""The parts of data/demo/absence.toml about short spells and leave, which explains each number."""

from dataclasses import dataclass

from analytics.demo.tables import Numbers, Span, Whole


@dataclass(frozen=True, slots=True)
class Short:
    """Spells of few days: how many a year, lengths in calendar days and their weights."""

    per_year: float
    days: Whole
    weights: Numbers


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
