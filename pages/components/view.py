"""What the units page shows, as its address says it: `?enhet=&fra=&til=&def=`.

The address is the only place this is kept, so a link, a bookmark and the back button restore it.
Units are paths of names; nothing in an address is about a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st

from analytics.disclosure import spans
from analytics.domain.absence import Definition
from analytics.domain.period import Month, Period
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_

UNIT, START, END, DEFINITION = "enhet", "fra", "til", "def"
INTERNAL = "intern"


@dataclass(frozen=True)
class View:
    """A unit, whole months, and the definition of the rate."""

    unit: str
    period: Period
    definition: Definition


def read_view(
    address: Mapping[str, str], reach: Period, tree: Any, *, published: bool = False
) -> View:
    """The view an address asks for; what it leaves out is the top unit, the newest twelve months
    and the comparable definition.

    `tree` is the frame of units this reader may see; with `published` only periods figures are
    published for. Raises ReaderError with a sentence for what cannot be shown; a unit that is out
    of scope and one that never was give the same sentence.
    """
    visible = set(tree["unit_id"])
    unit = address.get(UNIT) or top(tree)
    if unit and unit not in visible:
        raise AccessDenied(
            N_("There is no unit «%(unit)s» that you may see. The link may be old, or mistyped."),
            unit=unit,
        )
    definition = address.get(DEFINITION)
    if definition not in (None, "", INTERNAL):
        raise ReaderError(
            N_("The link asks for an unknown definition, «%(text)s»."), text=definition
        )
    chosen = Definition.INTERNAL if definition == INTERNAL else Definition.COMPARABLE
    period = _period(address, reach)
    if published and not spans.publishable(period):
        raise ReaderError(
            N_(
                "The link asks for months that your role has no figures for. You can choose a "
                "month, a quarter, a year, the year so far, or twelve months in a row."
            )
        )
    return View(unit, period, chosen)


def top(tree: Any) -> str:
    """Where the reader begins: the one top unit they see, or everybody when there are several."""
    units, parents = tree["unit_id"].tolist(), tree["parent_id"].tolist()
    known = set(units)
    tops = [unit for unit, above in zip(units, parents, strict=True) if above not in known]
    return str(tops[0]) if len(tops) == 1 else ""


def _period(address: Mapping[str, str], reach: Period) -> Period:
    newest = newest_year(reach)
    start, end = address.get(START), address.get(END)
    try:
        period = Period(
            Month.parse(start) if start else min(newest.start, Month.parse(end or str(newest.end))),
            Month.parse(end) if end else newest.end,
        )
    except ValueError:
        raise ReaderError(
            N_("The link's period cannot be read: months are written as 2025-03, the first first.")
        ) from None
    if period.start < reach.start or period.end > reach.end:
        raise ReaderError(
            N_("There are data from %(start)s to %(end)s; the link asks for other months."),
            start=str(reach.start),
            end=str(reach.end),
        )
    return period


@lru_cache(maxsize=8)  # asked at every click, by everybody
def newest_year(reach: Period) -> Period:
    """The newest twelve months; with less, the longest of the newest months that are published."""
    return max(
        (p for p in spans.published(reach) if p.end == reach.end), key=lambda p: len(p.months)
    )


def write(**values: str | None) -> None:
    """Put `values` in the address (None takes one out); the page follows."""
    for name, value in values.items():
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value


def go(unit: str) -> None:
    """Show `unit`, with the same months and definition."""
    write(enhet=unit)


def forget() -> None:
    """Empty the address: back to the top unit and the newest year."""
    st.query_params.clear()
