"""The second opinion: rates and spells counted day by day, in dictionaries and fractions.

Nothing here comes from the product but its words (types of absence, definitions, groupings);
no SQL, no pandas, its own calendar. Slow and plain on purpose: read it beside the definitions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, cached_property
from itertools import pairwise

from analytics.domain.absence import Definition, DurationLens
from analytics.queries import By

ONE = timedelta(days=1)
OWN = ("doctor_certified", "self_certified", "sick")  # at equal grades the former names the day
AFTER_OWN = ("child_sick", "holiday", "leave", "other")  # what is left of a day goes in this order
AWAY = ("holiday", "leave", "other")
LIMITS = {
    DurationLens.STATUTE: ((3, "1-3"), (16, "4-16"), (56, "17-56"), (10**6, ">56")),
    DurationLens.NAV: ((7, "A"), (16, "B"), (56, "C"), (140, "D"), (273, "E"), (10**6, "F")),
    DurationLens.EMPLOYER_PERIOD: ((16, "<=16"), (10**6, ">16")),
}


@dataclass(frozen=True)
class Absence:
    """One registration; no end while it is open."""

    no: str
    type: str
    start: date
    end: date | None
    grade: Fraction = Fraction(1)
    unit: str | None = None
    number: str | None = None
    position: Fraction | None = None


@dataclass(frozen=True)
class Employment:
    """One employment of one person; no end while it lasts."""

    no: str
    unit: str
    parent: str | None
    code: str | None
    position: Fraction
    start: date
    end: date | None
    sex: str | None = None
    number: str | None = None
    registered: bool = True


@dataclass(frozen=True)
class Agreed:
    """What a customer without a register says of one unit and month."""

    unit: str
    month: date
    days: Fraction
    persons: int | None


@cache
def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus."""
    golden, century, rest = year % 19, year // 100, year % 100
    drift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - drift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The twelve Norwegian public holidays."""
    moving = {easter(year) + timedelta(days=n) for n in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)}
    return frozenset(moving | {date(year, *month_day) for month_day in fixed})


@cache
def works(day: date) -> bool:
    """Monday to Friday, and no public holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)


def days(start: date, end: date) -> Iterator[date]:
    """Every calendar day from `start` to `end`."""
    return (start + timedelta(days=n) for n in range((end - start).days + 1))


def half_up(lost: Fraction, whole: Fraction) -> Decimal | None:
    """The rate in per cent with one decimal, or None when there is nothing to divide by."""
    if whole <= 0:
        return None
    thousandths = Decimal(int(lost * 1000 / whole + Fraction(1, 2)))
    return (thousandths / 10).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass
class Figures:
    """One row of a rate table."""

    lost: Fraction = Fraction(0)
    agreed: Fraction | None = None
    persons: int | None = 0
    fewest: int = 0
    unknown: bool = False

    @property
    def rate_rounded(self) -> Decimal | None:
        return None if self.agreed is None else half_up(self.lost, self.agreed)


@dataclass(frozen=True)
class Run:
    """Consecutive days of one type and grade within one spell."""

    no: str
    type: str
    start: date
    end: date
    grade: Fraction
    open: bool
    spell_start: date
    spell_end: date


@dataclass
class Day:
    """One working day of one employment: what was agreed, and what was lost of it, by type."""

    day: date
    person: str
    unit: str
    sex: str | None
    registered: bool
    position: Fraction
    shares: dict[str, Fraction]
    spell_days: int


