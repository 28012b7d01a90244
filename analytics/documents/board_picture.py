"""One picture for a slide: how the sickness absence of a unit goes, and how sure that is.

Set by typst like the reports: no browser, nothing fetched, no font of the machine.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from analytics.answers.unit_year import UnitYear
from analytics.documents import provenance, trend_picture, unit_texts
from analytics.documents.amu_lines import spoken_beside, unit_name
from analytics.documents.register import Origin
from analytics.documents.trend_picture import Frame
from analytics.documents.typeset import picture as typeset
from analytics.figures.wording import Words
from analytics.i18n import N_, REGIONS

TEMPLATE = Path(__file__).parent / "templates_typst" / "board.typ"
SLIDE = Frame(1760, 600, left=86, right=280, top=16, foot=52, letters=26, strong=6, named=True)
HOW = N_(
    "Strong line: the twelve months that end there, with the band in which the underlying level "
    "lies 19 times in 20. Thin line: each month."
)
WITHOUT_BAND = N_(
    "Strong line: the twelve months that end there. Thin line: each month. The people are too few "
    "for a band of uncertainty."
)
GAPS = N_("A gap is a month that is hidden (too few) or has no basis.")


def picture(facts: UnitYear, origin: Origin, words: Words, kind: Literal["png", "svg"]) -> bytes:
    """A picture of 1920 × 1080 points (PNG: pixels); the SVG says in words what it shows."""
    told = texts(facts, origin, words)
    made = datetime.combine(origin.made_on, time(), UTC)
    drawn = typeset(TEMPLATE, told, made, kind)
    return drawn if kind == "png" else _named(drawn, told["title"], told["alt"])


def texts(facts: UnitYear, origin: Origin, words: Words) -> dict[str, Any]:
    """What stands on the picture, as the template takes it; `alt` says it to those who cannot
    see it."""
    _, unit = words.translate, unit_name(origin, words)
    shown = bool(facts.months["rate"].notna().any())
    people = provenance.of(facts.year, facts.of_year.now, words)
    said = [unit_texts.moved(facts.of_year, words), unit_texts.limits(facts, words)]
    return {
        "lang": words.language[:2],
        "region": REGIONS[words.language],
        "unit": unit,
        "title": unit_texts.headline(facts, words),
        "said": " ".join(filter(None, said)),
        "picture": trend_picture.svg(facts.months, words, SLIDE) if shown else "",
        "nothing": "" if shown else _(N_("There is no rate that may be shown.")),
        "beside": [spoken_beside(row, words) for row in facts.beside.to_dict("records")[:1]],
        "how": how(facts, words) if shown else "",
        "source": f"{people}. {provenance.line(origin, unit, words)}",
        "alt": alternative(facts, origin, words),
    }


def how(facts: UnitYear, words: Words) -> str:
    """How the picture is read."""
    gaps, sure = facts.months["rate"].isna().any(), facts.months["low"].notna().any()
    said = [HOW if sure else WITHOUT_BAND, *([GAPS] if gaps else [])]
    return " ".join(words.translate(text) for text in said)


def alternative(facts: UnitYear, origin: Origin, words: Words) -> str:
    """What the picture shows, in words: to put behind it in the slide."""
    alt = words.translate(
        N_("The sickness absence rate month by month, with twelve-month averages")
    )
    said = [
        f"{unit_name(origin, words)}. {unit_texts.headline(facts, words)}.",
        unit_texts.moved(facts.of_year, words),
        unit_texts.limits(facts, words),
        f"{alt}: {words.period(unit_texts.drawn(facts))}.",
    ]
    return " ".join(filter(None, said))


def _named(drawn: bytes, title: str, alt: str) -> bytes:
    """The SVG with its name and what it shows, for those who have it read to them."""
    named = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
    head, _, rest = drawn.decode("utf-8").partition(">")
    return f'{head} role="img">{named}{rest}'.encode()
