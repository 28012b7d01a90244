"""Codes in place of names and numbers, while a reader has put names away.

The code is the one advisers work with: made with the store's own secret, the same in every session
and after every import. Texts that people wrote are searched for names; cells that may hold anything
are left out whole.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from analytics import queries
from analytics.i18n import N_, Translate
from analytics.store.connection import Cursor
from analytics.store.holdings import key_of
from analytics.store.secret import PERSONS, code, secret

HIDDEN = N_("(name hidden)")
NUMBERS = ("employee_no", "employee_key")
TEXTS = ("file_name", "file")
ANYTHING = ("value", "employment_no")  # what a file says: may be a name or a number of anybody
NAMED = ("name", "leader", "adviser")
# What people wrote in a case where it asks for somebody's name.
NAMED_IN_CASES = frozenset({"owner", "who", "name", "firm", "asked_by"})
SHORTEST = 3  # signs of a number that is looked for in texts: «1» is more often something else
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Veil:
    """What puts names and numbers away. `numbers` as files spell them and `names` in small letters
    lead to employee keys; "" where a name is several people's or a leader's who has no row."""

    secret: bytes
    hidden: str
    numbers: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[str]]:
        """The names by their first word."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            found[next(iter(WORD.findall(name)), "")].append(name)
        return found

    def code(self, employee_no: str) -> str:
        """The code of the person with this number."""
        return code(self.secret, key_of(employee_no))

    def text(self, text: str) -> str:
        """`text` with codes for everybody's full name and number."""
        lowered = text.casefold()
        words = {"", *WORD.findall(lowered)}
        # A name stands in a text only where its first word does: there are many names.
        near = (name for word in words for name in self._by_word.get(word, ()))
        found = [name for name in near if name in lowered]
        for name in sorted(found, key=lambda name: (-len(name), name)):
            text = _replaced(text, name, self._called(self.names[name]), re.IGNORECASE)
        return WORD.sub(lambda word: self._number(word[0]), text)

    def about(self, text: str, employee_key: str, *, parts: bool = True) -> str:
        """`text` with the code of one person for their number and full name, and with `parts` for
        every part of the name too."""
        own = [name for name, key in self.names.items() if key == employee_key]
        for name in sorted(own, key=len, reverse=True):
            text = _replaced(text, name, self.code(employee_key), re.IGNORECASE)
        for part in {part.title() for name in own for part in WORD.findall(name)}:
            if parts and len(part) > 1:  # by its capital: «Dag» is somebody, «dag» is a day
                text = _replaced(text, part, self.code(employee_key), 0)
        return self.without_number(text, employee_key)

    def without_number(self, text: str, employee_key: str) -> str:
        """`text` with the code of one person for their number; the name may stay."""
        return WORD.sub(lambda word: self._number(word[0], employee_key), text)

    def row(self, row: Mapping[str, Any], employee_key: str = "") -> dict[str, Any]:
        """A row about somebody as the store keeps it, with nobody's name or number in it."""
        return {name: self._cell(name, value, employee_key) for name, value in row.items()}

    def frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The answer to a query, with nobody's name or number in it; units keep their names."""
        about_people = "employee_no" in frame.columns
        columns = [
            name
            for name in frame.columns
            if name in (*NUMBERS, *TEXTS, *ANYTHING, "places", "leader")
            or (name == "name" and about_people)
        ]
        put_away = {c: [self._cell(c, value) for value in frame[c]] for c in columns}
        return frame.assign(**put_away)

    def _cell(self, name: str, value: Any, employee_key: str = "") -> Any:
        match value:
            case Mapping():
                if name == "places":
                    return {place: self._anything(part) for place, part in value.items()}
                hidden = dict.fromkeys(value.keys() & NAMED_IN_CASES, self.hidden)
                return {**self.row(value, employee_key), **hidden}
            case str() if name in NUMBERS:
                return self.code(value)
            case str() if name in (*ANYTHING, *NAMED):
                return self.hidden
            case str() if name == "places":
                return json.dumps(self._cell(name, json.loads(value)), ensure_ascii=False)
            case str():
                return self.text(self.about(value, employee_key) if employee_key else value)
        return value

    def _anything(self, value: Any) -> Any:
        return self.hidden if isinstance(value, str) else value

    def _called(self, key: str) -> str:
        return self.code(key) if key else self.hidden

    def _number(self, word: str, only: str | None = None) -> str:
        key = self.numbers.get(word)
        if key is None or (len(word) < SHORTEST and word.isdigit()) or only not in (None, key):
            return word
        return self.code(key)


def veil(cursor: Cursor, translate: Translate) -> Veil:
    """What puts the names and numbers of everybody in the store away; what cannot have a code
    becomes a word in the reader's language."""
    frame = queries.called(cursor)
    columns = (frame[name].tolist() for name in ("kind", "called", "employee_key"))
    rows = list(zip(*columns, strict=True))
    return Veil(
        secret(cursor, PERSONS),
        translate(HIDDEN),
        {called: key for kind, called, key in rows if kind == "number"},
        _spellings((called, key) for kind, called, key in rows if kind == "name"),
    )


def veiled(cursor: Cursor, answer: Any, translate: Translate) -> Any:
    """The answer to a function of `analytics.queries` for a reader who has put names away."""
    if isinstance(answer, list):  # rows of `queries.employees`
        hide = veil(cursor, translate)
        return [(hide.code(key), hide.code(key), None, year) for key, _, _, year in answer]
    concerns = {*NUMBERS, *TEXTS, *ANYTHING, "leader"}
    if isinstance(answer, pd.DataFrame) and concerns & set(answer.columns):
        return veil(cursor, translate).frame(answer)
    return answer


def _spellings(names: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Names in small letters, also turned about the comma of «Nordmann, Kari», and whose they
    are; "" where that is not one person."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, key in names:
        last, comma, first = name.strip().casefold().partition(",")
        for spelling in {last + comma + first, f"{first.strip()} {last}".strip()}:
            found[spelling].update({key} if isinstance(key, str) else ())
    return {name: min(keys) if len(keys) == 1 else "" for name, keys in found.items() if name}


def _replaced(text: str, found: str, by: str, flags: int) -> str:
    # A function: a backslash in a replacement would be read as a group.
    return re.sub(rf"(?<!\w){re.escape(found)}(?!\w)", lambda _: by, text, flags=flags)
