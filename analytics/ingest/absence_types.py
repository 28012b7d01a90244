"""What a code or a word for an absence means (data/formats/absence_types.csv).

The same code means different things in different systems ("S", "FK", "ML"), so codes are read by
the system that knows most of the codes of the file, and only exact words are sure.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from analytics.domain.absence import AbsenceType
from analytics.ingest.synonyms import FORMATS, REMEMBERED, normalise

IGNORE = "ignore"
DIAGNOSIS = "diagnosis"  # a cause of sickness: never used and never shown
UNKNOWN = ""

GENERIC = ("(generic NO text)", "turnus F-codes", "(generic EN text)")
MOST_KINDS = 2_000  # different codes and words of one file; what holds more tells no kinds
LONGEST_KEY = 120  # letters; patterns look no further, as some are slow over a long text
SHORTEST_TEXT = 3  # three small letters are a word (syk), three capitals a code (EMK)
ENOUGH_OF_A_SYSTEM = 0.6
PAID_LEAVE = frozenset({"paidleave"})  # holiday, where no other word of the file is
# "110 Ferie", "EM - Egenmelding"; a word such as the first of "Child sick" is no code.
CODE_AHEAD = re.compile(r"^(?:[A-ZÆØÅ]\w?|[A-ZÆØÅ0-9]{1,5}|\w*\d\w*)\s*[-–:=.]?\s+")

# Activities of a timesheet that are work: the whole word, so that no work accident is among them.
WORK = (
    r"^(ordin(ae|a)r[at]?|ordinary|vanlig|normal|regular|effektiv|faktur\w*|billable|prosjekt|project"
    r"|kunde|intern\w*|planlagt|planned)?(arbeids?|arbeidet|arbeidstid|arbete|arbetstid|arbetadtid"
    r"|arbejde|arbeit|arbeitszeit|work|working|worked|workinghours|workedhours|tid|hours|vakt|shift)$"
)

PAPER = (  # what a doctor writes, as normalised: no accents, spaces or punctuation
    r"(au(?!\w)|attest|bescheinigung|lakarintyg|intyg|laegeerkl\w*|legeerkl\w*|sykmelding"
    r"|cert\w*|medicalcert\w*|doctors?(note|cert\w*)|fitnote|sicknote)"
)
UNPAID = r"(utenlonn|utanlonn?|udenlon|ulonn|unpaid|ubetal|obetal|unbezahlt|withoutpay|nopay)"
AWAY = r"(perm|orlov|leave|foreldre|foraldra|velferd|ledig|urlaub|freistell)"

# Who certified sickness, more exactly than a word for sickness alone says.
CERTIFIERS: tuple[tuple[str, str], ...] = (
    (
        (
            r"uncertified|selfcert|selfreport|egenm|egenanm|eigenmeld"
            rf"|(ohne|utan|uden|uten|without|withno)(arzt\w*?|aerztl\w*?|a|en|et)?{PAPER}"
        ),
        AbsenceType.SELF_CERTIFIED,
    ),
    (
        (
            r"sykm|sykem|sjukm|legem|legeerkl|gradert.*sy|delvis.*sy|certified|lakarintyg|laegeerkl"
            r"|fitnote|sicknote|doctorsnote|medicalcert|mitau|mit\w*(attest|bescheinigung)|medintyg"
            r"|(sick|syk|sjuk|syg|illness)\w*(doctor|physician|attest)"
        ),
        AbsenceType.DOCTOR_CERTIFIED,
    ),
)

# Tried in order; the first that is found decides, and is never sure.
PATTERNS: tuple[tuple[str, str], ...] = (
    (r"vikar|ekstravakt|overtid|overtime|mertid|hjemmekontor|hjemmevakt", IGNORE),
    (r"avspas|fleksi|toil|timebank|plusstid|turnusfri|tjenestereise", IGNORE),
    (
        r"barn.*(syk|sjuk|syg)|(syk|sjuk|syg).*barn|child.*sick|sick.*child|kind\w*krank|krank\w*kind",
        AbsenceType.CHILD_SICK,
    ),
    (r"omsorgspenger|vab\b|vardav\w*barn|^barn$", AbsenceType.CHILD_SICK),
    *CERTIFIERS,
    (rf"^(?!.*(sick|syk|sjuk|syg|krank)).*({AWAY}.*{UNPAID}|{UNPAID}.*{AWAY})", AbsenceType.LEAVE),
    (r"permitter|^permu(l|lonn)?$", AbsenceType.LEAVE),
    (
        (
            r"foreldre|foraldra|svangersk|fodsel|barsel|pappa|fedrekv|modrekv|maternity|paternity"
            r"|parental|elternzeit|mutterschutz"
        ),
        AbsenceType.OTHER,
    ),
    (r"sonderurlaub|bildungsurlaub|freistellung|tjanstledig|ledighet", AbsenceType.OTHER),
    (
        r"^ferie|ferie$|ferieavv|vacation|annualleave|^semester(?!ersatt)|urlaub",
        AbsenceType.HOLIDAY,
    ),
    (
        r"perm|orlov|velferd|omsorg|militaer|pleie|bereave|leave(?!.*sick)(?<!sickleave)",
        AbsenceType.OTHER,
    ),
    (r"syk|sjuk|sick|illness|krank|sygd|sygem|sygefra", AbsenceType.SICK),
    (WORK, IGNORE),
)


class Verdict(NamedTuple):
    """What a code means: an AbsenceType, `ignore`, `diagnosis`, or "" when it is not known."""

    type: str
    sure: bool


class Catalogue(NamedTuple):
    """Normalised words → type, and for each system its normalised codes → type."""

    texts: dict[str, str]
    codes: dict[str, dict[str, str]]


@cache
def catalogue() -> Catalogue:
    """The known words and codes."""
    known = Catalogue({}, {})
    with (FORMATS / "absence_types.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            _enter(known, row["code_or_text"], row["system"], row["absence_type"])
    return known


def _enter(known: Catalogue, entry: str, system: str, kind: str) -> None:
    code, equals, text = entry.partition(" = ")
    if not equals:
        code, _, text = entry.partition(" - ") if entry[:4].isdigit() else (entry, "", entry)
    if len(normalise(text)) >= SHORTEST_TEXT and not (len(text) < 4 and text.isupper()):
        known.texts.setdefault(normalise(text), kind)
    if len(code) <= 8:
        known.codes.setdefault(system, {}).setdefault(normalise(code), kind)


def known(label: str) -> bool:
    """Whether `label` is an exact known word or code of any system."""
    key = normalise(label)
    return key in catalogue().texts or any(key in codes for codes in catalogue().codes.values())


def employment_word(label: str) -> bool:
    """Whether `label` is a form of employment (permanent, temporary …), not an absence."""
    return bool(
        re.match(
            r"fast|midlert|vikar|time(lønn|lønt|vikar)|engasj|lærling|perman|tempor|ekstern",
            label.casefold(),
        )
    )


def judge(labels: Sequence[str], settled: Mapping[str, str]) -> dict[str, Verdict]:
    """What each of a column's distinct codes or words means; `settled` was decided by the user."""
    decided = {normalise(label): kind for label, kind in settled.items()}
    system = _system(labels)
    found = {
        label: Verdict(decided[key], True)
        if (key := normalise(label)) in decided
        else _meaning(label, system)
        for label in labels
    }
    paid = {at for at in labels if normalise(at) in PAID_LEAVE and normalise(at) not in decided}
    if any(at not in paid and each.type == AbsenceType.HOLIDAY for at, each in found.items()):
        found |= dict.fromkeys(paid, Verdict(AbsenceType.OTHER, False))
    return found


