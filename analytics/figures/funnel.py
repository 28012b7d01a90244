"""Units by size and rate, with the lines between which chance alone keeps them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.figures.canvas import (
    AMBER,
    GREY,
    HAIRLINE,
    PETROL,
    ROOM,
    Figure,
    axis,
    figure,
    rates,
)
from analytics.figures.verdicts import STANDS_OUT, short
from analytics.figures.wording import Words
from analytics.i18n import N_

SHADE = "rgba(31,130,144,0.10)"


def funnel(rows: pd.DataFrame, limits: pd.DataFrame, mean: float, words: Words) -> Figure:
    """`rows` of `answers.standings` as dots at full-time people (`fte`) and rate, inside `limits`.

    Only units that stand out are named: the place of any other dot is mostly chance.
    """
    dots = rows[rows["rate"].notna() & (rows["fte"] > 0)]
    out = dots["verdict"] == STANDS_OUT
    top = max([*dots["rate"], *limits["high"].head(1), mean]) * 1.08
    largest = float(limits["fte"].max())
    traces = [
        _line(limits, "low"),
        _line(limits, "high") | {"fill": "tonexty", "fillcolor": SHADE},
        _dots(dots[~out], words, PETROL),
        _dots(dots[out], words, AMBER) | _names(dots[out], largest),
    ]
    return figure(
        traces,
        340,
        margin=ROOM | {"r": 16, "b": 52},
        xaxis=axis(
            automargin=False,
            range=[0, largest * 1.02],
            title={"text": words.translate(N_("Full-time people")), "standoff": 6},
        ),
        yaxis=rates(range=[0, top]),
        shapes=[_mean(mean, largest)],
    )


def _line(limits: pd.DataFrame, side: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": limits["fte"].tolist(),
        "y": limits[side].tolist(),
        "line": {"color": GREY, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _dots(rows: pd.DataFrame, words: Words, colour: str) -> dict[str, Any]:
    records = rows.to_dict("records")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rows["fte"].round(1).tolist(),
        "y": rows["rate_rounded"].tolist(),
        "marker": {"color": colour, "size": 8, "opacity": 0.85},
        "customdata": [
            f"{row['unit']}: {words.rate(row)} – {short(row, words)}" for row in records
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _names(rows: pd.DataFrame, largest: float) -> dict[str, Any]:
    # Towards the middle: on a phone a name in the middle over an outer dot would be cut off.
    return {
        "mode": "markers+text",
        "text": rows["unit"].astype(str).tolist(),
        "textposition": [
            "top left" if fte > largest / 2 else "top right" for fte in rows["fte"].tolist()
        ],
        "marker": {"color": AMBER, "size": 10, "opacity": 0.85},
    }


def _mean(mean: float, largest: float) -> dict[str, Any]:
    line = {"color": HAIRLINE, "width": 2}
    return {"type": "line", "x0": 0, "x1": largest, "y0": mean, "y1": mean, "line": line}
