"""Everybody the store knows of, by code: read once for each dataset version, whoever asks.

What is kept here is what the store holds, for as long as it is open and the version stands. Who may
be told what of it is for `analytics.persons` to say, at every question anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from analytics import queries
from analytics.once import once
from analytics.store.connection import Store
from analytics.store.lasting import lasting
from analytics.store.secret import PERSONS, codes, kept, secret


class Entry(NamedTuple):
    """One person: the code, the key (the number without leading zeros), the number as the payroll
    system writes it, the name and the id of the unit they work in; None where not known."""

    code: str
    employee_key: str
    employee_no: str
    name: str | None
    unit: str | None


@dataclass(frozen=True)
class Register:
    """Everybody in the order of their keys, by code and by key."""

    by_code: Mapping[str, Entry]
    by_key: Mapping[str, Entry]


def register(store: Store) -> Register:
    """The register of the standing dataset version."""
    found = lasting(store, kept, PERSONS)
    if found is None:
        with store.transaction() as cursor:
            found = secret(cursor, PERSONS)
    return once(store, ("register", found), lambda: _read(store, found))


def _read(store: Store, key: bytes) -> Register:
    with store.cursor() as cursor:
        frame = queries.people(cursor)
    keys, numbers, names, units = (
        frame[column].tolist() for column in ("employee_key", "employee_no", "name", "unit_id")
    )
    entries = [
        Entry(code, *row, _text(name), _text(unit))
        for code, row, name, unit in zip(
            codes(key, keys), zip(keys, numbers, strict=True), names, units, strict=True
        )
    ]
    return Register(
        {entry.code: entry for entry in entries}, {entry.employee_key: entry for entry in entries}
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
