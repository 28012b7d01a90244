"""What is said of a finding: facts, what chance gives, why it may mean nothing, what to do.

Every text takes good reasons for granted. Nothing is scored, and no cause is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analytics.i18n import DEFAULT_LANGUAGE, Translate, day, number
from analytics.patterns import wording
from analytics.patterns.days import day_of

SHOWN_DATES = 30


@dataclass(frozen=True)
class Line:
    """One sentence: an English gettext id and what fills its places; a value that is a Line
    itself is translated too."""

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, translate: Translate) -> str:
        """The sentence in the reader's language."""
        values = {
            name: value.text(translate) if isinstance(value, Line) else value
            for name, value in self.values.items()
        }
        return translate(self.message) % values if values else translate(self.message)


@dataclass(frozen=True)
class Story:
    """A finding told: what it is called, the days that carry it, what was seen against what was
    to be expected, how often chance gives as much (p) and how often such a finding is chance (q),
    the window, reasons why it may mean nothing, what would make it go away, and next steps, the
    gentlest first."""

    title: Line
    facts: tuple[Line, ...]
    measured: Line
    chance: Line
    certainty: Line
    window: Line
    why_not: tuple[Line, ...]
    clears: Line
    next_steps: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything, in the order it is told."""
        return (
            *(self.title, *self.facts, self.measured, self.chance, self.certainty, self.window),
            *(*self.why_not, self.clears, *self.next_steps),
        )


def story(finding: Mapping[str, Any], language: str = DEFAULT_LANGUAGE) -> Story:
    """The texts about one row of a Judgement (a person's or a unit's)."""
    kind = str(finding["kind"])
    told = wording.KINDS[kind]
    about_unit = kind == "unit_cluster"
    return Story(
        title=Line(told.title),
        facts=_facts(finding, told, language),
        measured=Line(
            told.measured,
            {
                "observed": _count(finding["observed"], language),
                "expected": number(float(finding["expected"]), 1, language),
            },
        ),
        chance=_chance(float(finding["p_value"]), about_unit, language),
        certainty=_certainty(finding, language),
        window=Line(
            wording.WINDOW,
            {"first": _date(finding["first"], language), "last": _date(finding["last"], language)},
        ),
        why_not=tuple(map(Line, (*told.why_not, *wording.why_not(about_unit)))),
        clears=Line(told.clears),
        next_steps=tuple(map(Line, wording.UNIT_STEPS if about_unit else wording.STEPS)),
    )


def _facts(finding: Mapping[str, Any], told: wording.Wording, language: str) -> tuple[Line, ...]:
    days = [_date(number, language) for number in finding["evidence"][-SHOWN_DATES:]]
    found = [Line(wording.DAYS, {"count": len(finding["evidence"]), "days": ", ".join(days)})]
    values = _values(finding["detail"], language)
    found += [Line(text, values) for name, text in told.details.items() if name in values]
    for kind in finding["detail"].get("also", ()):
        found.append(Line(wording.ALSO, {"what": Line(wording.KINDS[kind].title)}))
    if finding["detail"].get("unsure"):
        found.append(Line(wording.UNSURE))
    return tuple(found)


def _values(detail: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What a detail is told as: dates, weekdays by name, numbers with one decimal at
    most."""
    values: dict[str, Any] = {}
    for name, value in detail.items():
        if name in wording.DATES:
            values[name] = _date(value, language)
        elif name in ("weekday", "weekdays"):
            days = tuple(value) if isinstance(value, list | tuple) else (value,)
            values[name] = Line(wording.weekdays(days))
        elif isinstance(value, float):
            values[name] = _count(value, language)
        elif value is not None:
            word = wording.WORDS.get((name, value)) if isinstance(value, str) else None
            values[name] = value if word is None else Line(word)
    return values


def _chance(p_value: float, about_unit: bool, language: str) -> Line:
    """p in words: among how many alike one looks like this by chance alone."""
    many = max(1, round(1 / max(p_value, 1e-9)))
    rounded = many if many < 100 else round(many, -2 if many < 10_000 else -3)
    if many > wording.HARDLY_EVER:
        return Line(wording.HARDLY_UNIT if about_unit else wording.HARDLY)
    text = wording.CHANCE_UNIT if about_unit else wording.CHANCE
    return Line(text, {"many": number(rounded, 0, language)})


def _certainty(finding: Mapping[str, Any], language: str) -> Line:
    """q in words, and what the tier means."""
    share = number(max(1.0, 100 * float(finding["q_value"])), 0, language)
    text = wording.CLEAR if finding["tier"] == "clear" else wording.POSSIBLE
    return Line(text, {"share": share})


def _date(number_of_day: Any, language: str) -> str:
    return day(day_of(number_of_day), language)


def _count(value: Any, language: str) -> str:
    whole = float(value).is_integer()
    return number(float(value), 0 if whole else 1, language)
