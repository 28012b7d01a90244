"""Our quarters beside SSB's."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.figures.canvas import AMBER, GREY, PETROL, VIOLET, Figure, axis, figure
from analytics.figures.wording import Words
from analytics.i18n import N_

OURS = N_("Ours")
SCOPES = {
    "country": N_("The country"),
    "sector": N_("The sector"),
    "industry": N_("The industry"),
    "branch": N_("The industry in the sector"),
}
# Shapes beside colours: lines of figures that come in some quarters only are single points.
LOOKS = {
    "country": (GREY, "square"),
    "sector": (VIOLET, "diamond"),
    "industry": (AMBER, "triangle-up"),
    "branch": (AMBER, "x"),
}


def by_quarter(quarters: pd.DataFrame, words: Words) -> Figure:
    """`quarters` of `answers.benchmark.beside` as lines: ours strong, SSB's as marked points.

    A quarter that is hidden, or that SSB's figures do not have, is a gap.
    """
    names = [quarter(span, words) for span in quarters["span"]]
    ours = _line(quarters["rate_rounded"], names, words.translate(OURS), PETROL, "circle", words)
    ours["line"]["width"] = 3
    theirs = [
        _line(quarters[scope], names, words.translate(SCOPES[scope]), *LOOKS[scope], words)
        for scope in SCOPES
        if scope in quarters and quarters[scope].notna().any()
    ]
    return figure(
        [ours, *theirs],
        320,
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        xaxis=axis(type="category", tickangle=0, tickvals=names[::-1][:: -(-len(names) // 4)]),
        yaxis=axis(showgrid=True, rangemode="tozero", ticksuffix="\N{NO-BREAK SPACE}%", nticks=6),
    )


def quarter(span: str, words: Words) -> str:
    """`2. kv. 2025` for `2025K2`; a calendar year and a run of quarters alike."""
    if "–" in span:
        return "–".join(quarter(end, words) for end in span.split("–"))
    if "K" not in span:
        return span
    return words.translate(N_("Q%(quarter)s %(year)s")) % {"quarter": span[5:], "year": span[:4]}


def _line(
    values: pd.Series, names: list[str], name: str, colour: str, symbol: str, words: Words
) -> dict[str, Any]:
    told = [
        "" if pd.isna(value) else f"{name}, {at}: {words.percent(value)}"
        for value, at in zip(values, names, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": names,
        "y": [None if pd.isna(value) else float(value) for value in values],
        "line": {"color": colour, "width": 1.5},
        "marker": {"color": colour, "symbol": symbol, "size": 9},
        "customdata": told,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
