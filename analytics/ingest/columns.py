"""Which column is which: exact known headings first, checked against what the columns hold.

Fuzzy resemblance is only ever a proposal, and each column serves one field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from analytics.i18n import N_
from analytics.ingest import absence_types, content, proposals, synonyms
from analytics.ingest.personal_data import shown
from analytics.ingest.reading import ColumnGuess, Kind
from analytics.ingest.table import Coded, Table

SETTLED = N_("Settled for this source.")
BY_LAYOUT = N_("Recognised by what the column holds.")
KNOWN = N_("The heading is a known one.")
BY_CONTENT = N_("The heading has several meanings; chosen by what the column holds.")
RESEMBLING = N_("The heading only resembles a known one. Check that it is right.")
UNUSED = N_("Not needed.")
UNKNOWN = N_(
    "The heading is not known, and the column is not used. Choose its meaning if it has one."
)

PERSON = ("employee_id", "employment_number", "employee_name", "first_name", "last_name")
UNIT = ("department_id", "department")
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ABSENCE: (
        *("employee_id", "start_date", "end_date", "end_date_exclusive_TRAP", "absence_type"),
        *("absence_pct", "work_pct_INVERTED", "position_pct", "calendar_days", "days", "work_days"),
        *("status", *PERSON[1:], *UNIT, "parent", "date", "hours", "quantity", "unit", "day_part"),
    ),
    Kind.EMPLOYEES: (
        *("employee_id", "start_date", "end_date", "employment_start", "employment_end"),
        *("position_pct", "parent", *UNIT, *PERSON[1:], "manager", "gender", "birth_year"),
        "absence_type",
    ),
    Kind.AGREED: ("agreed_workdays", "month", "year", "headcount", *UNIT, "employee_id"),
    Kind.AGGREGATE: (
        *("department", "month", "period", "certification"),
        *("sickness_rate", "lost_workdays", "agreed_workdays", "headcount"),
    ),
    Kind.ROSTER: (
        *("employee_id", "date", "start_date", "shift_code", "absence_type"),
        *("start_time", "end_time", *PERSON[1:]),
    ),
}
Proposer = Callable[
    [Table, Mapping[int, content.Profile], Mapping[str, int]], Iterable[tuple[str, int]]
]
PROPOSALS: Mapping[Kind, Proposer] = {
    Kind.ABSENCE: proposals.absence,
    Kind.ROSTER: proposals.roster,
}
# Worth proposing on mere resemblance: without them the file could not be used at all.
PROPOSED = frozenset(
    {"employee_id", "start_date", "end_date", "absence_type", "department", "agreed_workdays"}
)
# Say something where each row is one day; beside a first day they would only be misleading.
OF_DAYS = frozenset({"date", "hours", "quantity", "unit", "day_part"})
CODE_LENGTH = 8


@dataclass(frozen=True)
class Columns:
    """A table whose columns are named: canonical field → column index, and why."""

    table: Table
    index: Mapping[str, int]
    why: Mapping[int, tuple[str, bool]]
    levels: tuple[int, ...] = ()  # the columns of a unit's path, from the top
    unread: frozenset[int] = field(default_factory=frozenset)

    def __contains__(self, name: str) -> bool:
        return name in self.index

    @property
    def by_day(self) -> bool:
        """Whether each row is about one day."""
        return "date" in self and "start_date" not in self

    def get(self, name: str) -> Coded | None:
        """The column of a field, or None."""
        return self.table.columns[self.index[name]] if name in self.index else None

    def column(self, name: str) -> Coded:
        """The column of a field; KeyError when there is none."""
        return self.table.columns[self.index[name]]

    def header(self, name: str) -> str:
        """The heading of a field's column; the field itself when there is none."""
        return self.table.headers[self.index[name]] if name in self.index else name

    @cached_property
    def guesses(self) -> tuple[ColumnGuess, ...]:
        """One guess a column, in the order of the file; columns left unread show no samples."""
        named = {at: name for name, at in self.index.items()}
        named |= {at: f"unit_level_{n}" for n, at in enumerate(self.levels, start=1)}
        return tuple(self._guess(at, named.get(at, "")) for at in range(len(self.table.headers)))

    def _guess(self, at: int, name: str) -> ColumnGuess:
        # A known column that is not needed shows no samples: "Reason" may hold what ails somebody.
        idle = not name and bool(synonyms.fields(self.table.headers[at]))
        cells = () if at in self.unread or idle else self.table.columns[at].cells[:3]
        unused = UNUSED if idle or at in self.unread else UNKNOWN
        why, sure = self.why.get(at, (UNUSED, True)) if name else (unused, True)
        samples = tuple(shown(cell) or "" for cell in cells)
        return ColumnGuess(self.table.headers[at], name, why, sure, samples)


def _nothing(
    table: Table, free: Mapping[int, content.Profile], known: Mapping[str, int]
) -> tuple[tuple[str, int], ...]:
    return ()


