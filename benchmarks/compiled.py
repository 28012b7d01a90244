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
Columns = dict[str, np.ndarray]


class _Workplace(ctypes.Structure):
    _fields_ = [
        *((n, ctypes.c_void_p) for n in ("person", "first_day", "last_day", "unit", "position")),
        *((name, ctypes.c_void_p) for name in ("worked", "months", "month_of")),
        *((name, ctypes.c_int32) for name in ("origin", "days", "units")),
    ]


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
    month_of = np.repeat(np.arange(size.months, dtype=np.int32), np.diff(calendar["months"]))
    columns = [*employments.values(), calendar["days"], calendar["months"], month_of]
    origin = (size.first_day - date(1970, 1, 1)).days
    place = _Workplace(*(c.ctypes.data for c in columns), origin, size.days, size.units)
    lost, agreed = (np.zeros((size.months, size.units), np.int64) for _ in range(2))
    people, count = (ctypes.c_int64(len(table["person"])) for table in (employments, spells))
    pointers = [ctypes.c_void_p(column.ctypes.data) for column in list(spells.values())[:4]]
    code.agreed(ctypes.byref(place), people, ctypes.c_void_p(agreed.ctypes.data))
    code.lost(ctypes.byref(place), people, count, *pointers, ctypes.c_void_p(lost.ctypes.data))
    return lost, agreed
