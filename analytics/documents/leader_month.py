"""The leader's page of a month as a PDF, set by typst: what happened, how sure that is, and what to
ask. Of groups alone: whom to follow up stands in the dashboard, not on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from analytics.answers.unit_year import UnitYear
from analytics.documents import board_picture, provenance, trend_picture, unit_texts
from analytics.documents.amu_lines import DEFINITION, STATES, unit_name
from analytics.documents.register import Origin
from analytics.documents.trend_picture import Frame
from analytics.documents.typeset import typeset
from analytics.figures.split import part_names
from analytics.figures.wording import HIDDEN, MISSING, Words, is_missing
from analytics.i18n import N_, REGIONS, number

TEMPLATE = Path(__file__).parent / "templates_typst" / "leader.typ"
PAGES = 1
SHEET = Frame(680, 200, left=38, right=106, top=8, foot=24, letters=11, strong=2.4, named=True)
ASK = (
    N_("Is there something at work that several are worn by: load, shifts, the indoor climate?"),
    N_("What goes well at work, and what should be kept as it is?"),
    N_("Who have the employees, the safety delegate and you agreed does what, and by when?"),
)

Part = dict[str, Any]


def pdf(facts: UnitYear, origin: Origin, words: Words, remarks: Sequence[str]) -> bytes:
    """The month (PDF/UA, one page). `remarks`: sentences on the quality of the data; those there is
    no room for are left out, with the questions before them."""
    made = datetime.combine(origin.made_on, time(), UTC)
    whole = texts(facts, origin, words, remarks)
    shorter = [{**whole, "remarks": []}, {**whole, "remarks": [], "ask": None}]
    return typeset(TEMPLATE, [whole, *shorter], made, PAGES)


def texts(facts: UnitYear, origin: Origin, words: Words, remarks: Sequence[str]) -> Part:
    """Everything the page says, as the template takes it."""
    _, unit = words.translate, unit_name(origin, words)
    return {
        "lang": words.language[:2],
        "region": REGIONS[words.language],
        "title": _(N_("Sickness absence of the month")),
        "subtitle": f"{unit} · {words.period(facts.month)}",
        "cards": [_month(facts, words), _year(facts, words), _presence(facts, words)],
        "trend": _trend(facts, origin, words),
        "stands": {
            "title": _(N_("Beside others")),
            "said": unit_texts.stands(facts, words)
            or [_(N_("There is nothing to hold the unit beside."))],
        },
        "splits": _splits(facts, words),
        "ask": {"title": _(N_("To talk about in the unit")), "said": [_(text) for text in ASK]},
        "remarks": list(remarks),
        "notes": [_(DEFINITION), _(STATES)],
        "provenance": provenance.line(origin, unit, words),
    }


def _month(facts: UnitYear, words: Words) -> Part:
    return {
        "name": words.period(facts.month),
        "value": words.rate(facts.of_month.now),
        "about": unit_texts.moved(facts.of_month, words),
        "people": provenance.of(facts.month, facts.of_month.now, words),
    }


def _year(facts: UnitYear, words: Words) -> Part:
    return {
        "name": words.translate(N_("Last 12 months")),
        "value": words.rate(facts.of_year.now),
        "about": unit_texts.moved(facts.of_year, words),
        "people": provenance.of(facts.year, facts.of_year.now, words),
    }


def _presence(facts: UnitYear, words: Words) -> Part:
    """How many are at work: what a leader can do something for."""
    _, found = words.translate, facts.presence
    value = _(HIDDEN) if found.hidden else _(MISSING)
    if not is_missing(found.at_work):
        people = number(100 * found.at_work, 0, words.language)
        value = _(N_("%(people)s of 100")) % {"people": people}
    about = ""
    if not is_missing(found.never_absent):
        ends = {name: _share(getattr(found, name), words) for name in ("low", "high")}
        text = N_("%(share)s had no sickness absence; chance makes it %(low)s to %(high)s.")
        about = _(text) % {"share": _share(found.never_absent, words), **ends}
    return {
        "name": _(N_("At work on an ordinary day")),
        "value": value,
        "about": about,
        "people": provenance.of(facts.year, facts.of_year.now, words),
    }


def _share(share: float, words: Words) -> str:
    return f"{number(100 * share, 0, words.language)}\N{NO-BREAK SPACE}%"


def _trend(facts: UnitYear, origin: Origin, words: Words) -> Part:
    _, drawn = words.translate, bool(facts.months["rate"].notna().any())
    people = provenance.of(unit_texts.drawn(facts), facts.of_year.now, words)
    return {
        "title": _(N_("Development")),
        "picture": trend_picture.svg(facts.months, words, SHEET) if drawn else "",
        "alt": board_picture.alternative(facts, origin, words),
        "said": unit_texts.limits(facts, words),
        "caption": f"{board_picture.how(facts, words)} {people}."
        if drawn
        else _(N_("There is no rate that may be shown.")),
    }


def _splits(facts: UnitYear, words: Words) -> Part:
    """Who certified, then how long, over the year: of one month it would often be one person."""
    _ = words.translate
    about = N_("%(period)s. Parts of the rate above, in per cent of the same agreed days.")
    tables = [
        {"title": _(title), "rows": _rows(frame, words)}
        for title, frame in (
            (N_("Certified by"), facts.certified),
            (N_("Duration"), facts.durations),
        )
    ]
    return {"tables": tables, "about": _(about) % {"period": words.period(facts.year)}}


def _rows(frame: Any, words: Words) -> list[list[str]]:
    named = zip(part_names(frame, words), frame.to_dict("records"), strict=True)
    return [[name, words.rate(row)] for name, row in named]
