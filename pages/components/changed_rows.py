"""The rows of an import's diff as tables in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from analytics.figures.wording import is_missing
from analytics.i18n import N_, number
from analytics.ingest.reading import Kind
from pages.components.naming import PARTS, TYPES
from pages.components.session import Session

Row = Mapping[Any, Any]
Told = Callable[[Any], str]

# What may change, and how it is told; the columns of a diff are these names, before and after.
WATCHED: dict[Kind, dict[str, str]] = {
    Kind.ABSENCE: {
        "type": N_("Kind of absence"),
        "start": N_("First day"),
        "end": N_("Last day"),
        "grade": N_("Absence, per cent"),
    },
    Kind.EMPLOYEES: {
        "unit": N_("Unit"),
        "start": N_("First day"),
        "end": N_("Last day"),
        "position": N_("Position, per cent"),
    },
    Kind.AGREED: {"agreed": N_("Agreed days"), "persons": N_("People")},
    Kind.AGGREGATE: {"rate": N_("Rate")},
    Kind.ROSTER: {"start": N_("Date"), "code": N_("Shift")},
}
OTHERWISE = {
    Kind.ABSENCE: N_("Unit or employment number"),
    Kind.EMPLOYEES: N_("Name, leader, unit above or the like"),
    Kind.AGREED: N_("Something else"),
    Kind.AGGREGATE: N_("Days or people"),
    Kind.ROSTER: N_("Hours of the shift"),
}


def table(session: Session, kind: Kind, rows: Sequence[Row], side: str) -> dict[str, list[str]]:
    """Rows of a diff as they are in the file (`side` "after") or were before ("before")."""
    _ = session.translate
    watched, telling = WATCHED[kind], _telling(session)
    found = {_(name): [told(row) for row in rows] for name, told in _whose(session, kind).items()}
    for column, name in watched.items():
        found[_(name)] = [telling[column](row[f"{column}_{side}"]) for row in rows]
    if side == "after":
        found[_("Row")] = [_whole(row["source_row"]) for row in rows]
    return found


def changes(session: Session, kind: Kind, rows: Sequence[Row]) -> dict[str, list[str]]:
    """Changed rows of a diff: whose they are, and what becomes what."""
    _ = session.translate
    found = {_(name): [told(row) for row in rows] for name, told in _whose(session, kind).items()}
    if kind is Kind.ROSTER:
        found[_("Date")] = [session.words.day(row["start_after"]) for row in rows]
    if kind in (Kind.ABSENCE, Kind.EMPLOYEES):
        found[_("First day")] = [session.words.day(row["start_after"]) for row in rows]
    found[_("What changes")] = [change(session, kind, row) for row in rows]
    found[_("Row")] = [_whole(row["source_row"]) for row in rows]
    return found


def change(session: Session, kind: Kind, row: Row) -> str:
    """«Last day: – → 30.04.2025; …» for one changed row of a diff."""
    say, telling = session.translate, _telling(session)
    said = [
        f"{say(name)}: {telling[column](row[f'{column}_before'])}"
        f" → {telling[column](row[f'{column}_after'])}"
        for column, name in WATCHED[kind].items()
        if _differ(row[f"{column}_before"], row[f"{column}_after"])
    ]
    return "; ".join(said) or say(OTHERWISE[kind])


def _differ(before: object, after: object) -> bool:
    if is_missing(before) or is_missing(after):
        return is_missing(before) is not is_missing(after)
    return before != after


def _whose(session: Session, kind: Kind) -> dict[str, Callable[[Row], str]]:
    """What tells one row from the others, by heading (message id)."""
    words, say = session.words, session.translate
    if kind in (Kind.ABSENCE, Kind.EMPLOYEES, Kind.ROSTER):
        return {N_("Employee number"): lambda row: str(row["employee_no"])}
    if kind is Kind.AGREED:
        return {
            N_("Unit"): lambda row: str(row["unit"]),
            N_("Month"): lambda row: words.month(str(row["month"])[:7]),
        }
    return {
        N_("Unit"): lambda row: unit_name(session, row["unit"]),
        N_("First day"): lambda row: words.day(row["start_date"]),
        N_("Last day"): lambda row: words.day(row["end_date"]),
        N_("Certification"): lambda row: say(part_name(row["certification"])),
    }


def unit_name(session: Session, unit: object) -> str:
    """A finished figure's unit; one without a name is about the whole workplace."""
    return unit if isinstance(unit, str) else session.translate(N_("The whole workplace"))


def part_name(certification: object) -> str:
    """The message id of what a finished figure is about."""
    return PARTS.get(str(certification), PARTS["total"])


def _telling(session: Session) -> dict[str, Told]:
    words, say = session.words, session.translate

    def share(value: Any) -> str:
        return "–" if is_missing(value) else words.percent(100 * float(value))

    def kind(value: Any) -> str:
        return "–" if is_missing(value) else say(TYPES.get(str(value), str(value)))

    return {
        "type": kind,
        "code": lambda value: "–" if is_missing(value) else str(value),
        "unit": lambda value: "–" if is_missing(value) else str(value),
        "start": words.day,
        "end": words.day,
        "grade": share,
        "position": share,
        "agreed": lambda value: number(value, 1, words.language),
        "persons": _whole,
        "rate": lambda value: "–" if is_missing(value) else words.percent(float(value)),
    }


def _whole(value: Any) -> str:
    return "–" if is_missing(value) else str(int(value))
