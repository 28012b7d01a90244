"""The pass in C (`compiled.c`), compiled where there is a compiler."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.population import Size

SOURCE, LIBRARY = Path(__file__).with_name("compiled.c"), "compiled.so"
SEXES, KINDS, BANDS = 2, 3, 7  # by a doctor at full grade, graded, by oneself; classes of duration
Columns = dict[str, np.ndarray]
Cells = tuple[np.ndarray, np.ndarray]  # numbers of the cells that hold anything, and what


class _Workplace(ctypes.Structure):
    _fields_ = [
        *((n, ctypes.c_void_p) for n in ("person", "first_day", "last_day", "unit", "position")),
        *((name, ctypes.c_void_p) for name in ("worked", "months", "month_of")),
        *((name, ctypes.c_int32) for name in ("origin", "days", "units", "lasting")),
    ]


class _Rows(ctypes.Structure):
    _fields_ = [("count", ctypes.c_int64), ("of", ctypes.c_void_p * 5)]


def compiler() -> str | None:
    """The C compiler of this machine; None when there is none, and the pass is not run."""
    return shutil.which("cc")


def build(folder: Path) -> None:
    """Make the pass as machine code in `folder`."""
    command = [
        compiler() or "cc",
        "-O3",
        "-shared",
        "-fPIC",
        "-o",
        str(folder / LIBRARY),
        str(SOURCE),
    ]
    subprocess.run(command, check=True)


def load(folder: Path) -> ctypes.CDLL:
    """The pass that was made there."""
    return ctypes.CDLL(str(folder / LIBRARY))


def sums(
    code: ctypes.CDLL, size: Size, calendar: Columns, spells: Columns, employments: Columns
) -> tuple[np.ndarray, np.ndarray]:
    """Lost and agreed days in the pass's whole numbers, months × units."""
    month_of = _month_of(size, calendar)
    place = _workplace(size, calendar, month_of, [c.ctypes.data for c in employments.values()])
    lost, agreed = (np.zeros((size.units, size.months), np.int64) for _ in range(2))
    people, count = (ctypes.c_int64(len(table["person"])) for table in (employments, spells))
    pointers = [ctypes.c_void_p(column.ctypes.data) for column in list(spells.values())[:4]]
    code.agreed(ctypes.byref(place), people, ctypes.c_void_p(agreed.ctypes.data))
    code.lost(ctypes.byref(place), people, count, *pointers, ctypes.c_void_p(lost.ctypes.data))
    return lost.T, agreed.T


def month_facts(
    code: ctypes.CDLL, size: Size, calendar: Columns, spells: Columns, employments: Columns
) -> tuple[Cells, Cells]:
    """Lost and agreed days as the store tells them, from rows in any order: of agreed days, cells
    are units × months × sexes, of lost days besides × kinds × classes of duration."""
    month_of = _month_of(size, calendar)
    sex = (np.arange(size.employees, dtype=np.int32) % 2).astype(np.int32)
    places = size.months * size.units * SEXES
    cell, sum_ = (np.empty(places * (1 + KINDS * BANDS), np.int64) for _ in range(2))
    found = np.zeros(2, np.int64)
    tables = (_rows(employments), _rows(spells))
    pointers = [ctypes.c_void_p(array.ctypes.data) for array in (cell, sum_, found)]
    code.month_facts(
        _workplace(size, calendar, month_of, [None] * 5),
        *map(ctypes.byref, tables),
        ctypes.c_void_p(sex.ctypes.data),
        ctypes.c_int64(size.employees),
        *pointers,
    )
    agreed, lost = slice(0, found[0]), slice(found[0], found.sum())
    return (cell[lost], sum_[lost]), (cell[agreed], sum_[agreed])


def _month_of(size: Size, calendar: Columns) -> np.ndarray:
    return np.repeat(np.arange(size.months, dtype=np.int32), np.diff(calendar["months"]))


def _workplace(
    size: Size, calendar: Columns, month_of: np.ndarray, employments: list[int | None]
) -> _Workplace:
    columns = [column.ctypes.data for column in (calendar["days"], calendar["months"], month_of)]
    origin = (size.first_day - date(1970, 1, 1)).days
    return _Workplace(*employments, *columns, origin, size.days, size.units, size.months)


def _rows(table: Columns) -> _Rows:
    columns = [column.ctypes.data for column in table.values()]
    return _Rows(len(table["person"]), (ctypes.c_void_p * 5)(*columns))
