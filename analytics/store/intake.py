"""What a file may not bring in: the erased, and what is older than is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.store.connection import Cursor
from analytics.store.holdings import told
from analytics.store.reach import kept_from
from analytics.store.tombstones import Erased, erased

ERASED = N_("About somebody who was erased")
TOO_OLD = N_("Older than what is kept")
_ENDS = {"absence": "end", "employees": "end", "agreed": "month", "roster": "day"}
Mask = NDArray[np.bool_]


class _Quoting(Protocol):
    """A problem as far as it can quote somebody."""

    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def value(self) -> str | None: ...
    @property
    def places(self) -> Mapping[str, object]: ...


Found = TypeVar("Found", bound=_Quoting)


@dataclass(frozen=True)
class Intake:
    """The typed rows that may come in, and how many rows of the file do not, by reason (a gettext
    id). `left_out` holds sheet and row of what was left out because somebody was erased."""

    rows: pd.DataFrame
    dropped: Mapping[str, int]
    left_out: frozenset[tuple[Any, Any]]
    erased: Erased


def admit(cursor: Cursor, kind: str, rows: pd.DataFrame) -> Intake:
    """The rows of a file without the erased and without what is older than is kept."""
    gone = erased(cursor)
    out, old = _of_erased(gone, rows), _too_old(cursor, kind, rows)
    leaves = out | old
    # Nearly every file: a million rows are not gone through again for nothing.
    stays = rows[~leaves] if leaves.any() else rows
    if gone and "leader" in stays:
        named = stays["leader"].map(gone.named).to_numpy(dtype=bool)
        stays = stays.assign(leader=stays["leader"].astype(object).where(~named, None))
    if not leaves.any():
        return Intake(stays, {}, frozenset(), gone)
    places = _places(rows)
    left_out = frozenset(places[out])
    in_file = set(places) - set(places[~leaves])  # a row of the file can give several
    counts = {
        ERASED: len(in_file & left_out),
        TOO_OLD: len(in_file - left_out),
    }
    return Intake(stays, {why: n for why, n in counts.items() if n}, left_out, gone)


def quotable(intake: Intake, problems: Sequence[Found]) -> list[Found]:
    """The problems that neither lie in rows of the erased nor quote their number or name."""
    return [
        problem
        for problem in problems
        if (problem.sheet, problem.row) not in intake.left_out
        and not (
            intake.erased
            and any(map(intake.erased.named, told(problem.value, problem.places.values())))
        )
    ]


def _of_erased(gone: Erased, rows: pd.DataFrame) -> Mask:
    if not gone or "employee_key" not in rows:
        return np.zeros(len(rows), dtype=bool)
    known = {key: gone.number(str(key)) for key in rows["employee_key"].unique()}
    out: Mask = rows["employee_key"].map(known).to_numpy(dtype=bool)
    return out


def _too_old(cursor: Cursor, kind: str, rows: pd.DataFrame) -> Mask:
    first = kept_from(cursor)
    if first is None or kind not in _ENDS or rows.empty:
        return np.zeros(len(rows), dtype=bool)
    old: Mask = (pd.to_datetime(rows[_ENDS[kind]]) < pd.Timestamp(first)).to_numpy(dtype=bool)
    if kind != "absence" or not old.any():
        return old
    # The beginning of an absence that goes on within what is kept was left, and holds still.
    kept = set(
        cursor.execute(
            "SELECT employee_key, start_date FROM absence"
            " WHERE version_removed IS NULL AND end_date < ?",
            [first],
        ).fetchall()
    )
    starts = pd.to_datetime(rows["start"]).dt.date
    holds = [pair in kept for pair in zip(rows["employee_key"], starts, strict=True)]
    out: Mask = old & ~np.array(holds, dtype=bool)
    return out


def _places(rows: pd.DataFrame) -> NDArray[np.object_]:
    """Sheet and row of each typed row; one of its own for a row that does not say."""
    places = np.empty(len(rows), dtype=object)
    if {"sheet", "source_row"} <= set(rows.columns):
        places[:] = list(zip(rows["sheet"], rows["source_row"], strict=True))
    else:
        places[:] = [("", number) for number in range(len(rows))]
    return places
