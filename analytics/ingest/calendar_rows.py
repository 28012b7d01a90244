"""The filled days of one calendar, person by person, and what its other rows are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from analytics.i18n import N_
from analytics.ingest import content, flat, junk, synonyms
from analytics.ingest.calendar_sheet import BESIDE, PERSON, Block
from analytics.ingest.grid import Cell
from analytics.ingest.table import Coded

OUTSIDE = N_("day outside the month of the sheet")
NOBODY = N_("no employee in the row")
NO_RESULT = N_("formula without a result")
UNITS = frozenset({"department", "department_id", "unit_level"})
GROUP = re.compile(
    r"(?:avdeling|avd|avdelning|afdeling|enhet|enhed|seksjon|gruppe|abteilung|bereich|department"
    r"|unit|team)\s*[.:]\s*(.+)|.*?:\s*$",
    re.IGNORECASE,
)
NUMBER = frozenset({"nr", "no", "nummer", "number"})
SUMS = re.compile(r"(?:summ?[ae]?|gesamt|insgesamt|samtliga|samlet)\s*:?", re.IGNORECASE)
SECTION = N_("group heading above the employees")


@dataclass(frozen=True)
class Day:
    """One filled cell: who, which day and what stands there."""

    who: dict[str, Cell]  # heading or field → what is said of the person
    day: date
    cell: Cell
    row: int
    sheet: str


@dataclass
class Gathered:
    """What a calendar holds; `fields` is heading → field where the calendar itself knows it."""

    days: list[Day] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    fields: dict[str, str] = field(default_factory=dict)
    headings: dict[str, None] = field(default_factory=dict)  # in the order of the sheet
    formulas: list[str] = field(default_factory=list)  # places of days without a result


def cells(block: Block) -> set[Cell]:
    """The distinct filled cells of the days."""
    rows = block.sheet.rows[block.start : block.end]
    return {row[at] for row in rows for at in block.days if _filled(row[at])}


def gather(block: Block, legend_rows: Collection[int]) -> Gathered:
    """The filled days of one calendar; `legend_rows` explain its codes."""
    return _Reader(block, legend_rows).read()


def _filled(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


class _Reader:
    def __init__(self, block: Block, legend_rows: Collection[int]) -> None:
        self._block = block
        self._rows = _unmerged(block)
        self._skip = legend_rows
        self._found = Gathered()
        self._roles = self._known_roles()
        self._keys = self._named()
        self._section: Cell = None

    def read(self) -> Gathered:
        """Every row of the calendar, in order."""
        block, found = self._block, self._found
        if block.repeated:
            found.ignored[junk.REPEATED] += block.repeated
        carried: dict[int, Cell] = {}
        for at in range(block.start, block.end):
            if at not in self._skip and any(map(_filled, self._rows[at])):
                self._row(at, carried)
        found.headings.update(dict.fromkeys(self._keys.values()))
        found.fields.update({self._keys[at]: role for at, role in self._guessed.items()})
        return found

    def _known_roles(self) -> dict[int, set[str]]:
        roles = {at: set(synonyms.fields(name)) for at, name in self._block.people.items()}
        self._guessed: dict[int, str] = {}
        if not any(PERSON & fields for fields in roles.values()):
            free = [at for at, fields in roles.items() if not fields & BESIDE]
            self._guessed = self._guess(free)
        elif not any("employee_id" in f and "employee_name" not in f for f in roles.values()):
            self._guessed = dict.fromkeys(self._numbers(roles)[:1], "employee_id")
        return roles | {at: {role} for at, role in self._guessed.items()}

    def _numbers(self, roles: dict[int, set[str]]) -> list[int]:
        """The columns headed "Nr" that number the employees, and not merely the lines."""
        rows = [self._rows[n] for n in range(self._block.start, self._block.end)
                if n not in self._skip and self._who(n, roles)]  # fmt: skip
        found = []
        for at in roles:
            cells = [str(row[at]).removesuffix(".0") for row in rows if _filled(row[at])]
            lines = [str(n) for n in range(1, len(cells) + 1)]
            coded = bool(cells) and all(any(map(str.isdigit, c)) and " " not in c for c in cells)
            if coded and synonyms.normalise(self._block.people[at]) in NUMBER and cells != lines:
                found.append(at)
        return found

    def _who(self, at: int, roles: dict[int, set[str]]) -> bool:
        row = self._rows[at]
        return any(_filled(row[c]) for c, fields in roles.items() if fields & PERSON) and not any(
            junk.TOTAL_FIRST.fullmatch(str(row[c]).strip()) for c in roles
        )

    def _guess(self, free: list[int]) -> dict[int, str]:
        """The columns with names and with numbers of people, by what they hold."""
        rows = [self._rows[n] for n in range(self._block.start, self._block.end)
                if n not in self._skip]  # fmt: skip
        holds = {at: content.profile(Coded.of([row[at] for row in rows])) for at in free}
        names = [at for at, h in holds.items() if h.words >= 0.9 and h.absences < 0.5]
        codes = [at for at, h in holds.items() if h.codes >= 0.9 or h.numbers >= 0.9]
        best = {}
        if names:
            best[max(names, key=lambda at: (holds[at].filled, at))] = "employee_name"
        if codes and (most := max(codes, key=lambda at: (holds[at].filled, -at))) not in best:
            unique = holds[most].filled >= 0.7 * sum(_filled(row[most]) for row in rows)
            best |= {most: "employee_id"} if unique or not names else {}
        return best

    def _named(self) -> dict[int, str]:
        """Column → what it is called across sheets that spell their headings differently."""
        taken: set[str] = set()
        keys = {}
        for at, name in self._block.people.items():
            name = name or self._guessed.get(at) or flat.column_letter(at)
            while name in taken:
                name += " "
            taken.add(name)
            keys[at] = name
        return keys

    def _row(self, at: int, carried: dict[int, Cell]) -> None:
        row, found = self._rows[at], self._found
        days = [c for c in self._block.days if _filled(row[c])]
        if self._total(row):
            found.ignored[junk.TOTAL] += max(1, len(days))
            return
        if not days and (name := self._group(at)) is not None:
            self._section = name
            found.ignored[junk.NOTE] += 1
            return
        units = [c for c, fields in self._roles.items() if fields & UNITS]
        carried.update({c: row[c] for c in units if _filled(row[c])})
        if not self._person(row):
            found.ignored[NOBODY if days else junk.NOTE] += max(1, len(days))
            return
        who = {key: row[c] if _filled(row[c]) else carried.get(c) for c, key in self._keys.items()}
        if self._section is not None and not units:
            who[SECTION] = self._section
            found.headings[SECTION] = None
            found.fields[SECTION] = "department"
        self._take(at, days, who)

    def _take(self, at: int, days: list[int], who: dict[str, Cell]) -> None:
        row, block, found = self._rows[at], self._block, self._found
        for column in days:
            number = block.number(at, column)
            day = block.days[column]
            found.days.append(Day(who, day, row[column], number, block.sheet.name))
        stray = sum(_filled(row[column]) for column in block.outside)
        found.ignored.update({OUTSIDE: stray} if stray else {})
        for column in block.days:
            if (at, column) in block.sheet.uncomputed and not _filled(row[column]):
                found.ignored[NO_RESULT] += 1
                found.formulas.append(f"{block.days[column]:%d.%m.%Y}")

    def _total(self, row: list[Cell]) -> bool:
        texts = [str(row[c]).strip() for c in self._keys if isinstance(row[c], str)]
        ids = [str(row[c]) for c, fields in self._roles.items() if "employee_id" in fields]
        numbered = any(map(str.isdigit, "".join(ids)))
        return (not numbered and any(map(junk.TOTAL_FIRST.fullmatch, texts))) or any(
            map(SUMS.fullmatch, texts)
        )

    def _person(self, row: list[Cell]) -> bool:
        return any(_filled(row[c]) for c, fields in self._roles.items() if fields & PERSON)

    def _group(self, at: int) -> Cell:
        """The unit a row without days heads: "Avdeling: Sykehjemmet", or one lone text."""
        row = self._rows[at]
        filled = [c for c in self._keys if _filled(row[c])]
        texts = {str(row[c]).strip() for c in filled}
        if len(texts) != 1:
            return None
        text = texts.pop()
        if match := GROUP.fullmatch(text):
            return (match[1] or text).strip(" :")
        ids = [c for c, fields in self._roles.items() if "employee_id" in fields]
        units = [c for c, fields in self._roles.items() if fields & UNITS]
        lone = bool(ids) and not any(_filled(row[c]) for c in ids) and not units
        return text if lone or self._wide(at) else None

    def _wide(self, at: int) -> bool:
        first = min(self._block.days, default=0)
        return any(
            top == bottom == at and left < first <= right
            for top, left, bottom, right in self._block.sheet.merged
        )


def _unmerged(block: Block) -> list[list[Cell]]:
    """The rows with what a merged cell holds in each of its cells, but for group headings."""
    rows = block.sheet.rows
    first = min(block.days, default=0)
    wanted = [
        (top, left, bottom, right)
        for top, left, bottom, right in block.sheet.merged
        if top >= block.start and bottom < block.end and not left < first <= right
        and _filled(rows[top][left])
    ]  # fmt: skip
    if not wanted:
        return rows
    copied = [list(row) for row in rows]
    for top, left, bottom, right in wanted:
        for at in range(top, bottom + 1):
            copied[at][left : right + 1] = [rows[top][left]] * (right + 1 - left)
    return copied