@lru_cache(REMEMBERED)  # layouts, columns and rows all ask about the same few words
def _meaning(label: str, system: str | None) -> Verdict:
    for attempt in _spellings(label):
        key = normalise(attempt)
        if key in catalogue().texts:
            return _certified(Verdict(catalogue().texts[key], True), label, attempt)
        if attempt == label and (kind := _by_code(key, system)) is not None:
            return kind
    return _by_pattern(normalise(label), PATTERNS) or Verdict(UNKNOWN, False)


def _by_pattern(key: str, patterns: Sequence[tuple[str, str]]) -> Verdict | None:
    start = key[:LONGEST_KEY]
    return next((Verdict(kind, False) for found, kind in patterns if re.search(found, start)), None)


def _certified(verdict: Verdict, label: str, attempt: str) -> Verdict:
    """`verdict` on a part of the label; what was left out may say who certified the sickness."""
    if attempt == label or verdict.type != AbsenceType.SICK:
        return verdict
    return _by_pattern(normalise(label), CERTIFIERS) or verdict


def _by_code(key: str, system: str | None) -> Verdict | None:
    codes = catalogue().codes
    if system is not None and key in codes[system]:
        return Verdict(codes[system][key], True)
    for generic in GENERIC:
        if not key.isdigit() and key in codes.get(generic, {}):
            return Verdict(codes[generic][key], False)
    return None


def _spellings(label: str) -> list[str]:
    """`label`, then without a retired mark, a grade, a leading code or what follows in brackets."""
    current = re.sub(r"^x{3}\s*(\(.*?\)\s*:?)?\s*", "", label, flags=re.IGNORECASE)
    bare = re.sub(r"\s*\d{1,3}(?:[.,]\d+)?\s*%", "", current)
    without_code = CODE_AHEAD.sub("", bare)
    without_brackets = re.sub(r"\s*\(.*?\)", "", bare)
    return [label, current, bare, without_code, without_brackets]


def _system(labels: Sequence[str]) -> str | None:
    """The system that knows most of the codes, when it knows enough of them."""
    keys = {normalise(label) for label in labels}
    shares = {
        system: sum(key in codes for key in keys) / max(len(keys), 2)
        for system, codes in catalogue().codes.items()
    }
    best = max(shares, key=lambda system: shares[system])
    return best if shares[best] >= ENOUGH_OF_A_SYSTEM else None
