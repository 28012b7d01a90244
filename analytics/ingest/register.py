"""Who is employed, as the absence files are held against it.

Some exports have no employee number. Their people are known by a stand-in made of the name, or of
name and year of birth; the register makes the same stand-ins, and so finds the employee again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from analytics.ingest import synonyms

STAND_INS = ("N-", "P-")
Person = tuple[str, str, str | None, int | None]  # key, number, name, birth year


@dataclass(frozen=True)
class Register:
    """Known employee keys (numbers without leading zeros), and a row per employee."""

    keys: frozenset[str] = frozenset()
    people: tuple[Person, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.keys)

    @classmethod
    def of(cls, people: Iterable[Person]) -> Register:
        """The register of (key, number, name, birth year), a row per employee."""
        held = tuple(people)
        return cls(frozenset(key for key, *_ in held), held)

    def number(self, given: str) -> str:
        """The employee number that `given` stands in for; `given` where it is no such stand-in."""
        return self.numbers.get(given, given) if given.startswith(STAND_INS) else given

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Stand-in → employee number, for those whose name (and year of birth) nobody else has.
        Made when the first is asked for: most files have numbers of their own."""
        found = []
        for _, number, name, birth_year in self.people:
            if name:
                found.append((by_name(name), number))
            if name and birth_year:
                found.append((by_name_and_birth(name, str(birth_year)), number))
        held = Counter(stand_in for stand_in, _ in found)
        return {stand_in: number for stand_in, number in found if held[stand_in] == 1}


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
