"""Who is employed, as the absence files are held against it.

Some exports have no employee number. Their people are known by a stand-in made of the name, or of
name and year of birth; the register makes the same stand-ins, and so finds the employee again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analytics.ingest import synonyms

STAND_INS = ("N-", "P-")


@dataclass(frozen=True)
class Register:
    """Known employee keys (numbers without leading zeros), and stand-in → employee number for
    those whose name (and year of birth) nobody else has."""

    keys: frozenset[str] = frozenset()
    numbers: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.keys)

    @classmethod
    def of(cls, people: Iterable[tuple[str, str, str | None, int | None]]) -> Register:
        """The register of (key, number, name, birth year), a row per employee."""
        keys, found = set(), []
        for key, number, name, birth_year in people:
            keys.add(key)
            if name:
                found.append((by_name(name), number))
            if name and birth_year:
                found.append((by_name_and_birth(name, str(birth_year)), number))
        held = Counter(stand_in for stand_in, _ in found)
        return cls(frozenset(keys), {s: number for s, number in found if held[s] == 1})


def by_name(name: str) -> str:
    """A stable stand-in for an employee number, from a name: `N-` and 8 hexadecimal digits."""
    return "N-" + _digest(_in_order(name))


def by_name_and_birth(name: str, birth: str) -> str:
    """The same from a name and a birth date (ISO) or year: `P-` and 8 hexadecimal digits.

    Only the year counts: registers seldom hold more.
    """
    return "P-" + _digest(f"{_in_order(name)}|{birth[:4]}")


def _in_order(name: str) -> str:
    """`Moe, Lise` and `Lise Moe` are the same person."""
    last, comma, first = name.partition(",")
    return synonyms.normalise(f"{first} {last}" if comma else name)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
