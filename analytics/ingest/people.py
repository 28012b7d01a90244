"""Who a row is about: the employee number as text, and the key that survives lost zeros."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from analytics.i18n import N_
from analytics.ingest import grouped_labels
from analytics.ingest.personal_data import is_national_id, looks_national
from analytics.ingest.reading import Decision
from analytics.ingest.register import STAND_INS, by_name
from analytics.ingest.table import Array, Flags, missing
from analytics.ingest.typed import Source, plain

MISSING = N_("The employee number is missing. Fill it in and upload the file again.")
IS_NATIONAL_ID = N_(
    "A national identity number stands where the employee number should be. Replace it with the "
    "employee number."
)
UNKNOWN = N_(
    "Employee %(employee)s is not in the register. Upload the employee file first, or correct "
    "the number."
)
NOT_FOUND = N_(
    "The row has no employee number, and its person was not found in the register by name and year "
    "of birth. Upload the employee file with names first, or add the employee number."
)
GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+")  # 12 345, as spreadsheets show it
BY_NAME = N_(
    "There is no employee number; employees are told apart by name («%(column)s»), so two people "
    "with the same name become one. Export the file with the employee number if you can."
)
BESIDE_NAME = N_(
    "The employee number was taken from «%(column)s», where it stands in the same cell as the name."
)


@dataclass(frozen=True)
class People:
    """Per row the employee number and its key, None where missing; `column` is where it stands."""

    numbers: Array
    keys: Array
    column: int | None
    decisions: tuple[Decision, ...]


def identify(source: Source) -> People:
    """Who each row is about; rows are judged by `check` later."""
    column = source.columns.get("employee_id")
    if column is None:
        return _by_name(source)
    numbers = [number(cell) for cell in column.cells]
    numbers = [None if n is None else source.register.number(n) for n in numbers]
    spread = column.spread(numbers, None)
    keys = column.spread([None if n is None else key(n) for n in numbers], None)
    return People(spread, keys, source.at("employee_id"), ())


def check(source: Source, people: People, *, new: bool = False) -> None:
    """Quarantine rows without an employee number, with a national id for one, or about somebody
    who is not in the register; but a register's own file brings `new` people."""
    nobody = missing(people.keys)
    national = _national(source, people)
    source.outcomes.quarantine(nobody & ~national, people.column, MISSING)
    source.outcomes.quarantine(national, people.column, IS_NATIONAL_ID)
    if source.register and not new:
        texts = _texts(people.keys)
        unknown = ~nobody & ~np.isin(texts, np.array(sorted(source.register.keys)))
        nameless = unknown & np.char.startswith(texts.astype(str), STAND_INS[0])
        nameless |= unknown & np.char.startswith(texts.astype(str), STAND_INS[1])
        source.outcomes.quarantine(nameless, people.column, NOT_FOUND)
        source.outcomes.quarantine(
            unknown & ~nameless,
            people.column,
            UNKNOWN,
            lambda row: {"employee": people.numbers[row]},
        )


def number(cell: object) -> str | None:
    """A cell as an employee number; None for a national identity number.

    Leading zeros are kept, what spreadsheets add (`10100.0`, `10 100`, a leading
    apostrophe) is removed.
    """
    text = re.sub(r"\.0+$", "", plain(cell)).lstrip("'").strip()
    text = re.sub(r"\D", "", text) if GROUPED.fullmatch(text) else text
    # A national id written as a number has lost its zero; ten digits need the check digits too.
    national = looks_national(text) or (len(text) == 10 and is_national_id(f"0{text}"))
    return None if not text or national else text


def key(employee_no: str) -> str:
    """The number without leading zeros, by which people are matched."""
    return employee_no.lstrip("0") or "0"


def _national(source: Source, people: People) -> Flags:
    column = source.columns.get("employee_id")
    if column is None:
        return np.zeros(len(people.keys), dtype=bool)
    national: Flags = ~column.blank & missing(people.keys)  # all that `number` makes None
    return national


def _by_name(source: Source) -> People:
    names = full_names(source)
    known = source.register.numbers
    used = [n for n in ("employee_name", "last_name", "first_name") if n in source.columns]
    at = source.at(used[0])
    values = {"column": source.columns.header(used[0])}
    if beside := _numbers_beside(set(names.tolist())):
        decision = Decision("employee_key", BESIDE_NAME, values, "number", sure=False)
        distinct = {name: known.get(given, given) for name, given in beside.items()}
    else:
        decision = Decision("employee_key", BY_NAME, values, "name", sure=False)
        distinct = {n: by_name(n) for n in set(names.tolist()) if n is not None}
        distinct = {n: known.get(stand_in, stand_in) for n, stand_in in distinct.items()}
    numbers = np.array([distinct.get(name) for name in names.tolist()], dtype=object)
    keys = np.array([None if n is None else key(n) for n in numbers.tolist()], dtype=object)
    return People(numbers, keys, at, (decision,))


def _numbers_beside(names: Collection[str | None]) -> dict[str, str]:
    """Name → the employee number written in the same cell; empty unless every cell has its own."""
    found = {name: grouped_labels.numbered(name) for name in names if name is not None}
    given = {name: number(said) for name, (said, called) in found.items() if said and called}
    numbers = {name: said for name, said in given.items() if said is not None}
    apart = len(set(numbers.values())) == len(found) == len(numbers)
    return numbers if apart else {}


def full_names(source: Source) -> Array:
    """The name per row, from one column or from first and last name; None where blank."""
    names = source.texts("employee_name")
    first, last = source.texts("first_name"), source.texts("last_name")
    if not missing(first).all() and missing(last).all():
        names, last = last, names  # "Name" beside "Vorname" is the family name
    joined = [" ".join(filter(None, parts)) or None for parts in zip(first, last, strict=True)]
    return np.where(missing(names), np.array(joined, dtype=object), names)


def _texts(keys: Array) -> Array:
    return np.array(["" if key is None else key for key in keys.tolist()])