@dataclass
class Reference:
    """An organisation, and what can be counted of it."""

    employments: Sequence[Employment]
    absences: Sequence[Absence]
    agreed: Sequence[Agreed] = ()
    through: date = date(2025, 12, 31)
    _parents: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.employments:
            self._parents[row.unit] = row.parent or self._parents.get(row.unit)

    @cached_property
    def horizon(self) -> date:
        """The last day of the month the export reaches."""
        return (self.through.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE

    def path(self, unit: str | None) -> str:
        """The path of names from the top."""
        names: list[str] = []
        while unit is not None:
            names.insert(0, unit)
            unit = self._parents.get(unit)
        return "/".join(names)

    @cached_property
    def units(self) -> set[str]:
        """Every unit there is, those that only others hang under too."""
        named = {row.unit for row in self.employments} | {row.unit for row in self.agreed}
        return {above for unit in named for above in _above(self.path(unit))} - {""}

    def last(self, absence: Absence) -> date:
        """The last day of a registration; an open one runs to the export date."""
        return absence.end or max(absence.start, self.through)

    @cached_property
    def everybody(self) -> list[Employment]:
        """The register, and people known from absences alone in units with agreed days given."""
        known = {e.no for e in self.employments}
        given = {a.unit for a in self.agreed}
        rows: dict[tuple[str, str], list[Absence]] = defaultdict(list)
        for absence in self.absences:
            if absence.no not in known and absence.unit in given:
                rows[absence.no, absence.unit].append(absence)
        strangers = [
            Employment(
                no, unit, None, None,
                max((a.position for a in found if a.position is not None), default=Fraction(1)),
                min(a.start for a in found), max(a.end or self.horizon for a in found),
                registered=False,
            )
            for (no, unit), found in rows.items()
        ]  # fmt: skip
        return [*self.employments, *strangers]

    @cached_property
    def by_day(self) -> list[Day]:
        """Every working day of every employment."""
        spells = {(run.no, day): (run.spell_end - run.spell_start).days + 1
                  for run in self.runs if run.type in OWN
                  for day in days(run.start, run.end)}  # fmt: skip
        found = []
        for no in {e.no for e in self.everybody}:
            mine = [a for a in self.absences if a.no == no]
            for start, end, there in self._together(no):
                for day in filter(works, days(start, end)):
                    today = [a for a in mine if a.start <= day <= self.last(a)]
                    for e in there:
                        here = [a for a in today if _counts_in(a, e, there)]
                        found.append(
                            Day(day, no, self.path(e.unit), e.sex, e.registered, e.position,
                                shares(here), spells.get((no, day), 0))
                        )  # fmt: skip
        return found

    def _together(self, no: str) -> Iterator[tuple[date, date, list[Employment]]]:
        """Stretches of days on which the same employments of a person exist."""
        mine = [e for e in self.everybody if e.no == no]
        last = {id(e): min(e.end or self.horizon, self.horizon) for e in mine}
        edges = sorted({e.start for e in mine} | {last[id(e)] + ONE for e in mine})
        for start, after in pairwise(edges):
            there = [e for e in mine if e.start <= start <= last[id(e)]]
            if there:
                yield start, after - ONE, there

    @cached_property
    def runs(self) -> list[Run]:
        """Stitched spells of every person, track by track, cut where type or grade changes."""
        found: list[Run] = []
        for no in {a.no for a in self.absences}:
            for track in (OWN, *((name,) for name in AFTER_OWN)):
                mine = [a for a in self.absences if a.no == no and a.type in track]
                found += self._runs_of(no, mine)
        return found

    def _runs_of(self, no: str, mine: list[Absence]) -> Iterator[Run]:
        calendar: dict[date, list[Absence]] = defaultdict(list)
        for absence in mine:
            for day in days(absence.start, self.last(absence)):
                calendar[day].append(absence)
        for spell in _split(sorted(calendar), lambda a, b: b == a + ONE):
            is_open = any(a.end is None for day in spell for a in calendar[day])
            kind = {day: _kind(calendar[day]) for day in spell}
            for run in _split(spell, lambda a, b: kind[a] == kind[b]):  # noqa: B023
                name, grade = kind[run[0]]
                yield Run(no, name, run[0], run[-1], grade, is_open and run[-1] == spell[-1],
                          spell[0], spell[-1])  # fmt: skip

    def rates(
        self,
        by: By,
        start: date,
        end: date,
        unit: str = "",
        definition: Definition = Definition.COMPARABLE,
        lens: DurationLens = DurationLens.STATUTE,
    ) -> dict[tuple[str, str, str], Figures]:
        """Figures per (unit, span, part) for the whole months from `start` to `end`."""
        months = sorted({day.replace(day=1) for day in days(start, end)})
        nodes = {u for u in self.units if _under(u, unit)} if by is By.UNIT else {unit}
        table: dict[tuple[str, str, str], Figures] = {}
        for node in nodes:
            for name, inside in _spans(by, months).items():
                cell = self._cell(node, inside, by, definition, lens)
                table |= {(node, name, part): value for part, value in cell.items()}
        return table

    def _cell(
        self, node: str, months: set[date], by: By, definition: Definition, lens: DurationLens
    ) -> dict[str, Figures]:
        lost: dict[str, Fraction] = defaultdict(Fraction)
        whole: dict[str, Fraction] = defaultdict(Fraction)
        heads: dict[str, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
        given: dict[date, list[int | None]] = defaultdict(list)
        for day in self._days_in(node, months):
            group = (day.sex or "unknown") if by is By.SEX else ""
            for name, share in day.shares.items():
                if name in OWN and share * day.position:
                    lost[self._part(by, day, name, lens)] += share * day.position
            if day.registered and day.position:
                whole[group] += day.position
                heads[group][day.day.replace(day=1)].add(day.person)
        for row in self._given_in(node, months):
            whole["unknown" if by is By.SEX else ""] += row.days
            given[row.month].append(row.persons)
        if definition is Definition.INTERNAL:
            for day in self._days_in(node, months):
                group = (day.sex or "unknown") if by is By.SEX else ""
                if group in whole:
                    away = sum((day.shares.get(name, Fraction(0)) for name in AWAY), Fraction(0))
                    whole[group] -= away * day.position
        parts = _parts(by, lens, lost, whole)
        return {
            part: _figures(
                lost[part],
                whole.get(part if by is By.SEX else ""),
                heads[part if by is By.SEX else ""],
                given if by is not By.SEX or part == "unknown" else {},
            )
            for part in parts
        }

    def _part(self, by: By, day: Day, name: str, lens: DurationLens) -> str:
        if by is By.CERTIFICATION:
            return name
        if by is By.DURATION:
            return next(label for limit, label in LIMITS[lens] if day.spell_days <= limit)
        return (day.sex or "unknown") if by is By.SEX else ""

    def _days_in(self, node: str, months: set[date]) -> Iterator[Day]:
        return (d for d in self.by_day if d.day.replace(day=1) in months and _under(d.unit, node))

    def _given_in(self, node: str, months: set[date]) -> Iterator[Agreed]:
        """Given figures, where nobody in the register works in the unit or below it that month."""
        staffed = {
            (above, d.day.replace(day=1))
            for d in self.by_day
            if d.registered and d.position
            for above in _above(d.unit)
        }
        for row in self.agreed:
            place = self.path(row.unit)
            if row.month in months and _under(place, node) and (place, row.month) not in staffed:
                yield row


def shares(here: list[Absence]) -> dict[str, Fraction]:
    """What of one day goes to which type; together never more than the whole day."""
    found: dict[str, Fraction] = {}
    own = [a for a in here if a.type in OWN]
    left = Fraction(1)
    if own:
        name, grade = _kind(own)
        found[name] = grade
        left -= grade
    for name in AFTER_OWN:
        grade = max((a.grade for a in here if a.type == name), default=Fraction(0))
        found[name] = min(grade, left)
        left -= found[name]
    return found


def _kind(today: list[Absence]) -> tuple[str, Fraction]:
    grade = max(a.grade for a in today)
    names = {a.type for a in today if a.grade == grade}
    return next((name for name in OWN if name in names), min(names)), grade


def _counts_in(absence: Absence, employment: Employment, there: list[Employment]) -> bool:
    named = [e for e in there if _names(absence, e)] if len(there) > 1 else []
    return not named or employment in named


def _names(absence: Absence, employment: Employment) -> bool:
    if absence.number is not None and employment.number is not None:
        return absence.number == employment.number
    return absence.unit is not None and absence.unit in (employment.unit, employment.code)


def _above(path: str) -> list[str]:
    steps = path.split("/")
    return ["", *("/".join(steps[: n + 1]) for n in range(len(steps)))]


def _under(unit: str, node: str) -> bool:
    return node in _above(unit)


def _split(ordered: list[date], joined: Callable[[date, date], bool]) -> Iterator[list[date]]:
    part: list[date] = []
    for item in ordered:
        if part and not joined(part[-1], item):
            yield part
            part = []
        part.append(item)
    if part:
        yield part


def _spans(by: By, months: list[date]) -> dict[str, set[date]]:
    spans: dict[str, set[date]] = defaultdict(set)
    for month in months:
        name = {
            By.MONTH: f"{month:%Y-%m}",
            By.QUARTER: f"{month:%Y}K{(month.month + 2) // 3}",
        }.get(by, "")
        spans[name].add(month)
    return spans


def _parts(
    by: By, lens: DurationLens, lost: dict[str, Fraction], whole: dict[str, Fraction]
) -> list[str]:
    if by is By.CERTIFICATION:
        return ["self_certified", "doctor_certified", *(["sick"] if "sick" in lost else [])]
    if by is By.DURATION:
        return [label for _, label in LIMITS[lens]]
    if by is By.SEX:
        unknown = "unknown" in lost or "unknown" in whole
        return ["F", "M", *(["unknown"] if unknown else [])]
    return [""]


def _figures(
    lost: Fraction,
    whole: Fraction | None,
    heads: dict[date, set[str]],
    given: dict[date, list[int | None]],
) -> Figures:
    unsaid = {month for month, counts in given.items() if None in counts}
    said = {month: sum(n or 0 for n in counts) for month, counts in given.items()}
    months = {*heads, *said} - unsaid
    staff = [len(heads.get(month, ())) + said.get(month, 0) for month in months]
    everybody = set().union(*heads.values()) if heads else set()
    return Figures(
        lost=lost,
        agreed=whole,
        persons=None if unsaid else len(everybody) + max(said.values(), default=0),
        fewest=min((n for n in staff if n), default=0),
        unknown=bool(unsaid),
    )
