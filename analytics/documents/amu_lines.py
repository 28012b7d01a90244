"""The lines of the committee's report: each figure with the period, people and rows it is from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.answers.amu import Amu, Row
from analytics.benchmarks.verdict import VERDICTS
from analytics.documents.register import EVERYTHING, Origin
from analytics.domain.period import Month, Period
from analytics.figures.beside import SCOPES, quarter
from analytics.figures.split import part_names
from analytics.figures.wording import Words, is_missing
from analytics.i18n import N_, number

DEFINITION = N_(
    "The sickness absence rate is lost working days (working days × position × grade) in per cent "
    "of agreed working days, as Statistics Norway and NAV reckon it. Sick children are not in it."
)
DURATION = N_("Durations are the calendar days of the whole spell, also those outside the period.")
ORDINARY = N_(
    "Ordinary is where the rate of a unit of that size would lie 19 times in 20 if it were like "
    "all others. Small units swing by chance, and below 20 people nothing can be said of one. "
    "Among those said to stand out, one in twenty may do so by chance."
)
SPELLS = N_(
    "Absences per full-time year are the spells of own sickness that began in the twelve months, "
    "with where the underlying number lies 19 times in 20. They are told from 20 people."
)
STATES = N_(
    "“Hidden (too few)” is fewer than five people in some month, or a figure that would give such "
    "a group away. “No basis” is nothing to reckon from. Zero is no absence."
)


@dataclass(frozen=True)
class Line:
    """One figure: its name, its period, the unit it is of, and its rate row."""

    name: str
    period: Period
    unit: str
    row: Row


def unit_name(origin: Origin, words: Words) -> str:
    """The report's unit by its own name, or the whole organisation."""
    return origin.unit.rpartition("/")[2] or words.translate(EVERYTHING)


def key_lines(facts: Amu, origin: Origin, words: Words) -> list[Line]:
    """The quarter, the same quarter a year before, and twelve months; those there are data for."""
    _, unit = words.translate, unit_name(origin, words)
    found = [Line(_(N_("Sickness absence this quarter")), facts.quarter, unit, facts.now)]
    if facts.before is not None:
        found.append(Line(_(N_("The same quarter last year")), facts.last, unit, facts.before))
    if facts.rolling is not None:
        found.append(Line(_(N_("Last 12 months")), facts.year, unit, facts.rolling))
    return found


def part_lines(facts: Amu, origin: Origin, words: Words) -> Iterator[Line]:
    """Who certified, then how long, for the quarter."""
    unit = unit_name(origin, words)
    for frame in (facts.certified, facts.durations):
        for name, row in zip(part_names(frame, words), frame.to_dict("records"), strict=True):
            yield Line(name, facts.quarter, unit, row)


def month_lines(facts: Amu, origin: Origin, words: Words) -> Iterator[Line]:
    """The rate month by month, oldest first."""
    unit = unit_name(origin, words)
    for row in facts.months.to_dict("records"):
        month = Month.parse(str(row["span"]))
        yield Line(words.month(month), Period(month, month), unit, row)


def unit_lines(facts: Amu) -> Iterator[Line]:
    """The lowest units over twelve months, in the order of the tree."""
    for row in facts.units.to_dict("records"):
        yield Line(str(row["unit"]), facts.year, str(row["unit"]), row)


def notes(words: Words) -> list[str]:
    """What the words and signs of the report mean."""
    return [words.translate(note) for note in (DEFINITION, DURATION, SPELLS, ORDINARY, STATES)]


def spells_text(facts: Amu, words: Words) -> str:
    """`1,4 (1,3–1,6)`: spells per full-time year; "" where the people are too few."""
    if facts.spells is None:
        return ""
    values = (facts.spells.rate, facts.spells.low, facts.spells.high)
    rate, low, high = (number(value, 1, words.language) for value in values)
    return f"{rate} ({low}–{high})"


def spells_of_unit(row: Row) -> float | None:
    """Spells per full-time year; None where the unit is hidden or the people are too few."""
    told = row.get("rate_spells")
    if row["masked"] or row.get("few") or told is None or is_missing(told):
        return None
    return float(told)


def beside_lines(facts: Amu, words: Words) -> list[str]:
    """Our newest quarter beside SSB's, a sentence for each scope, with its source."""
    return [spoken_beside(row, words) for row in facts.beside.to_dict("records")]


def spoken_beside(row: Row, words: Words) -> str:
    """One row of `answers.amu.newest_quarter` as a sentence."""
    told = words.translate(
        N_("%(span)s: %(ours)s here, %(theirs)s in %(scope)s – %(verdict)s. %(source)s")
    )
    return told % {
        "span": quarter(row["span"], words),
        "ours": words.percent(row["rate"]),
        "theirs": words.percent(row["benchmark_pct"]),
        "scope": words.translate(SCOPES[row["scope"]]).lower(),
        "verdict": words.translate(VERDICTS[row["verdict"]]),
        "source": row["source_line"],
    }


def ordinary(row: Row, words: Words) -> str:
    """`1,7–15,8 %`, or a dash where the people are too few."""
    if row["masked"] or is_missing(row["low"]):
        return "–"
    return f"{number(row['low'], 1, words.language)}–{words.percent(row['high'])}"
