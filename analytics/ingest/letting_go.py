"""Memory that Python has let go of, given back to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Give back what the C library keeps for Python to use again. DuckDB has memory of its own, and
    would come on top of it. Elsewhere than on Linux nothing is done."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
