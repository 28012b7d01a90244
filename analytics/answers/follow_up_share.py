"""How much of following up was done in time, by unit, as one reader may be told it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from analytics import queries
from analytics.access import Reader, answer, within
from analytics.answers.episodes import Followed, followed
from analytics.disclosure.figures import person_class
from analytics.domain.period import Period
from analytics.domain.rate import masked
from analytics.figures.wording import is_missing
from analytics.queries import EVERYBODY, By, Selection
from analytics.rules.deadline import Status
from analytics.rules.follow_up import deadlines
from analytics.rules.follow_up_rules import Rule
from analytics.store.connection import Cursor, Store

COUNTED = (Rule.PLAN, Rule.MEETING)
LATEST = timedelta(days=183)  # both fall due far sooner after the days that they hang on


@dataclass(frozen=True)
class Share:
    """Of the duties of one kind that fell due in a unit and below it, those done in time.

    `persons`: people they are about (for readers without person access the lower end of the
    class); `episodes`: how many (None for the same readers); `share`: per cent, whole for them.
    All three are None where `masked`.
    """

    unit_id: str
    rule: Rule
    persons: int | None
    episodes: int | None
    share: float | None
    masked: bool


@dataclass(frozen=True)
class _Case:
    unit: str
    employee_key: str
    in_time: bool


def shares(reader: Reader, store: Store, period: Period, today: date) -> list[Share]:
    """A row per unit the reader sees and rule, units in the order of the tree, where anything fell
    due in `period` and before `today`; exempted duties are left out. Readers without person access
    get a row for every unit whose rate they are shown, whether anything fell due or not.

    Nothing before the first day on which anything was noted: what was not written down then may
    have been done all the same. Hidden are fewer than five people; for readers without person
    access also nobody, and those that the rest of the unit above would give away. Raises
    AccessDenied out of scope.
    """
    with store.cursor() as cursor:
        noted = _first_note(cursor)
        since = max(period.first, noted)
        due = since <= min(period.last, today)
        people = followed(cursor, today, since=since - LATEST) if due else []
        tree = queries.units(cursor)
    above = zip(tree["unit_id"], tree["parent_id"], strict=True)
    parents = {EVERYBODY: EVERYBODY}
    parents |= {unit: parent if isinstance(parent, str) else EVERYBODY for unit, parent in above}
    visible = [unit for unit in parents if within(unit, reader.unit)]
    open_units = set(visible) if reader.sees_persons else _shown(reader, store, period)
    found: list[Share] = []
    cases_of = _cases(people, since, min(period.last, today), today)
    for rule in COUNTED:
        cases = cases_of[rule]
        inside = {unit: [c for c in cases if within(c.unit, unit)] for unit in visible}
        heads = {unit: len({c.employee_key for c in inside[unit]}) for unit in visible}
        told = [unit for unit in visible if inside[unit]]
        hidden = {unit for unit in visible if masked(heads[unit]) or unit not in open_units}
        if not reader.sees_persons:
            # A row that is only there when something fell due would itself tell of long sickness.
            told = [unit for unit in visible if unit in open_units]
            hidden = _sheltered(hidden | {u for u in told if not heads[u]}, heads, parents)
        found += [
            _share(reader, unit, rule, inside[unit], heads[unit], unit in hidden) for unit in told
        ]
    order = {unit: place for place, unit in enumerate(visible)}
    return sorted(found, key=lambda share: (order[share.unit_id], COUNTED.index(share.rule)))


def _first_note(cursor: Cursor) -> date:
    """The first day on which anything was done that was written down."""
    days = queries.follow_up_marks(cursor)["day"]
    return days.min().date() if len(days) else date.max


def _cases(
    people: Iterable[Followed], first: date, last: date, today: date
) -> dict[Rule, list[_Case]]:
    """The duties of each rule that fell due from `first` to `last`."""
    cases: dict[Rule, list[_Case]] = {rule: [] for rule in COUNTED}
    for person in people:
        for episode, unit in zip(person.episodes, person.units, strict=True):
            if episode.start > last or episode.end < first - LATEST:
                continue
            for found in deadlines(episode, person.marks, today, over=True):
                told = found.status in (Status.DONE, Status.OVERDUE)
                if found.rule in cases and told and first <= found.due <= last:
                    in_time = found.evidence.get("days_late") == 0
                    told_of = _Case(unit or EVERYBODY, person.employee_key, in_time)
                    cases[found.rule].append(told_of)
    return cases


def _shown(reader: Reader, store: Store, period: Period) -> set[str]:
    """Units whose rate the reader is shown."""
    units, whole = (
        answer(reader, store, queries.rates, Selection(period, reader.unit), by)
        for by in (By.UNIT, By.TOTAL)
    )
    told = units["rate"].notna() & ~units["masked"].astype(bool)
    found = set(units.loc[told, "unit_id"])
    row = whole.iloc[0]
    return found if row["masked"] or is_missing(row["rate"]) else found | {reader.unit}


def _sheltered(hidden: set[str], heads: dict[str, int], parents: dict[str, str]) -> set[str]:
    """`hidden` and the units that must be hidden with them (`heads`: units from the top down).

    What is below a hidden unit is hidden, so that what is left of a shown unit when the shown ones
    right below it are subtracted is one number of people: nobody, or five at least.
    """
    found = set(hidden)
    for node in heads:
        if parents[node] in found:
            found.add(node)
        below = [u for u in heads if u != node and parents[u] == node and u not in found]
        below.sort(key=lambda unit: heads[unit], reverse=True)
        while below and masked(heads[node] - sum(heads[unit] for unit in below)):
            found.add(below.pop())
    return found


def _share(
    reader: Reader, unit: str, rule: Rule, cases: list[_Case], heads: int, hide: bool
) -> Share:
    if hide:
        return Share(unit, rule, None, None, None, True)
    share = 100 * sum(case.in_time for case in cases) / len(cases)
    if reader.sees_persons:
        return Share(unit, rule, heads, len(cases), share, False)
    return Share(unit, rule, person_class(heads)[0], None, float(round(share)), False)
