"""The committee's report: which units moved most, and how many moved down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analytics.answers.amu import Amu, Row
from analytics.figures.movement import Move
from analytics.figures.wording import Words
from analytics.i18n import N_, number

Part = dict[str, Any]

CHANCE = N_(
    "Small units swing by chance: in a unit of ten, one long absence is several percentage "
    "points. The list is a place to begin asking, not a verdict."
)
LONGEST = 44  # signs of a unit's name that fit on its line
FEWEST_MOVED = 5  # units: the number of fewer says nothing


def moved(facts: Amu, words: Words) -> Part:
    """What the part says, as the template takes it."""
    _ = words.translate
    about = _(N_("Compares %(now)s with %(before)s.")) % {
        "now": words.period(facts.quarter),
        "before": words.period(facts.last),
    }
    said = [*_sentences(facts.risen, words), *_sentences(facts.fallen, words)]
    if facts.moved is not None and facts.moved.units >= FEWEST_MOVED:
        told = N_(
            "%(lower)s of %(units)s departments are lower than a year ago; chance alone would give "
            "about %(chance)s."
        )
        said.insert(
            0,
            _(told)
            % {
                "lower": words.count(facts.moved.lower),
                "units": words.count(facts.moved.units),
                "chance": number(facts.moved.by_chance, 0, words.language),
            },
        )
    nothing = _(N_("No unit that may be shown has moved."))
    return {
        "title": _(N_("Moved most in a year")),
        "said": said or [nothing],
        "about": f"{about} {_(CHANCE)}",
    }


def _sentences(moves: Iterable[Move], words: Words) -> list[str]:
    told = words.translate(N_("%(points)s, from %(before)s to %(now)s"))
    people = words.translate(N_("people: %(people)s"))
    return [
        f"{shortened(move.unit)}: "
        + told
        % {
            "points": words.points(move.points),
            "before": words.percent(move.before),
            "now": words.percent(move.now),
        }
        + f" ({people % {'people': words.persons(_counted(move), exact=False)}})"
        for move in moves
    ]


def _counted(move: Move) -> Row:
    return {"masked": False, "persons": move.persons}


def shortened(name: str) -> str:
    """`name`, cut where it would not fit on its line."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