class Chooser:
    """Profiles of a table's columns, and the choice of columns for one kind of file."""

    def __init__(self, table: Table, unread: Iterable[int], settled: Mapping[str, str]) -> None:
        self.table = table
        self.unread = frozenset(unread)
        self.settled = {synonyms.normalise(header): name for header, name in settled.items()}
        self.profiles = {
            at: content.profile(column)
            for at, column in enumerate(table.columns)
            if at not in self.unread
        }

    def choose(self, kind: Kind) -> Columns:
        """The columns of a file of this kind, one field each."""
        index: dict[str, int] = {}
        why: dict[int, tuple[str, bool]] = {}
        for name in FIELDS[kind]:
            if name in OF_DAYS and "start_date" in index:
                continue
            free = [at for at in self.profiles if at not in why]
            if (best := self._best(name, free)) is not None:
                index[name] = best[0]
                why[best[0]] = best[1]
        self._propose(kind, index, why)
        self._by_content(kind, index, why)
        self._code_beside_text(index, why)
        levels = self._levels(why)
        why |= dict.fromkeys(levels, (KNOWN, True))
        return Columns(self.table, index, why, levels, self.unread)

    def _best(self, name: str, free: list[int]) -> tuple[int, tuple[str, bool]] | None:
        scored = [(score, -at, why) for at in free if (score := self._score(name, at))
                  for why in (self._why(at),)]  # fmt: skip
        if not scored:
            return None
        _, at, why = max(scored)
        return -at, why

    def _score(self, name: str, at: int) -> tuple[float, ...] | None:
        header = self.table.headers[at]
        settled = self._settled(at)
        if settled is not None:
            return (3.0,) if settled == name else None
        known = synonyms.fields(header)
        fit = content.fits(name, self.profiles[at])
        if name not in known or not fit or self._not_an_absence(name, at):
            return None
        return (1.0, round(min(fit, 0.9), 1), -float(synonyms.rank(header)))

    def _settled(self, at: int) -> str | None:
        header = synonyms.normalise(self.table.headers[at])
        return self.settled.get(header, self.table.fields.get(at))

    def _why(self, at: int) -> tuple[str, bool]:
        if synonyms.normalise(self.table.headers[at]) in self.settled:
            return SETTLED, True
        if at in self.table.fields:
            return BY_LAYOUT, False
        many = len(synonyms.fields(self.table.headers[at])) > 1
        return (BY_CONTENT if many else KNOWN), True

    def _not_an_absence(self, name: str, at: int) -> bool:
        """A "Type" of employment, or a description that names no absence, is no absence type."""
        if name != "absence_type":
            return False
        cells = [str(cell) for cell in self.table.columns[at].cells[:50]]
        if any(absence_types.employment_word(cell) for cell in cells):
            return self.profiles[at].absences < content.GENERIC_TYPE or all(
                absence_types.employment_word(cell) for cell in cells
            )
        doubtful = "comment_PII" in synonyms.fields(self.table.headers[at])
        return doubtful and self.profiles[at].absences < content.GENERIC_TYPE

    def _propose(self, kind: Kind, index: dict[str, int], why: dict[int, tuple[str, bool]]) -> None:
        for at, holds in self.profiles.items():
            header = self.table.headers[at]
            if at in why or synonyms.fields(header) or self._settled(at) is not None:
                continue
            for name in synonyms.resembles(header):
                wanted = name in PROPOSED and name in FIELDS[kind] and name not in index
                if wanted and content.fits(name, holds) >= 0.5:
                    index[name], why[at] = at, (RESEMBLING, False)
                    break

    def _by_content(
        self, kind: Kind, index: dict[str, int], why: dict[int, tuple[str, bool]]
    ) -> None:
        free = {
            at: holds
            for at, holds in self.profiles.items()
            if at not in why
            and not synonyms.fields(self.table.headers[at])
            and self._settled(at) is None
        }
        for name, at in PROPOSALS.get(kind, _nothing)(self.table, free, index):
            index[name], why[at] = at, (BY_LAYOUT, False)

    def _code_beside_text(self, index: dict[str, int], why: dict[int, tuple[str, bool]]) -> None:
        """Of two columns that tell the type, the wordy one decides and the other is its code."""
        if "absence_type" not in index:
            return
        text = index["absence_type"]
        free = [at for at in self.profiles if at not in why]
        second = self._best("absence_type", free)
        if second is None:
            return
        one, other = self._length(text), self._length(second[0])
        code, text = (second[0], text) if other <= one else (text, second[0])
        if not self._codes(code):
            return
        index["absence_type"], index["absence_code"] = text, code
        why[second[0]] = second[1]

    def _codes(self, at: int) -> bool:
        """Whether a column holds codes, not words that could tell why somebody is away."""
        cells = [str(cell) for cell in self.table.columns[at].cells]
        return all(len(cell) <= CODE_LENGTH and cell == cell.upper() for cell in cells)

    def _length(self, at: int) -> float:
        cells = self.table.columns[at].cells
        return sum(len(str(cell)) for cell in cells) / max(len(cells), 1)

    def _levels(self, taken: Mapping[int, tuple[str, bool]]) -> tuple[int, ...]:
        return tuple(
            at
            for at in self.profiles
            if at not in taken and "unit_level" in (*synonyms.fields(self.table.headers[at]),
                                                    self._settled(at))
        )  # fmt: skip
