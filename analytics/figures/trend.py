"""The rate month by month, with the rolling twelve months through it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.figures.canvas import AMBER, CLEAR, GREY, PETROL, ROOM, Figure, axis, figure, rates
from analytics.figures.wording import HIDDEN, MISSING, Row, Words
from analytics.i18n import N_

HEIGHT = 320


def rolling_text(row: Row, words: Words) -> str:
    """The rolling rate of a row of `stats.trend.with_rolling`: per cent, hidden, or no basis."""
    return words.rate({"masked": row["rolling_hidden"], "rate_rounded": row["rolling"]})


def by_month(months: pd.DataFrame, words: Words, goal: float | None = None) -> Figure:
    """The trend as two lines labelled where they end, and the rate aimed at (`goal`, per cent) as
    a broken line.

    `months`: rows of `stats.trend.with_rolling`, in order of `span`. Hidden months and months
    without basis are gaps in the line, each with its own mark at the foot that says which it is.
    """
    spans = [str(span) for span in months["span"]]
    traces = [_monthly(months, spans, words), _rolling(months, spans, words)]
    traces += marks(months, spans, [words.month(span) for span in spans], words)
    if goal is not None:
        traces.append(_goal(spans, goal, words))
    return figure(
        traces,
        HEIGHT,
        margin=ROOM | {"r": 76},
        xaxis=months_axis(spans, words),
        yaxis=rates(),
        yaxis2=axis(overlaying="y", range=[0, 1], visible=False),
        annotations=[
            *_labels(months, spans, words),
            *([] if goal is None else [_goal_name(spans[0], goal, words)]),
        ],
    )


def _goal(spans: list[str], goal: float, words: Words) -> dict[str, Any]:
    told = f"{words.translate(N_('Target'))}: {words.percent(goal)}"
    style = {"color": AMBER, "width": 1.5, "dash": "dash"}
    flat = pd.Series([goal] * len(spans))
    name = words.translate(N_("Target"))
    return line(spans, flat, [told] * len(spans), name=name, mode="lines", line=style)


def _goal_name(at: str, goal: float, words: Words) -> dict[str, Any]:
    """The target's name below the beginning of its line: the rates mostly lie above it, and the
    other lines are named at their end."""
    return {
        "x": at,
        "y": goal,
        "text": f"{words.translate(N_('Target'))} {words.percent(goal)}",
        "font": {"color": AMBER, "size": 13},
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
    }


def line(
    spans: list[str], values: pd.Series[float], texts: list[str], **style: Any
) -> dict[str, Any]:
    """A line over `spans` with a gap where a value is NaN, and a tooltip for each point."""
    return {
        "type": "scatter",
        "x": spans,
        "y": [None if pd.isna(value) else round(float(value), 2) for value in values],
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


def marks(
    rows: pd.DataFrame, spans: list[str], names: list[str], words: Words
) -> list[dict[str, Any]]:
    """Marks at the foot of the chart for `spans` without a point, one kind for each cause; `names`:
    what the spans are called."""
    hidden = rows["masked"].astype(bool)
    missing = rows["rate"].isna() & ~hidden
    kinds = ((hidden, HIDDEN, "x-thin"), (missing, MISSING, "line-ew"))
    return [
        _mark(
            [
                pair
                for pair, flag in zip(zip(spans, names, strict=True), flags, strict=True)
                if flag
            ],
            words.translate(text),
            symbol,
        )
        for flags, text, symbol in kinds
        if flags.any()
    ]


def _mark(at: list[tuple[str, str]], text: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": text,
        "x": [span for span, _ in at],
        "y": [0.03] * len(at),
        "yaxis": "y2",
        "customdata": [f"{name}: {text}" for _, name in at],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "symbol": symbol,
            "size": 8,
            "color": CLEAR,
            "line": {"width": 1.5, "color": GREY},
        },
    }


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
        automargin=False,
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
