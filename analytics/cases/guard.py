"""Words that free text may not hold: diagnoses, symptoms, treatment, medicine, national ids.

An employer may neither ask for nor keep them (arbeidsmiljøloven § 9-3). The list lies in
`data/cases/diagnosis_words.txt`, which says how its lines are read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from analytics.errors import ReaderError
from analytics.i18n import N_
from analytics.settings import DATA

LIST = DATA / "cases" / "diagnosis_words.txt"
ENDINGS = r"(?:e|en|n|et|t|a|er|r|ene|ne|ar|ane|ens|ets|ers|s)?"  # bokmål and nynorsk inflections
WORD = re.compile(r"[^\W\d_]+\d*")
NATIONAL_ID = re.compile(r"(?<!\d)\d{6}[ .-]?\d{5}(?!\d)")
ICD = re.compile(r"(?<![\w.])[A-TV-Z]\d{2}\.\d{1,2}(?![\w.])", re.IGNORECASE)
# ICPC-2: a chapter's letter, then 01–29 for symptoms and 70–99 for diagnoses; 30–69 are procedures.
# Symptoms only in the chapters whose codes are in daily use: A12 and B12 are rooms and buses.
ICPC = re.compile(
    r"(?<![\w.,-])(?:[LPlpDKNR](?:0[1-9]|[12]\d)|A0[1-5]|[ABDFHKLNPRSTUWXYZlp][7-9]\d)(?!\w|[.,]\d)"
)
# What an ordinary number with a letter follows: room B12, bus A25, form X10.
PLACES = re.compile(
    r"(?:rom|rommet|møterom|bygg|blokk|sal|plass|linje|rute|buss|skjema|port|vei|veien|etasje|sone|"
    r"seksjon|fløy|gate|vedlegg|punkt|post|versjon|modell|type|room|building|form|bus)\.?\s+$",
    re.IGNORECASE,
)
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # signs nobody sees, between letters


class HealthWord(ReaderError):
    """The text holds what an employer may not keep; nothing was saved."""


@dataclass(frozen=True)
class Patterns:
    """The list, ready for use: `refused` finds a word, `allowed` matches whole words to pass."""

    refused: re.Pattern[str]
    allowed: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The list as two expressions, read once."""
    lines = [line.strip() for line in LIST.read_text(encoding="utf-8").splitlines()]
    words = [line for line in lines if line and not line.startswith("#")]
    refused = "|".join(_expression(word) for word in words if not word.startswith("-"))
    allowed = "|".join(_expression(word[1:]) for word in words if word.startswith("-"))
    return Patterns(re.compile(rf"(?<!\w)(?:{refused})(?!\w)"), re.compile(allowed))


def found(text: str) -> str | None:
    """The first word of `text` that may not be kept, as it is written; None when all may."""
    clean = HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    for code in (*ICD.finditer(clean), *ICPC.finditer(clean)):
        if not PLACES.search(clean[: code.start()]):
            return code[0]
    for match in patterns().refused.finditer(clean.casefold()):
        words = WORD.findall(match[0])
        # An allowed word saves itself, not what stands beside it.
        if len(words) > 1 or not any(patterns().allowed.fullmatch(word) for word in words):
            return match[0]
    return None


def check(text: str) -> None:
    """Nothing, when `text` may be kept.

    Raises HealthWord for a national id or a word about health, with what to write instead.
    """
    check_id(text)
    check_health(text)


def check_id(text: str) -> None:
    """Nothing, when `text` holds no national id; HealthWord, without repeating it, when it does."""
    if NATIONAL_ID.search(text):
        raise HealthWord(
            N_(
                "National identity numbers are never kept. Take the number out; it is written in "
                "the document when the document is made. Nothing was saved."
            )
        )


def check_health(text: str) -> None:
    """Nothing, when `text` says nothing about health; HealthWord, with the word, when it does."""
    word = found(text)
    if word is not None:
        raise HealthWord(
            N_(
                "«%(word)s» says something about health, which an employer may not keep. Write "
                "what the employee can and cannot do at work and what you have agreed, such as "
                "«can sit for one hour at a time». Nothing was saved."
            ),
            word=word,
        )


def _expression(line: str) -> str:
    """A line of the list as an expression for words in small letters."""
    core = re.escape(line.strip("*")).replace(r"\ ", r"\s+")
    before = r"\w*" if line.startswith("*") else ""
    return before + core + (r"\w*" if line.endswith("*") else ENDINGS)
