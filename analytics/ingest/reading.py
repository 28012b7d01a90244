"""What reading a file gives: typed rows, and everything that was decided on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import pandas as pd


class Kind(StrEnum):
    """What a file is about."""

    ABSENCE = "absence"
    EMPLOYEES = "employees"
    AGREED = "agreed"  # agreed working days per unit and month, where there is no register
    AGGREGATE = "aggregate"  # finished figures by unit and period: rates without persons
    ROSTER = "roster"  # who was due to work which shift on which day


@dataclass(frozen=True)
class Problem:
    """One fault in one place: where, what stands there, what is wrong and what to do about it.

    `message` is an English gettext id that says both; `blocking` rows are quarantined,
    the others are used and warned about.
    """

    sheet: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    blocking: bool = True

    def text(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language."""
        return translate(self.message) % dict(self.values)


@dataclass(frozen=True)
class DroppedColumn:
    """A column that was left unread, and why (personal data, diagnosis, free text)."""

    column: str
    why: str  # English gettext id


@dataclass(frozen=True)
class Decision:
    """One choice the reader of the file made, with samples, which the user may overrule."""

    id: str  # e.g. "date_order:Fra dato", "grade:Grad", "export_date"
    message: str  # English gettext id
    values: Mapping[str, object]
    choice: str
    options: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    sure: bool = True

    def text(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language."""
        return translate(self.message) % dict(self.values)


@dataclass(frozen=True)
class Memory:
    """What was settled for this source before, or overruled in the page just now."""

    columns: Mapping[str, str] = field(default_factory=dict)  # header → canonical field or ""
    types: Mapping[str, str] = field(default_factory=dict)  # code or text → AbsenceType or "ignore"
    choices: Mapping[str, str] = field(default_factory=dict)  # Decision.id → choice


@dataclass(frozen=True)
class ColumnGuess:
    """What one column was taken for; `field` is "" when it is not used."""

    header: str
    field: str
    why: str  # English gettext id
    sure: bool
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """Days of the rows of one kind, or of those left out for one reason, ours and the file's.

    `what` is an AbsenceType or the English message id of the reason; `days_file` is NaN where the
    file counts none; `closed_difference` tells whether spells that have ended differ; `why` is the
    English message id of what explains the rows left out.
    """

    what: str
    rows: int
    days_ours: float
    days_file: float
    closed_difference: bool = False
    why: str | None = None


@dataclass(frozen=True)
class FileSum:
    """What the file's own total rows with one label add up to, and our days counted the same way.

    `explained`: rows left out and open spells are all that may differ.
    """

    label: str
    days: float
    days_ours: float
    explained: bool


@dataclass(frozen=True)
class Reading:
    """A file read and understood, before it meets the store.

    `rows` is one typed row per used row of the file, or per run of them where each holds one day
    (`merged` is how many fewer that makes); columns by kind:

    absence: employee_no str · employee_key str · unit str? · employment_no str? ·
      position int? (millionths of full time) · type str (AbsenceType) · code str ·
      start date · end date? (None = open) · grade int (ten-thousandths)
    employees: employee_no · employee_key · name str? · employment_no str? · unit_code str? ·
      unit str · parent str? · leader str? · position int (millionths) · start date · end date? ·
      sex "F"/"M"? · birth_year int?
    agreed: unit str · month date (the first) · agreed_days float · persons int?
    aggregate: unit str? (None = the whole) · start date · end date · certification str? ·
      rate float (per cent) · lost_days float · agreed_days float · persons int?
    roster: employee_no · employee_key · day datetime64 · code str · from_time, to_time "07:30"?
    and always: source_row int (as the user counts), sheet str.

    `employee_key` is the number without leading zeros: exports lose them, people are the same.
    read = used + ignored + quarantined, always.
    """

    kind: Kind
    layout: str
    sheet: str
    fingerprint: str
    guesses: tuple[ColumnGuess, ...]
    rows: pd.DataFrame
    rows_read: int
    ignored: Mapping[str, int]  # English gettext id of the reason → rows
    quarantined: int
    problems: tuple[Problem, ...]
    dropped: tuple[DroppedColumn, ...]
    decisions: tuple[Decision, ...]
    data_through: date
    types: Mapping[str, tuple[str, int]]  # code → (AbsenceType or "", rows with it)
    merged: int = 0
    partial: bool = False  # an error file: what is not in it says nothing
    days_counted: str = ""  # English gettext id of what the file's own day column counts
    accounts: tuple[Account, ...] = ()
    sums: tuple[FileSum, ...] = ()

    @property
    def rows_used(self) -> int:
        """How many rows of the file were used."""
        return len(self.rows) + self.merged

    @property
    def columns(self) -> dict[str, str]:
        """Canonical field → header, for the columns in use."""
        return {guess.field: guess.header for guess in self.guesses if guess.field}
