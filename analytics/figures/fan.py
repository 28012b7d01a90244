"""What was, and what may come, with the room chance takes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.domain.period import Period
from analytics.figures.canvas import GREY, PETROL, ROOM, Figure, axis, figure, rates
from analytics.figures.trend import line, marks
from analytics.figures.wording import Row, Words
from analytics.i18n import N_

HEIGHT = 300
BAND = "rgba(31,130,144,0.16)"
NOTHING = "rgba(0,0,0,0)"


def fan(past: pd.DataFrame, coming: pd.DataFrame, words: Words) -> Figure:
    """`past`: `span` (Period), `rate` and `masked`; `coming`: `span`, `rate`, `low` and `high`, per
    cent. A stretch without a rate is a gap with a mark that says whether it is hidden or missing.

    The band holds 95 of 100 outcomes, were the future as uneven as the past.
    """
    before, after = ([str(span.end) for span in frame["span"]] for frame in (past, coming))
    texts = [
        words.translate(N_("%(period)s: %(rate)s, between %(low)s and %(high)s"))
        % {
            "period": words.period(row["span"]),
            **{name: words.percent(row[name]) for name in ("rate", "low", "high")},
        }
        for row in coming.to_dict("records")
    ]
    names = [words.period(span) for span in past["span"]]
    told = zip(names, past.to_dict("records"), strict=True)
    known = [f"{name}: {past_text(row, words)}" for name, row in told]
    was, comes = words.translate(N_("So far")), words.translate(N_("Forecast"))
    traces = [
        _edge(after, coming["low"]),
        _edge(after, coming["high"], fill="tonexty", fillcolor=BAND),
        _dots(before, past["rate"], known, was, GREY, "solid"),
        _dots(after, coming["rate"], texts, comes, PETROL, "dot"),
        *marks(past, before, names, words),
    ]
    return figure(
        traces,
        HEIGHT,
        margin=ROOM | {"r": 28},  # half of the last label lies there
        xaxis=spans_axis([*past["span"], *coming["span"]], words),
        yaxis=rates(),
        yaxis2=axis(overlaying="y", range=[0, 1], visible=False),
        annotations=[_name(after, coming["high"], comes)],
    )


def past_text(row: Row, words: Words) -> str:
    """The rate of a stretch that has been: a percentage, hidden or no basis."""
    return words.rate({"masked": row["masked"], "rate_rounded": row["rate"]})


def _edge(spans: list[str], values: pd.Series[float], **style: Any) -> dict[str, Any]:
    none = {"color": NOTHING, "width": 0}
    return line(spans, values, [], mode="lines", line=none, hoverinfo="skip", **style) | {
        "hovertemplate": None
    }


def _dots(
    spans: list[str], values: pd.Series[float], texts: list[str], name: str, colour: str, dash: str
) -> dict[str, Any]:
    stroke, dots = {"color": colour, "width": 2, "dash": dash}, {"color": colour, "size": 6}
    return line(spans, values, texts, name=name, mode="lines+markers", line=stroke, marker=dots)


def spans_axis(spans: list[Period], words: Words) -> dict[str, Any]:
    """An axis of stretches of time, each known by its last month, with a label a year."""
    shown = spans[::-1][::4][::-1]
    return axis(
        type="category",
        range=[-0.5, len(spans) - 0.5],
        categoryarray=[str(span.end) for span in spans],
        tickmode="array",
        tickvals=[str(span.end) for span in shown],
        ticktext=[words.short_month(span.end) for span in shown],
        tickangle=0,
        automargin=False,
    )


def _name(spans: list[str], high: pd.Series[float], text: str) -> dict[str, Any]:
    return {
        "x": spans[len(spans) // 2],
        "y": float(high.max()),
        "text": text,
        "font": {"color": PETROL, "size": 13},
        "yshift": 12,
        "showarrow": False,
    }
