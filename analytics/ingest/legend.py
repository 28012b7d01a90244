"""The explanation of a calendar's codes: a block beside or below it, or a sheet of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from analytics.ingest import absence_types
from analytics.ingest.grid import Cell, Sheet

TITLE = re.compile(
    r"tegn(?:forkl|setning)|(?:kode|farge|symbol)?forklaring|förklaring|symboler|koder?\b|codes?\b"
    r"|legend|zeichen|kürzel|\bkey\b|signatur|teckenförk|frav[æä]rskoder|abkürz|status\b",
    re.IGNORECASE,
)
IN_ONE_CELL = re.compile(r"([^\s=:,;]{1,6})\s*(?:=|:|–|\s-)\s*([^\d\W][^=:;,|]{2,})")
LEADING = re.compile(r"^[^=:;,]*:\s*(?=[^\s=:;,]{1,6}\s*=)")  # "Key: S = Sick, …"
LONGEST_CODE = 6
SHORTEST_TEXT = 3
ENOUGH = 0.5  # of the texts must tell of absence or presence, where no title says it is a legend
# Words for being at work or off duty in the languages of the exports, besides the known codes.
PRESENT = re.compile(
    r"(?:til ?stede|tilstede|på (?:jobb|arbeid|arbete|arbejde)|(?:i )?arbeid|arbeidsdag|jobb"
    r"|arbet(?:e|ar|sdag)|arbejde?|anwesend|arbeit(?:stag)?|dienst|home ?office|hemarbete|remote"
    r"|present|work(?:ing|day)?|work(?:ing)? (?:from|at) home|(?:på|in) office|office|büro"
    r"|frei|dienstfrei|arbeitsfrei|wochenende"
    r"|fri|fridag|turnusfri|weekend|helg|hel(?:lig|ge)dag|feiertag|ledig|off|day off|rest(?: day)?"
    r"|public holiday|bank holiday"
    r"|(?:früh|spät|nacht|tag)(?:dienst|schicht)?(?: ?\d)?"
    r"|(?:dag|kveld|natt|tidlig|sein|aften|kväll)(?:vakt|vagt)(?: ?\d)?"
    r"|(?:day|night|late|early|evening)(?: shift)?(?: ?\d)?)",
    re.IGNORECASE,
)


def key(code: str) -> str:
    """What two spellings of a code share."""
    return "".join(code.split()).casefold()


def is_presence(text: str) -> bool:
    """Whether a text surely says that nobody was absent."""
    if PRESENT.fullmatch(text.strip()):
        return True
    verdict = absence_types.judge([text], {})[text]
    return verdict.type == absence_types.IGNORE and verdict.sure


@dataclass(frozen=True)
class Legend:
    """Code (see `key`) → its text, and the rows of the sheet that hold the explanation."""

    texts: dict[str, str]
    rows: frozenset[int] = frozenset()


def explains(row: Sequence[Cell]) -> bool:
    """Whether every filled cell of a row explains a code by itself, as "E = Egenmelding" does."""
    texts = [text for cell in row if (text := _text(cell))]
    return bool(texts) and all(IN_ONE_CELL.fullmatch(text) for text in texts)


def inside(sheet: Sheet, taken: Collection[int], right: int, codes: Collection[str]) -> Legend:
    """The explanation on the sheet of a calendar.

    `taken` are the rows that surely are no explanation, except to the right of column `right`,
    the last of the calendar; `codes` are those that stand in it.
    """
    below = {
        at: pairs
        for at, row in enumerate(sheet.rows)
        if at not in taken and (pairs := list(_pairs(row)))
    }
    chosen = _chosen(sheet, below, codes)
    beside = {at: list(_pairs(row[right + 1 :])) for at, row in enumerate(sheet.rows)}
    besides = [pair for pairs in beside.values() for pair in pairs if key(pair[0]) in codes]
    texts = {key(code): text for code, text in besides} if _tells(besides) else {}
    texts |= {key(code): text for at in chosen for code, text in below[at]}
    titles = {at for at in range(len(sheet.rows)) if at not in taken and at + 1 in chosen}
    return Legend(texts, frozenset(chosen) | {at for at in titles if _title(sheet.rows[at])})


def of_sheet(sheet: Sheet, codes: Collection[str]) -> Legend:
    """The explanation on a sheet of its own; empty when the sheet is none."""
    found = {at: pairs for at, row in enumerate(sheet.rows) if (pairs := list(_pairs(row)))}
    pairs = [pair for listed in found.values() for pair in listed]
    named = bool(TITLE.search(sheet.name))
    used = sum(key(code) in codes for code, _ in pairs)
    if not (named and pairs) and not (used >= 2 and _tells(pairs)):
        return Legend({})
    return Legend({key(code): text for code, text in pairs}, frozenset(found))


def _chosen(
    sheet: Sheet, below: dict[int, list[tuple[str, str]]], codes: Collection[str]
) -> set[int]:
    """The rows of `below` that follow a title, or stand together and tell of absence."""
    chosen: set[int] = set()
    for start in [at for at, row in enumerate(sheet.rows) if _title(row)]:
        at = start if start in below else start + 1
        while at in below:
            chosen.add(at)
            at += 1
    rest = [pair for at, pairs in below.items() if at not in chosen for pair in pairs]
    if any(key(code) in codes for code, _ in rest) and _tells(rest):
        chosen |= {at for at, pairs in below.items() if any(key(c) in codes for c, _ in pairs)}
    return chosen


def _title(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if cell is not None]
    return len(filled) <= 3 and any(isinstance(c, str) and bool(TITLE.search(c)) for c in filled)


def _pairs(row: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """The codes and texts that stand side by side, in either order, or in one cell."""
    filled = [cell for cell in row if cell is not None]
    at = 0
    while at < len(filled):
        here = _text(filled[at])
        there = _text(filled[at + 1]) if at + 1 < len(filled) else ""
        if _code(here) and _wordy(there):
            yield here, there
            at += 2
        elif _wordy(here) and _code(there) and at + 2 >= len(filled) and not _codes_first(filled):
            yield there, here
            at += 2
        else:
            yield from IN_ONE_CELL.findall(LEADING.sub("", here))
            at += 1


def _codes_first(filled: Sequence[Cell]) -> bool:
    return _code(_text(filled[0]))


def _text(cell: Cell) -> str:
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split()).strip(" =:")


def _code(text: str) -> bool:
    return 0 < len(text) <= LONGEST_CODE and " " not in text


def _wordy(text: str) -> bool:
    return len(text) >= SHORTEST_TEXT and any(c.isalpha() for c in text) and text != text.upper()


def _tells(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether the texts are about absence or presence."""
    told = [text for _, text in pairs]
    verdicts = absence_types.judge(told, {}) if told else {}
    telling = sum(bool(verdicts[text].type) or is_presence(text) for text in told)
    return bool(told) and telling >= ENOUGH * len(told)
