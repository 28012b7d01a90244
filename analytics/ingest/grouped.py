"""Printed reports: employee and unit stand in rows of their own above their spells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from analytics.i18n import N_
from analytics.ingest import content, flat, grouped_rows, synonyms
from analytics.ingest.flat import Heading
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.grouped_labels import FIELDS, PERSON, UNIT
from analytics.ingest.grouped_rows import Report
from analytics.ingest.reading import Decision
from analytics.ingest.search import Search
from analytics.ingest.table import Table

LAYOUT = "grouped"
DATED = frozenset({"start_date", "end_date", "date"})
FEWEST_UNITS = 2  # one «Avdeling: …» alone is what the report was limited to
MOST_ABSENCES = 0.5  # of a column's words, for it to tell the kind of absence

CARRIED = N_("%(fields)s were read from %(count)s group headings and given to the rows below them.")


@dataclass(frozen=True)
class Reread:
    """A report drawn anew as a plain sheet: groups as columns, all else but spells blanked."""

    sheet: Sheet
    report: Report
    given: Mapping[str, str]  # field → heading of the columns added last


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """The table of each set of reports with the same headings; none when no sheet is one."""
    found = {n: again for n, sheet in enumerate(sheets) if (again := _reread(sheet, search))}
    if not found:
        return []
    drawn = [found[n].sheet if n in found else sheet for n, sheet in enumerate(sheets)]
    read = flat.tables(drawn, search)
    own = {again.sheet.name: again for again in found.values()}
    # A table without rows comes from nowhere.
    return [_named(table, own) for table in read if own.keys() >= set(_origins(table)) != set()]


def _reread(sheet: Sheet, search: Search) -> Reread | None:
    """The sheet as a plain one, or None when it is no grouped report."""
    if flat.find(sheet, search) is None:  # spares large sheets about something else
        return None
    said = grouped_rows.groups(sheet.rows)
    if not said:
        return None
    blank: list[Cell] = [None] * max(map(len, sheet.rows))
    without = [blank if at in said else row for at, row in enumerate(sheet.rows)]
    heading = flat.find(replace(sheet, rows=without), search)
    if heading is None or not DATED & _fields(heading):
        return None
    heading = replace(heading, sheet=sheet)
    report = grouped_rows.sort(heading, said)
    given = _given(heading, report)
    if not _is_report(given, report):
        return None
    return Reread(_drawn(heading, report, given), report, given)


def _fields(heading: Heading) -> set[str]:
    return {name for header in heading.names for name in synonyms.fields(header)}


def _given(heading: Heading, report: Report) -> dict[str, str]:
    """Field → heading of what groups give and no column of the table holds."""
    body = [heading.sheet.rows[at] for at in report.carried]
    held = {
        name
        for at, header in enumerate(heading.names)
        for name in synonyms.fields(header)[:1]
        if sum(row[at] is not None for row in body) * 2 > len(body)
    }
    if "employee_id" in held:  # then a group does not tell who
        held |= PERSON
    return {name: header for name, header in report.fields.items() if name not in held}


def _is_report(given: Mapping[str, str], report: Report) -> bool:
    """Whether most rows stand under a group that tells who, or under one of several units.

    One group is enough when it has a number: a report on one employee.
    """
    under = [group for group in report.carried.values() if set(given) & set(group)]
    if not under or len(under) * 2 <= len(report.carried):
        return False
    units = {group.get(name) for group in under for name in FIELDS[UNIT] if name in given}
    if "employee_id" in given or ("employee_name" in given and len(report.groups) > 1):
        return True
    return len(units - {None}) >= FEWEST_UNITS


def _drawn(heading: Heading, report: Report, given: Mapping[str, str]) -> Sheet:
    """The sheet with a column for each given field, its headings made different from the others."""
    rows: list[list[Cell]] = []
    for at, row in enumerate(heading.sheet.rows):
        if at == heading.row:
            rows.append([*row, *_headings(heading, given)])
        elif at in report.left_out:
            rows.append([None] * (len(row) + len(given)))
        else:
            group = report.carried.get(at, {})
            rows.append([*row, *(group[n].value if n in group else None for n in given)])
    return replace(heading.sheet, rows=rows)


def _headings(heading: Heading, given: Mapping[str, str]) -> list[str]:
    taken = {synonyms.normalise(name) for name in heading.names}
    return [
        name if synonyms.normalise(name) not in taken else f"{name} 2" for name in given.values()
    ]


def _named(table: Table, own: Mapping[str, Reread]) -> Table:
    """`table` told as a grouped report: its fields, the rows left out and the file's own totals."""
    read = [own[name] for name in _origins(table)]
    given = read[0].given
    fields = dict(enumerate(given, start=len(table.headers) - len(given)))
    fields |= _type(table, fields)
    ignored, sums = Counter(table.ignored), Counter[str]()
    for again in read:
        ignored.update(again.report.left_out.values())
        sums.update(again.report.sums)
    told = {
        "fields": ", ".join(table.headers[-len(given) :]),
        "count": sum(len(again.report.groups) for again in read),
    }
    return replace(
        table,
        layout=LAYOUT,
        fields=fields,
        ignored=dict(ignored),
        sums=dict(sums),
        decisions=(*table.decisions, Decision("groups", CARRIED, told, "carried")),
    )


def _type(table: Table, taken: Container[int]) -> dict[int, str]:
    """The column of known absences, where no heading says which: {index: "absence_type"}."""
    known = [synonyms.fields(header) for header in table.headers]
    if any("absence_type" in fields for fields in known):
        return {}
    shares = {
        at: content.profile(column).absences
        for at, column in enumerate(table.columns)
        if at not in taken and not known[at]
    }
    best = max(shares, key=lambda at: shares[at], default=None)
    return {} if best is None or shares[best] < MOST_ABSENCES else {best: "absence_type"}


def _origins(table: Table) -> list[str]:
    """The sheets a table was read from."""
    return [str(name) for name in table.row_sheets.cells]
