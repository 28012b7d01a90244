"""The columns a calendar's days become: what is said of the person, the day, and its code."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.i18n import N_
from analytics.ingest import synonyms
from analytics.ingest.calendar_rows import Day, Gathered
from analytics.ingest.day_codes import Meaning
from analytics.ingest.grid import Cell

DATE, CODE, TYPE = N_("day in the calendar"), N_("code in the calendar"), N_("kind by its code")
PERCENT, HOURS = N_("percent in the code"), N_("hours in the calendar")

Columns = Mapping[str, tuple[list[Cell], str | None]]


def columns(gathered: list[Gathered], days: list[tuple[Day, Meaning]]) -> Columns:
    """Heading → the cells, one a filled day, and the canonical field the calendar knows.

    Percent and hours are only there when some code holds them.
    """
    known = {h: role for found in gathered for h, role in found.fields.items()}
    found: dict[str, tuple[list[Cell], str | None]] = {
        shared: (_said(days, same), known.get(shared))
        for shared, same in _headings(gathered).items()
    }
    found[DATE] = [day.day for day, _ in days], "date"
    found[CODE] = [meaning.code for _, meaning in days], "absence_code"
    found[TYPE] = [meaning.text for _, meaning in days], "absence_type"
    percents: list[Cell] = [meaning.percent for _, meaning in days]
    hours: list[Cell] = [meaning.hours for _, meaning in days]
    for name, role, cells in ((PERCENT, "absence_pct", percents), (HOURS, "hours", hours)):
        if any(cell is not None for cell in cells):
            found[name] = cells, role
    return found


def _said(days: list[tuple[Day, Meaning]], headings: list[str]) -> list[Cell]:
    return [next((day.who[h] for h in headings if h in day.who), None) for day, _ in days]


def _headings(gathered: list[Gathered]) -> dict[str, list[str]]:
    """The headings of all sheets: the first spelling → every spelling of the same."""
    shared: dict[tuple[str, ...], list[str]] = {}
    for found in gathered:
        for heading in found.headings:
            same = synonyms.fields(heading) or (synonyms.normalise(heading),)
            twin = (*same, str(len(heading) - len(heading.rstrip())))
            listed = shared.setdefault(twin, [])
            if heading not in listed:
                listed.append(heading)
    return _apart(shared, gathered)


def _apart(
    shared: dict[tuple[str, ...], list[str]], gathered: list[Gathered]
) -> dict[str, list[str]]:
    """Different columns of one sheet that mean the same stay different columns."""
    found: dict[str, list[str]] = {}
    for listed in shared.values():
        beside = any(len(set(listed) & set(each.headings)) > 1 for each in gathered)
        for group in [[heading] for heading in listed] if beside else [listed]:
            found[group[0]] = group
    return found
