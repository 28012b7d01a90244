"""How the invented employer and its people are made, read from data/demo/*.toml.

The comments in those files say what each number means; rates are per person and year, spans
inclusive.
"""

from dataclasses import dataclass

from analytics.demo.tables import Numbers, Span, Texts, Whole, read_toml


@dataclass(frozen=True, slots=True)
class Pattern:
    """What positions look like in a kind of unit: percents, their weights, weekend work."""

    percents: Whole
    weights: Numbers
    weekend: float


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A unit that can be founded: once, or once per place when its name holds {place}."""

    name: str
    size: Span
    pattern: str
    women: float
    sickness: float
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class DivisionPlan:
    """A division, its share of the staff (0-1) and its units in order of founding."""

    name: str
    share: float
    units: tuple[UnitKind, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """data/demo/organisation.toml."""

    employer: str
    smallest_employer: int
    largest_unit: int
    leadership_from: int
    leadership_staff: int
    share_of_men_leading: float
    places: Texts
    patterns: dict[str, Pattern]
    divisions: tuple[DivisionPlan, ...]


@dataclass(frozen=True, slots=True)
class Turnover:
    """How staff come and go; rates a year, days for the rest."""

    leave: float
    move: float
    change_percent: float
    rehire: float
    rehire_after_days: int
    gap_days: Span
    settled_days: int
    small_unit: int
    retire_at: int


@dataclass(frozen=True, slots=True)
class SecondPosition:
    """Who holds two positions: share of the staff, percents of the main one and of the second."""

    share: float
    main_percent: Span
    percents: Whole


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages in years at the start of the period (settled) or at hiring (joiner)."""

    settled_mean: float
    settled_spread: float
    joiner_mean: float
    joiner_spread: float
    youngest: int
    oldest: int
    leader: Span


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """data/demo/people.toml."""

    given_stems: Texts
    surname_stems: Texts
    surname_endings: Texts
    given_endings: dict[str, Texts]
    turnover: Turnover
    second_position: SecondPosition
    age: Ages
    mean_years: float
    longest_years: int


def organisation_plan() -> OrganisationPlan:
    """The employer, its divisions and its kinds of units."""
    content = read_toml("organisation")
    stems, endings = content.pop("place_stems"), content.pop("place_endings")
    patterns = {name: Pattern(**table) for name, table in content.pop("patterns").items()}
    divisions = tuple(
        DivisionPlan(
            division["name"],
            division["share"],
            tuple(UnitKind(**unit) for unit in division["units"]),
        )
        for division in content.pop("division")
    )
    places = tuple(stem + ending for stem in stems for ending in endings)
    return OrganisationPlan(places=places, patterns=patterns, divisions=divisions, **content)


def people_plan() -> PeoplePlan:
    """Name parts and how staff come and go."""
    content = read_toml("people")
    return PeoplePlan(
        turnover=Turnover(**content.pop("turnover")),
        second_position=SecondPosition(**content.pop("second_position")),
        age=Ages(**content.pop("age")),
        **content.pop("tenure"),
        **content,
    )
