"""What is said of a unit's rate, in sentences: verdict first, then why."""

from __future__ import annotations

from analytics.figures.wording import Row, Words, is_missing
from analytics.i18n import N_, number

# The verdicts of analytics.stats.comparison.
STANDS_OUT, ORDINARY, TOO_LITTLE = "stands_out", "ordinary", "too_little"
SAID = (STANDS_OUT, ORDINARY)

# Short, for tables; the words are the same in every place a verdict is given.
SHORT = {
    STANDS_OUT: N_("stands out"),
    ORDINARY: N_("within normal variation"),
    TOO_LITTLE: N_("too little basis"),
}
TOO_FEW = N_("too few to say anything")
SURE = (  # probability up to which a level is said to be …
    (0.1, N_("It is very likely that the underlying level is below the organisation's mean.")),
    (0.25, N_("It is likely that the underlying level is below the organisation's mean.")),
    (0.75, N_("The underlying level may as well lie above the organisation's mean as below it.")),
    (0.9, N_("It is likely that the underlying level is above the organisation's mean.")),
    (1.0, N_("It is very likely that the underlying level is above the organisation's mean.")),
)
ALIKE = N_(
    "The units do not differ more than chance makes them; the best guess of each one's level is "
    "the organisation's."
)


def short(row: Row, words: Words) -> str:
    """A standing's verdict in a few words; hidden, or without basis, where the rate is."""
    if not words.has_number(row):
        return words.rate(row)
    return words.translate(TOO_FEW if row["few"] else SHORT[row["verdict"]])


def verdict(row: Row, words: Words, *, exact: bool) -> str:
    """The verdict on a row of `answers.standings` as one sentence, with what is ordinary."""
    if not words.has_number(row):
        return words.rate(row)
    if row["few"]:
        return words.translate(
            N_(
                "Too few to say anything: with fewer than 20 employees nearly any percentage can "
                "be chance."
            )
        )
    return words.translate(_text(row)) % {
        "rate": words.rate(row),
        "people": words.persons(row, exact=exact),
        "range": between(row["low"], row["high"], words),
        "spells": number(row["rate_spells"], 1, words.language),
        "low": number(row["low_spells"], 1, words.language),
        "high": number(row["high_spells"], 1, words.language),
    }


def why(row: Row, words: Words) -> list[str]:
    """Sentences about a unit that is large enough: the reach of its own level, how it stands to the
    mean, and how often people are absent."""
    told = []
    if not is_missing(row["own_low"]):
        text = N_("With chance counted in, the unit's own level lies between %(range)s (95 %%).")
        range_ = between(row["own_low"], row["own_high"], words)
        told.append(words.translate(text) % {"range": range_})
    if row["verdict"] == TOO_LITTLE:
        return told
    if not row["differ"]:
        told.append(words.translate(ALIKE))
    elif not is_missing(row["above"]):
        text = next(text for most, text in SURE if row["above"] <= most)
        told.append(words.translate(text))
    if not is_missing(row["rate_spells"]) and row["because"] not in ("spells", "both"):
        text = N_(
            "There were %(spells)s absences per full-time year; %(low)s to %(high)s is ordinary "
            "for a unit of this size."
        )
        names = {"spells": "rate_spells", "low": "low_spells", "high": "high_spells"}
        values = {key: number(row[name], 1, words.language) for key, name in names.items()}
        told.append(words.translate(text) % values)
    return told


def between(low: float, high: float, words: Words) -> str:
    """`2,0 and 12,0 %`, or a dash where there are no limits."""
    if is_missing(low) or is_missing(high):
        return "–"
    ends = {"low": number(low, 1, words.language), "high": words.percent(high)}
    return words.translate(N_("%(low)s and %(high)s")) % ends


def _text(row: Row) -> str:
    """The message id of the sentence for a unit of 20 or more."""
    if row["verdict"] == TOO_LITTLE:
        return N_(
            "Too little basis: two units of at least 20 employees are needed to hold against each "
            "other."
        )
    if row["verdict"] == ORDINARY:
        return N_(
            "Within normal variation: %(rate)s – with %(people)s employees everything between "
            "%(range)s is ordinary variation."
        )
    if row["because"] == "spells":
        return N_(
            "Stands out by how often people are absent: %(spells)s absences per full-time year, "
            "where %(low)s to %(high)s is ordinary. The rate of %(rate)s is itself within the "
            "ordinary (between %(range)s)."
        )
    return N_(
        "Stands out: %(rate)s – with %(people)s employees everything between %(range)s is "
        "ordinary variation."
    )
