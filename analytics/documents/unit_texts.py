"""What papers about one unit say in sentences: how it moved, and where it stands."""

from __future__ import annotations

from analytics.answers.movement import Change
from analytics.answers.unit_year import UnitYear
from analytics.documents.amu_lines import spoken_beside
from analytics.domain.period import Period
from analytics.figures import verdicts
from analytics.figures.wording import HIDDEN, MINUS, MISSING, Words, is_missing
from analytics.i18n import N_, number
from analytics.stats.trend import WINDOW


def headline(facts: UnitYear, words: Words) -> str:
    """`Sykefravær siste 12 måneder: 7,5 %`; of the months there are, where they are fewer."""
    of_year = N_("Sickness absence in the last twelve months: %(rate)s")
    of_less = N_("Sickness absence, %(period)s: %(rate)s")
    whole = len(facts.year.months) == WINDOW
    return words.translate(of_year if whole else of_less) % {
        "rate": words.rate(facts.of_year.now),
        "period": words.period(facts.year),
    }


def limits(facts: UnitYear, words: Words) -> str:
    """Where the level of the newest twelve months lies; "" where it cannot be told."""
    last = facts.months.iloc[-1] if len(facts.months) else None
    if last is None or is_missing(last["low"]):
        return ""
    text = N_("With chance counted in, the unit's own level lies between %(range)s (95 %%).")
    return words.translate(text) % {"range": verdicts.between(last["low"], last["high"], words)}


def moved(found: Change, words: Words) -> str:
    """The change from the year before, and whether it is more than chance makes; "" of a group
    whose own rate is hidden."""
    _ = words.translate
    since = _("from %(period)s") % {"period": words.period(found.period.shifted(-12))}
    if found.now["masked"]:
        return ""
    if found.before["masked"]:
        return f"{_(HIDDEN)} {since}."
    if is_missing(found.points):
        return f"{_(MISSING)} {since}."
    told = f"{words.points(found.points)} {since}."
    if found.beyond_chance is None:
        return f"{told} " + _(N_("The group is too small to say anything about the change."))
    said = (
        _(N_("That is more than chance makes (%(low)s to %(high)s)."))
        if found.beyond_chance
        else _(N_("Chance alone may make that (%(low)s to %(high)s)."))
    )
    ends = {"low": _signed(found.low, words), "high": _signed(found.high, words)}
    return f"{told} {said % ends}"


def stands(facts: UnitYear, words: Words) -> list[str]:
    """The verdict on the unit beside others of its size, then SSB's figures; as far as there are
    any."""
    told = [spoken_beside(row, words) for row in facts.beside.to_dict("records")]
    row = facts.standing
    if row is None or not (row["few"] or row["verdict"] in verdicts.SAID):
        return told  # nothing of its kind to be held against
    return [verdicts.verdict(row, words, exact=False), *told]


def drawn(facts: UnitYear) -> Period:
    """The months of the picture."""
    spans = facts.months["span"].astype(str)
    return Period.parse(spans.iloc[0], spans.iloc[-1])


def _signed(points: float, words: Words) -> str:
    told = number(abs(points), 1, words.language)
    return ("+" if points > 0 else MINUS if points < 0 else "") + told
