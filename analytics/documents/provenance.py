"""Where the figures of a paper are from, in words."""

from __future__ import annotations

from analytics.answers.amu import Row
from analytics.documents.register import Origin
from analytics.domain.period import Period
from analytics.figures.wording import Words
from analytics.i18n import N_


def line(origin: Origin, unit: str, words: Words) -> str:
    """The line at the foot: when the paper was made, of which data, and by which definition."""
    told = words.translate(
        N_(
            "Nærvær, made on %(made)s. Absence data to %(day)s, dataset version %(version)s. "
            "Unit: %(unit)s. Definition: comparable with SSB and NAV."
        )
    )
    return told % {
        "made": words.day(origin.made_on),
        "day": words.day(origin.data_through),
        "version": origin.version,
        "unit": unit,
    }


def of(period: Period, row: Row, words: Words) -> str:
    """Of which months and how many people a figure is."""
    people = words.translate(N_("%(period)s, people: %(people)s"))
    return people % {
        "period": words.period(period),
        "people": words.persons(row, exact=False),
    }
