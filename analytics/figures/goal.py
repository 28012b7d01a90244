"""The rolling twelve months and the straight way to a target."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.domain.period import Month
from analytics.figures.canvas import AMBER, PETROL, ROOM, Figure, axis, figure, rates
from analytics.figures.trend import line, marks, months_axis, rolling_text
from analytics.figures.wording import Words
from analytics.i18n import N_

HEIGHT = 300


def way(start: Month, baseline: float, due: Month, rate: float) -> pd.Series:
    """The straight way from `baseline` in `start` to `rate` in `due`, per cent, by month
    (YYYY-MM)."""
    steps = max(1, due.minus(start))
    months = [start.plus(n) for n in range(steps + 1)]
    values = [baseline + n / steps * (rate - baseline) for n in range(steps + 1)]
    return pd.Series(values, [str(month) for month in months], dtype=float)


def towards(months: pd.DataFrame, planned: pd.Series, words: Words) -> Figure:
    """`months`: rows of `stats.trend.with_rolling`; `planned`: the way, by month. Months to come
    are drawn up to the target's date."""
    shown = [str(span) for span in months["span"]]
    spans = [s for s in sorted({*shown, *planned.index}) if s >= shown[0]]
    planned = planned[planned.index.isin(spans)]
    hidden = months.assign(rate=months["rolling"], masked=months["rolling_hidden"])
    names = [words.month(span) for span in shown]
    return figure(
        [_so_far(months, words), _plan(planned, words), *marks(hidden, shown, names, words)],
        HEIGHT,
        margin=ROOM | {"r": 48},
        xaxis=months_axis(spans, words) | {"categoryarray": spans},
        yaxis=rates(),
        yaxis2=axis(overlaying="y", range=[0, 1], visible=False),
        annotations=[_name(planned, words)],
    )


def _so_far(months: pd.DataFrame, words: Words) -> dict[str, Any]:
    rows = months.to_dict("records")
    return line(
        [str(row["span"]) for row in rows],
        months["rolling"],
        [f"{words.month(row['span'])}: {rolling_text(row, words)}" for row in rows],
        name=words.translate(N_("Last 12 months")),
        mode="lines",
        line={"color": PETROL, "width": 3},
    )


def _plan(planned: pd.Series, words: Words) -> dict[str, Any]:
    told = words.translate(N_("Plan for %(month)s: %(rate)s"))
    steps = [(str(span), rate) for span, rate in planned.items()]
    return line(
        [span for span, _ in steps],
        planned,
        [told % {"month": words.month(s), "rate": words.percent(v)} for s, v in steps],
        name=words.translate(N_("The way to the target")),
        mode="lines",
        line={"color": AMBER, "width": 2, "dash": "dash"},
    )


def _name(planned: pd.Series, words: Words) -> dict[str, Any]:
    return {
        "x": planned.index[-1],
        "y": float(planned.iloc[-1]),
        "text": words.translate(N_("Target")),
        "font": {"color": AMBER, "size": 13},
        "xanchor": "left",
        "xshift": 6,
        "showarrow": False,
    }
