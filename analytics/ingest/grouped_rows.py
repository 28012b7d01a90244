"""What each row of a printed report is: spell, group, repeated heading, total or page mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analytics.i18n import N_
from analytics.ingest import absence_types, grouped_labels, grouped_totals, junk, synonyms
from analytics.ingest.flat import Heading
from analytics.ingest.grid import Cell
from analytics.ingest.grouped_labels import EMPLOYEE, PERSON, UNIT, Carried, Values

GROUP = N_("group heading")
PAGE = N_("page break")

PAGE_MARK = re.compile(
    r"(?:side|page|seite|sida|sidan|blatt|pagina)\s*:?\s*\d+.*"
    r"|(?:utskrevet|utskrifts?dato|utskrift|skrevet ut|printed|print date|gedruckt|druckdatum|"
    r"erstellt|generert|utskriven|udskrevet|run date|dato/tid)\b.*",
    re.IGNORECASE,
)


@dataclass
class Report:
    """The rows of one sheet, sorted; indexes are rows of the sheet.

    `carried`: spell row → values of the groups it stands under; `left_out`: row → why.
    `sums`: days by the label of the file's own totals and the heading they stand under.
    """

    carried: dict[int, Values] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)
    sums: Counter[str] = field(default_factory=Counter)

    @property
    def fields(self) -> dict[str, str]:
        """Canonical field → heading, for all that groups give."""
        found: dict[str, str] = {}
        for group in self.carried.values():
            for name, carried in group.items():
                found.setdefault(name, carried.heading)
        return found

    @property
    def groups(self) -> list[int]:
        """The group rows."""
        return [at for at, why in self.left_out.items() if why == GROUP]


def groups(rows: Sequence[Sequence[Cell]]) -> dict[int, Values]:
    """Row → what it says of the rows below, for all group rows."""
    width = max(map(len, rows), default=0)
    found = {
        at: said
        for at, row in enumerate(rows)
        if _sparse(row, width)
        and not grouped_totals.is_total(row)
        and (said := grouped_labels.read(row))
    }
    if not any(PERSON & set(said) for said in found.values()):
        found |= _unlabelled(rows, found)
    return found


def _sparse(row: Sequence[Cell], width: int) -> bool:
    """Whether a row may be a group row: half of it is blank, or it begins with a label."""
    if (len(row) - row.count(None)) * 2 <= width:
        return True
    first = next(cell for cell in row if cell is not None)
    return isinstance(first, str) and (":" in first or grouped_labels.role(first) is not None)


def _unlabelled(rows: Sequence[Sequence[Cell]], taken: Mapping[int, Values]) -> dict[int, Values]:
    """«00100  Lise Moen» with nothing beside it; right above another such row it names a unit."""
    bare = {
        at: said
        for at, row in enumerate(rows)
        if at not in taken and (said := _bare(row)) is not None
    }
    found: dict[int, Values] = {}
    for at, (number, name) in bare.items():
        below = next((n for n in range(at + 1, len(rows)) if any(rows[n])), None)
        by_number, by_name = grouped_labels.FIELDS[UNIT if below in bare else EMPLOYEE]
        heading = grouped_labels.NAMES[by_name]
        found[at] = {
            by_number: Carried(heading + " #", number),
            by_name: Carried(heading, name),
        }
    people = {said["employee_id"].value for said in found.values() if "employee_id" in said}
    return found if len(people) > 1 else {}


def _bare(row: Sequence[Cell]) -> tuple[str, str] | None:
    filled = [cell for cell in row if cell is not None]
    if (
        not 1 <= len(filled) <= 2
        or any(map(grouped_labels.is_date, row))
        or grouped_totals.is_total(row)
    ):
        return None
    number, name = grouped_labels.numbered("  ".join(str(cell) for cell in filled))
    if number is None or name is None or any(c.isdigit() for c in name) or ":" in name:
        return None
    what = absence_types.judge([name], {})[name]
    absence = what.sure and what.type != absence_types.IGNORE
    return None if len(number) < 2 or absence else (number, name)


def sort(heading: Heading, said: Mapping[int, Values]) -> Report:
    """The rows of a sheet, group values carried down to the spells below them."""
    report, outer, own = Report(), dict[str, Carried](), dict[str, Carried]()
    rows, seen = heading.sheet.rows, _texts(heading.sheet.rows[: heading.row])
    names = [synonyms.normalise(name) for name in heading.names]
    heads = _page_heads(rows, names)
    for at, row in enumerate(rows):
        if at == heading.row or row.count(None) == len(row):
            continue
        if at in said:
            report.left_out[at] = GROUP
            outer, own = _enter(said[at], outer, own)
        elif at < heading.row:
            continue
        elif _repeats(row, names):
            report.left_out[at] = junk.REPEATED
        elif grouped_totals.is_total(row):
            report.left_out[at] = junk.TOTAL
            report.sums.update(dict(grouped_totals.days(row, heading.names)))
        elif all(text in seen or PAGE_MARK.fullmatch(text) for text in _texts([row])) or (
            heads.issuperset(_texts([row]))
        ):
            report.left_out[at] = PAGE
        elif len(row) - row.count(None) > 1:
            report.carried[at] = outer | own
    return report


def _page_heads(rows: Sequence[Sequence[Cell]], names: Sequence[str]) -> set[str]:
    """The texts right above repeated headings and below a page mark, as each new page has them."""
    found: set[str] = set()
    for at, row in enumerate(rows[:-2]):
        marked = any(PAGE_MARK.fullmatch(text) for text in _texts([row]))
        if marked and _repeats(rows[at + 2], names) and not _repeats(rows[at + 1], names):
            found |= _texts([rows[at + 1]])
    return found


def _enter(
    said: Values, outer: dict[str, Carried], own: dict[str, Carried]
) -> tuple[dict[str, Carried], dict[str, Carried]]:
    """(values of the outer groups, values of the employee) after a group row.

    A new unit ends the employee; the same unit again (on a new page) does not.
    """
    if PERSON & set(said):
        return outer, dict(said)
    if set(said) <= {*grouped_labels.FIELDS["unit"]}:
        here = outer | own
        same = all(here.get(name) == value for name, value in said.items())
        return {**outer, **said}, own if same else {}
    return outer, {**own, **said}


def _repeats(row: Sequence[Cell], names: Sequence[str]) -> bool:
    filled = [(cell, name) for cell, name in zip(row, names, strict=False) if cell is not None]
    same = sum(isinstance(c, str) and synonyms.normalise(c) == name for c, name in filled)
    return len(filled) >= 2 and same * 3 >= len(filled) * 2


def _texts(rows: Sequence[Sequence[Cell]]) -> set[str]:
    return {str(cell).strip() for row in rows for cell in row if cell is not None}
