"""What a file is about, and what it lacks to be about anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from analytics.i18n import N_
from analytics.ingest import shift_codes, synonyms
from analytics.ingest.columns import Chooser, Columns
from analytics.ingest.grid import Sheet
from analytics.ingest.reading import Kind

NO_EMPLOYEE = N_(
    "«%(file)s» has no column with the employee number. Add one, or choose which of these it is: "
    "%(columns)s."
)
ONLY_NATIONAL_ID = N_(
    "«%(file)s» tells employees apart only by national identity number, which is not kept. "
    "Export it again with the employee number."
)
NO_START = N_(
    "«%(file)s» has no column with the first day. Add one, or choose which of these it is: "
    "%(columns)s."
)
NO_END = N_(
    "«%(file)s» has no column with the last day. Add one, or choose which of these it is: "
    "%(columns)s."
)
NO_TYPE = N_(
    "«%(file)s» has no column with the kind of absence. Add one, or choose which of these it is: "
    "%(columns)s."
)
NO_UNIT = N_(
    "«%(file)s» has no column with the unit. Add one, or choose which of these it is: %(columns)s."
)
NO_MONTH = N_(
    "«%(file)s» has no column with the month. Add one, or choose which of these it is: %(columns)s."
)
NO_AGREED = N_(
    "«%(file)s» has no column with agreed working days. Add one, or choose which of these it is: "
    "%(columns)s."
)
NO_DATE = N_(
    "«%(file)s» has no column with the date of the shift. Add one, or choose which of these it is: "
    "%(columns)s."
)
NO_SHIFT = N_(
    "«%(file)s» has no column with the shift. Add one, or choose which of these it is: %(columns)s."
)
MONTH_ROWS = N_(
    "«%(file)s» looks like a list with one row per employee and month, without dates. Export "
    "absence with one row per spell, from and to date. The columns are: %(columns)s."
)
CALENDAR = N_(
    "«%(file)s» looks like a calendar with one column a day. Export absence with one row per "
    "spell, from and to date."
)
FIGURES = N_(
    "«%(file)s» looks like finished figures for units, not absence of employees. Export absence "
    "with one row per spell, from and to date. The columns are: %(columns)s."
)
REGISTER = N_(
    "«%(file)s» is a list of employees, without absence. Upload it as employees, or export "
    "absence with one row per spell, from and to date."
)
NO_ROWS = N_(
    "«%(file)s» has headings, but no rows below them. Fill it in, or export a period with absence."
)
NO_TABLE = N_(
    "No table was found in «%(file)s»: no row holds headings such as employee number, from date "
    "and to date."
)

AGGREGATE = "aggregate"  # the layout
NAMED = frozenset({"employee_name", "first_name", "last_name"})
ENDS = frozenset({"end_date", "end_date_exclusive_TRAP", "calendar_days"})
GRADES = frozenset({"absence_pct", "work_pct_INVERTED"})
ABOUT_EMPLOYMENT = frozenset({"position_pct", "parent"})
ABOUT_PEOPLE = frozenset({"parent", "manager", "gender", "birth_year"})
FIGURE_FIELDS = frozenset({"agreed_workdays", "lost_workdays", "sickness_rate", "spell_count"})
DATED = frozenset({"start_date", "end_date", "date", "employment_start"})
CALENDAR_COLUMNS = 20
DAYS_OF_MONTH = frozenset(str(day) for day in range(1, 32))
FIRST_ROWS = 30


def settle(chooser: Chooser, asked: Kind | None) -> tuple[Kind, Columns] | list[str]:
    """What a table is about and its columns; or, when it is nothing, the sentences that say why.

    `asked` is what the user says it is. The first sentence is the one to show.
    """
    gaps: list[tuple[int, str]] = []
    if asked is Kind.ABSENCE and _register(chooser):
        return [REGISTER]
    for kind in (asked,) if asked else _possible(chooser):
        columns = chooser.choose(kind)
        missing = MISSING[kind](columns)
        if asked is None:
            missing = list(dict.fromkeys(missing + _about_something_else(kind, columns, chooser)))
        if not missing:
            return kind, columns
        gaps.append((len(missing), missing[0]))
    return [_instead(chooser) or min(gaps, key=lambda gap: gap[0])[1]]


def _register(chooser: Chooser) -> bool:
    """Whether a table that lacks what absence must have is a list of employees instead."""
    if not _absence(chooser.choose(Kind.ABSENCE)):
        return False
    columns = chooser.choose(Kind.EMPLOYEES)
    return not _employees(columns) and not _about_something_else(Kind.EMPLOYEES, columns, chooser)


def _possible(chooser: Chooser) -> tuple[Kind, ...]:
    """Finished figures are known by their layout, and are nothing else."""
    if chooser.table.layout == AGGREGATE:
        return (Kind.AGGREGATE,)
    return tuple(kind for kind in Kind if kind is not Kind.AGGREGATE)


def unread(sheets: Iterable[Sheet]) -> tuple[str, str]:
    """The sentence for a workbook without a table, and the headings it may have."""
    for sheet in sheets:
        for row in sheet.rows[:FIRST_ROWS]:
            texts = [str(cell) for cell in row if cell is not None]
            if sum(text.removesuffix(".0") in DAYS_OF_MONTH for text in texts) >= CALENDAR_COLUMNS:
                return CALENDAR, ""
            fields = {f for text in texts for f in synonyms.fields(text)}
            if len(FIGURE_FIELDS & fields) > 1:
                return FIGURES, " · ".join(dict.fromkeys(texts))
    return NO_TABLE, ""


def _absence(columns: Columns) -> list[str]:
    missing = _employee(columns)
    if "start_date" not in columns and not columns.by_day:
        missing.append(NO_START)
    if not ENDS & set(columns.index) and not columns.by_day:
        missing.append(NO_END)
    if "absence_type" not in columns and not GRADES & set(columns.index):
        missing.append(NO_TYPE)
    return missing


def _employees(columns: Columns) -> list[str]:
    missing = _employee(columns)
    if not {"start_date", "employment_start"} & set(columns.index):
        missing.append(NO_START)
    if not {"department", "department_id"} & set(columns.index) and not columns.levels:
        missing.append(NO_UNIT)
    return missing


def _agreed(columns: Columns) -> list[str]:
    missing = [] if "agreed_workdays" in columns else [NO_AGREED]
    if "month" not in columns:
        missing.append(NO_MONTH)
    if not {"department", "department_id"} & set(columns.index):
        missing.append(NO_UNIT)
    return missing


def _aggregate(columns: Columns) -> list[str]:
    return [] if columns.table.layout == AGGREGATE else [NO_AGREED]


def _roster(columns: Columns) -> list[str]:
    missing = _employee(columns)
    if not {"date", "start_date"} & set(columns.index):
        missing.append(NO_DATE)
    if not {"shift_code", "absence_type", "start_time"} & set(columns.index):
        missing.append(NO_SHIFT)
    return missing


MISSING: dict[Kind, Callable[[Columns], list[str]]] = {
    Kind.ABSENCE: _absence,
    Kind.EMPLOYEES: _employees,
    Kind.AGREED: _agreed,
    Kind.AGGREGATE: _aggregate,
    Kind.ROSTER: _roster,
}


def _employee(columns: Columns) -> list[str]:
    if "employee_id" in columns or NAMED & set(columns.index):
        return []
    national = any(
        "national_id_PII" in synonyms.fields(columns.table.headers[at]) for at in columns.unread
    )
    return [ONLY_NATIONAL_ID if national else NO_EMPLOYEE]


def _about_something_else(kind: Kind, columns: Columns, chooser: Chooser) -> list[str]:
    """Signs that a file which could be read as `kind` is about something else."""
    if kind is Kind.AGGREGATE:
        return []
    if kind is Kind.AGREED:
        return [NO_UNIT] if "employee_id" in columns else []
    if kind is Kind.ROSTER:  # only the word for a shift tells a roster from days of absence
        return [] if _planned(columns) else [NO_SHIFT]
    by_type = "absence_type" in columns and not _idle_type(columns, chooser)
    if by_type and kind is Kind.ABSENCE and columns.by_day:
        by_type = not shift_codes.planned(columns.column("absence_type"))
    if kind is Kind.EMPLOYEES:
        return [NO_TYPE] if by_type else []
    employment = bool(ABOUT_EMPLOYMENT & set(columns.index))
    return [] if by_type or (GRADES & set(columns.index) and not employment) else [NO_TYPE]


def _idle_type(columns: Columns, chooser: Chooser) -> bool:
    """A "Type" or "Kode" without one known absence, in a file about people and their units."""
    fields = {f for header in columns.table.headers for f in synonyms.fields(header)}
    holds = chooser.profiles[columns.index["absence_type"]]
    return holds.absences == 0 and holds.filled > 0 and bool(ABOUT_PEOPLE & fields)


def _planned(columns: Columns) -> bool:
    """Whether a table holds shifts by a heading that says so, or by its codes."""
    for name in ("shift_code", "absence_type"):
        column = columns.get(name)
        if column is not None and (
            synonyms.fields(columns.header(name)) == ("shift_code",)
            or columns.table.fields.get(columns.index[name]) == "shift_code"
            or shift_codes.planned(column)
        ):
            return True
    return False


def _instead(chooser: Chooser) -> str | None:
    """The sentence for a layout that is recognised, but not readable."""
    headers = chooser.table.headers
    fields = {f for header in headers for f in synonyms.fields(header)}
    numbered = sum(header.removesuffix(".0") in DAYS_OF_MONTH for header in headers)
    if numbered >= CALENDAR_COLUMNS:
        return CALENDAR
    figures = FIGURE_FIELDS & fields - {"agreed_workdays"}
    if figures and "headcount" in fields:
        return FIGURES
    if {"employee_id", "employee_name", "first_name"} & fields:
        return MONTH_ROWS if "month" in fields and not DATED & fields else None
    several = len(FIGURE_FIELDS & fields) > 1
    return FIGURES if several or (figures and not {"start_date", "end_date"} & fields) else None
