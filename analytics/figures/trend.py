"""The rate month by month, with the rolling twelve months through it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.figures.canvas import CLEAR, GREY, PETROL, Figure, axis, figure
from analytics.figures.wording import HIDDEN, MISSING, Row, Words
from analytics.i18n import N_

HEIGHT = 320
WINDOW = 12


def with_rolling(months: pd.DataFrame) -> pd.DataFrame:
    """A month table (`queries.rates` by month, withheld) with `rolling`: the rate in per cent of
    the twelve months that close there; NaN where one of them is hidden or has no basis, and
    `rolling_hidden` where it is a hidden one.

    It is the ratio of sums of shown months, so it tells nothing that they do not.
    """
    shown = months["rate"].notna() & ~months["masked"]
    sums = months[["lost_days", "agreed_days"]].where(shown).rolling(WINDOW, min_periods=WINDOW)
    totals = sums.sum()
    return months.assign(
        rolling=100 * totals["lost_days"] / totals["agreed_days"],
        rolling_hidden=months["masked"].astype(float).rolling(WINDOW, min_periods=1).max() > 0,
    )


def rolling_text(row: Row, words: Words) -> str:
    """The rolling rate of a row of `with_rolling`: a percentage, hidden, or without basis."""
    return words.rate({"masked": row["rolling_hidden"], "rate_rounded": row["rolling"]})


def by_month(months: pd.DataFrame, words: Words) -> Figure:
    """The trend as two lines labelled where they end.

    `months`: rows of `with_rolling`, in order of `span`. Hidden months and months without basis
    are gaps in the line, each with its own mark at the foot that says which of the two it is.
    """
    spans = [str(span) for span in months["span"]]
    traces = [_monthly(months, spans, words), _rolling(months, spans, words)]
    traces += marks(months, spans, words)
    return figure(
        traces,
        HEIGHT,
        margin={"l": 8, "r": 76, "t": 12, "b": 8},
        xaxis=months_axis(spans, words),
        yaxis=axis(showgrid=True, rangemode="tozero", ticksuffix="\N{NO-BREAK SPACE}%", nticks=6),
        yaxis2=axis(overlaying="y", range=[0, 1], visible=False),
        annotations=_labels(months, spans, words),
    )


def line(
    spans: list[str], values: pd.Series[float], texts: list[str], **style: Any
) -> dict[str, Any]:
    """A line over `spans` with a gap where a value is NaN, and a tooltip for each point."""
    return {
        "type": "scatter",
        "x": spans,
        "y": [None if pd.isna(value) else float(value) for value in values],
        "customdata": texts,
        "connectgaps": False,
        "hovertemplate": "%{customdata}<extra></extra>",
    } | style


def _monthly(months: pd.DataFrame, spans: list[str], words: Words) -> dict[str, Any]:
    texts = [
        f"{words.month(span)}: {words.rate(row)}"
        for span, row in zip(spans, months.to_dict("records"), strict=True)
    ]
    return line(
        spans,
        months["rate"].mask(months["masked"]),
        texts,
        name=words.translate(N_("Each month")),
        mode="lines+markers",
        line={"color": GREY, "width": 1.25},
        marker={"color": GREY, "size": 4},
    )


def _rolling(months: pd.DataFrame, spans: list[str], words: Words) -> dict[str, Any]:
    said = words.translate(N_("The twelve months to %(month)s: %(rate)s"))
    texts = [
        said
        % {
            "month": words.month(span),
            "rate": rolling_text(row, words),
        }
        for span, row in zip(spans, months.to_dict("records"), strict=True)
    ]
    return line(
        spans,
        months["rolling"],
        texts,
        name=words.translate(N_("Last 12 months")),
        mode="lines",
        line={"color": PETROL, "width": 3},
    )


def marks(months: pd.DataFrame, spans: list[str], words: Words) -> list[dict[str, Any]]:
    """Marks at the foot of the chart for months without a point, one kind for each cause."""
    hidden = months["masked"]
    missing = months["rate"].isna() & ~hidden
    marks = []
    for flags, text, symbol in ((hidden, HIDDEN, "x-thin"), (missing, MISSING, "line-ew")):
        at = [span for span, flag in zip(spans, flags, strict=True) if flag]
        if at:
            marks.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": words.translate(text),
                    "x": at,
                    "y": [0.03] * len(at),
                    "yaxis": "y2",
                    "customdata": [f"{words.month(s)}: {words.translate(text)}" for s in at],
                    "hovertemplate": "%{customdata}<extra></extra>",
                    "marker": {
                        "symbol": symbol,
                        "size": 8,
                        "color": CLEAR,
                        "line": {"width": 1.5, "color": GREY},
                    },
                }
            )
    return marks


def months_axis(spans: list[str], words: Words) -> dict[str, Any]:
    """An axis of months (YYYY-MM) with few enough labels for a phone."""
    ticks = ticked(spans)
    return axis(
        type="category",
        range=[-0.5, len(spans) - 0.5],
        tickmode="array",
        tickvals=ticks,
        ticktext=[words.short_month(tick) for tick in ticks],
        tickangle=0,
    )


def ticked(spans: list[str]) -> list[str]:
    """The months that get a label, the last one always: few enough to fit a phone."""
    step = 12 if len(spans) > 24 else 6 if len(spans) > 12 else 3 if len(spans) > 6 else 2
    return spans[::-1][::step][::-1]


def _labels(months: pd.DataFrame, spans: list[str], words: Words) -> list[dict[str, Any]]:
    """The lines' names where they end; pushed apart when they end close together."""
    ends = []
    for column, text, colour in (
        ("rolling", N_("12 months"), PETROL),
        ("rate", N_("Month"), GREY),
    ):
        values = months[column].dropna()
        if len(values):
            ends.append((float(values.iloc[-1]), values.index[-1], words.translate(text), colour))
    top = months[["rolling", "rate"]].max().max()
    close = len(ends) == 2 and abs(ends[0][0] - ends[1][0]) < 0.08 * float(top or 1)
    order = sorted(range(len(ends)), key=lambda n: ends[n][0])
    return [
        {
            "x": spans[months.index.get_loc(at)],
            "y": value,
            "text": text,
            "font": {"color": colour, "size": 13},
            "xanchor": "left",
            "xshift": 8,
            "yshift": (9 if n == order[-1] else -9) if close else 0,
            "showarrow": False,
            "align": "left",
        }
        for n, (value, at, text, colour) in enumerate(ends)
    ]
