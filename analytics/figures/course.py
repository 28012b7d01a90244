"""A run chart: the rate without its season, three months at a time, around its middle."""

from __future__ import annotations

import pandas as pd

from analytics.figures.canvas import GREY, PETROL, ROOM, Figure, axis, figure, rates
from analytics.figures.fan import spans_axis
from analytics.figures.trend import line, marks
from analytics.figures.wording import Row, Words, is_missing
from analytics.i18n import N_

HEIGHT = 280


def adjusted_text(row: Row, words: Words) -> str:
    """The rate without season of a point of the run chart: a percentage, hidden or no basis."""
    return words.rate({"masked": row["masked"], "rate_rounded": row["adjusted"]})


def run_chart(rows: pd.DataFrame, median: float, words: Words) -> Figure:
    """`rows`: the points of `stats.trend.run_chart`; `median` of `adjusted`, drawn as a broken line
    where it is known."""
    spans = [str(span.end) for span in rows["span"]]
    names = [words.period(span) for span in rows["span"]]
    told = zip(names, rows.to_dict("records"), strict=True)
    texts = [f"{name}: {adjusted_text(row, words)}" for name, row in told]
    points = line(
        spans,
        rows["adjusted"],
        texts,
        name=words.translate(N_("Without season")),
        mode="lines+markers",
        line={"color": PETROL, "width": 1.5},
        marker={"color": PETROL, "size": 7},
    )
    return figure(
        [points, *_middle(spans, median, words), *marks(rows, spans, names, words)],
        HEIGHT,
        margin=ROOM | {"r": 76},
        xaxis=spans_axis(rows["span"].tolist(), words),
        yaxis=rates(),
        yaxis2=axis(overlaying="y", range=[0, 1], visible=False),
        annotations=[] if is_missing(median) else [_name(spans[-1], median, words)],
    )


def _middle(spans: list[str], median: float, words: Words) -> list[dict[str, object]]:
    if is_missing(median):
        return []
    told = words.translate(N_("Middle: %(rate)s")) % {"rate": words.percent(median)}
    flat = pd.Series([median] * len(spans))
    style = {"color": GREY, "width": 1.5, "dash": "dash"}
    return [line(spans, flat, [told] * len(spans), name=told, mode="lines", line=style)]


def _name(at: str, median: float, words: Words) -> dict[str, object]:
    return {
        "x": at,
        "y": median,
        "text": words.translate(N_("Middle")),
        "font": {"color": GREY, "size": 13},
        "xanchor": "left",
        "xshift": 8,
        "showarrow": False,
    }
