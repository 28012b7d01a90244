"""Text files: which letters, which delimiter, which rows.

Runs in the child process (`reader`), so it imports the standard library only. General detectors
of encodings take Norwegian letters for Czech or Chinese; here the letters themselves decide.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from analytics.ingest.gate import Refusal

BLANKS = " \t\r\n\xa0\u202f\u200b\ufeff"
DELIMITERS = ";\t|,"  # the comma last: elsewhere it is a decimal comma or plain prose
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EIGHT_BIT = ("cp1252", "cp865", "mac_roman")  # Windows, DOS, Macintosh; the likeliest first
_NORDIC = frozenset("æøåäöüßÆØÅÄÖÜ")
_NEUTRAL = frozenset("–—‘’“”…€§°«»·´½\xa0\xad")
_DECLARED = re.compile(rb"(?:encoding|charset)=[\"']?((?:iso-8859|windows|cp|mac)[\w-]*)", re.ASCII)
_SAMPLE_RECORDS = 300
_FIELD_SIZE = 1_000_000  # characters; Excel's own limit for a cell is 32 767
_QUOTED_LINES = 100  # a quoted field longer than this was never meant to be one


@dataclass(frozen=True)
class Text:
    """A decoded text file; lines are decoded again when read, so that large files stay small."""

    data: bytes
    encoding: str

    def lines(self) -> Iterator[str]:
        """Every line with its own ending."""
        yield from self._letters()

    def pieces(self, size: int = 1 << 20) -> Iterator[str]:
        """All of it, about `size` characters at a time."""
        letters = self._letters()
        yield from iter(lambda: letters.read(size), "")

    def start(self, size: int = 100_000) -> str:
        """About the first `size` characters, cut at the end of a line."""
        letters = self._letters()
        return letters.read(size) + letters.readline(size)

    def _letters(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self.data), encoding=self.encoding, newline="")


def decode(data: bytes) -> Text:
    """The file as text: byte order mark, UTF-16 by its zeros, strict UTF-8, then the 8-bit codes
    by which of them gives believable words. Refuses what is no text.
    """
    data = data.rstrip(b"\x1a")  # end of file, in DOS
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None) or _utf16(data)
    if encoding is None:
        declared = _DECLARED.search(data[:1024].lower()) if data.lstrip()[:1] == b"<" else None
        names = ["utf-8", declared[1].decode()] if declared else ["utf-8"]
        encoding = next((name for name in names if _decodes(data, name)), None) or _eight_bit(data)
    elif encoding.startswith("utf-16") and len(data) % 2:
        data = data[:-1]
    text = Text(data, encoding)
    start = text.start(4096) if _decodes(data, encoding) else "\0"
    if sum(letter < " " and letter not in "\t\r\n\f" for letter in start) > len(start) / 100:
        raise Refusal("unknown")
    return text


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Western text is zero."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    return name if even + odd > len(sample) * 0.15 else None


def _decodes(data: bytes, encoding: str) -> bool:
    with suppress(UnicodeDecodeError, LookupError):
        return data.decode(encoding) is not None
    return False


def _eight_bit(data: bytes) -> str:
    pieces = re.finditer(rb"[^\r\n]?[\x80-\xff]+[^\r\n]?", data)
    sample = Counter(piece[0] for piece in islice(pieces, 20_000))

    def plausible(name: str) -> int:
        words = ((piece.decode(name, "replace"), count) for piece, count in sample.items())
        return sum(count * _believable(word) for word, count in words)

    return max((name for name in _EIGHT_BIT if _decodes(data, name)), key=plausible)


def _believable(piece: str) -> int:
    """Points for letters where words have them, minus points for what words never hold."""
    points = 0
    for before, letter, after in zip(" " + piece, piece, piece[1:] + " ", strict=False):
        inside = before.isalpha() or after.isalpha()
        if letter.isascii() or letter in _NEUTRAL:
            continue
        if not letter.isalpha() or (letter.isupper() and before.islower()):
            points -= 3 if inside else 1
        else:
            points += 3 if letter in _NORDIC else 1
    return points


def records(text: Text) -> tuple[str | None, int, bool, Iterator[list[str]]]:
    """How the file is split, and its rows.

    (delimiter or None, lines skipped on top, whether quotation marks were taken as ordinary
    characters, rows of text). Without a delimiter a row is its line, whose leading blanks count.
    """
    csv.field_size_limit(_FIELD_SIZE)
    told = re.match(r'"?sep=([^\w\s"]|\t)"?[\r\n]', text.start(20), re.IGNORECASE)
    skipped, delimiter = (1, told[1]) if told else (0, _vote(text.start()))
    if delimiter is None:
        return None, 0, False, ([line] for line in text.lines())
    lines = islice(text.lines(), skipped, None)
    if _quotes_close(text, delimiter):
        return delimiter, skipped, False, csv.reader(lines, delimiter=delimiter)
    return delimiter, skipped, True, csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _vote(start: str) -> str | None:
    """The delimiter under which most rows have the same number of fields, above one."""
    scores = {mark: _agreement(start, mark) for mark in DELIMITERS[:-1]}
    # With another candidate at hand, a comma between digits is a decimal comma.
    rival = max(scores.values()) >= 0.5
    scores[","] = _agreement(re.sub(r"(?<=\d),(?=\d)", ".", start) if rival else start, ",")
    best = max(scores, key=lambda mark: scores[mark])
    return best if scores[best] >= (0.5 if best == "," else 0.25) else None


def _agreement(start: str, delimiter: str) -> float:
    """Between 0 and 1: half for rows that are split at all, half for rows split alike."""
    rows = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    sizes = [len(row) for row in islice(rows, _SAMPLE_RECORDS) if any(cell.strip() for cell in row)]
    split = [size for size in sizes if size > 1]
    alike = Counter(split).most_common(1)[0][1] if split else 0
    return (len(split) + alike) / (2 * max(len(sizes), 1))


def _quotes_close(text: Text, delimiter: str) -> bool:
    """Whether every quoted field ends; one that does not would swallow the rest of the file."""
    rows = csv.reader(text.lines(), delimiter=delimiter)
    line, spanned, last = 0, 0, ""
    try:
        for row in rows:
            spanned, line = rows.line_num - line, rows.line_num
            last = row[-1] if row else ""
            if spanned > _QUOTED_LINES:
                return False
    except csv.Error:
        return False
    return spanned < 2 or not last.endswith(("\n", "\r"))
