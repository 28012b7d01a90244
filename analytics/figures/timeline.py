"""One person's days: a calendar of absences, and short absences in twelve months among others'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.calendar import public_holidays
from analytics.domain.absence import AbsenceType
from analytics.domain.period import Month
from analytics.figures.canvas import AMBER, CLEAR, GREY, PETROL, VIOLET, Figure, axis
from analytics.figures.canvas import figure as drawn
from analytics.figures.wording import Words
from analytics.i18n import N_
from analytics.rules.days import Run

ROW, HEAD = 14, 92  # pixels of a month, and of the names above
THIN = 0.3  # of a row: the thinnest bar that can be seen
FULL = 0.86
ROLLING_HEIGHT = 240
PALE, STRIPE = "rgba(127,137,140,0.16)", "rgba(255,255,255,0.65)"
# Colour, filling and outline: the kinds stay apart without colour too.
LOOKS: Mapping[AbsenceType, tuple[str, str, str]] = {
    AbsenceType.SELF_CERTIFIED: (PETROL, "", PETROL),
    AbsenceType.DOCTOR_CERTIFIED: (VIOLET, "/", VIOLET),
    AbsenceType.SICK: (GREY, "x", GREY),
    AbsenceType.CHILD_SICK: (AMBER, ".", AMBER),
    AbsenceType.HOLIDAY: (CLEAR, "", GREY),
    AbsenceType.LEAVE: (CLEAR, "-", GREY),
    AbsenceType.OTHER: (CLEAR, "-", GREY),
}
SHIFT = N_("Shift")
DAY_OFF = N_("Weekend or public holiday")

Span = tuple[date, date]


def calendar(
    runs: Sequence[Run],
    shifts: Mapping[date, str],
    window: Span,
    names: Mapping[str, str],
    words: Words,
) -> Figure:
    """A row per month of `window`, a column per day. Bars are absences by type, thinner where the
    person works in part; pale bars are weekends and public holidays, dots rostered shifts.

    `names`: what the types are called (gettext ids).
    """
    months = _months(window)
    traces = [_holidays(window, words)]
    for kind in LOOKS:
        mine = [run for run in runs if run.type is kind]
        if mine:
            traces.append(_bars(kind, mine, window, words.translate(names[kind]), words))
    if shifts:
        traces.append(_shifts(shifts, window, words))
    return drawn(
        traces,
        HEAD + ROW * len(months),
        shapes=[_weekends(window, words)],
        barmode="overlay",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1 + 22 / (ROW * len(months)), "yanchor": "bottom"},
        margin={"l": 8, "r": 8, "t": HEAD - 8, "b": 8},
        xaxis=axis(range=[0.4, 31.6], tickvals=[1, 8, 15, 22, 29], side="top"),
        yaxis=axis(
            type="category",
            categoryorder="array",
            categoryarray=[str(month) for month in months],
            range=[len(months) - 0.5, -0.5],
            tickmode="array",
            tickvals=[str(month) for month in months[::3]],
            ticktext=[words.short_month(month) for month in months[::3]],
        ),
    )


def run_text(run: Run, name: str, words: Words) -> str:
    """`03.03.2025–07.03.2025: Egenmelding, 50 %`."""
    days = words.day(run.start)
    if run.end > run.start:
        days += f"–{words.day(run.end)}"
    grade = "" if run.grade >= 1 else f", {words.percent(100 * run.grade)}"
    return f"{days}: {name}{grade}"


def rolling(rows: pd.DataFrame, words: Words) -> Figure:
    """`rows`: `Sight.rolling` of answers.person: the count as a line, and the band that at least
    nine of ten ordinary colleagues lie in."""
    days = [day.isoformat() for day in rows["day"]]
    texts = [rolling_text(row, words) for row in rows.to_dict("records")]
    band = {"type": "scatter", "x": days, "mode": "lines", "line": {"width": 0}}
    quiet = {"hoverinfo": "skip"}
    low = band | quiet | {"y": rows["low"].tolist()}
    high = (
        band
        | quiet
        | {
            "y": rows["high"].tolist(),
            "fill": "tonexty",
            "fillcolor": "rgba(127,137,140,0.22)",
        }
    )
    count = band | {
        "y": rows["count"].tolist(),
        "line": {"color": PETROL, "width": 2.5, "shape": "hv"},
        "customdata": texts,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return drawn(
        [low, high, count],
        ROLLING_HEIGHT,
        xaxis=axis(type="date", nticks=5, tickformat="%m.%Y"),
        yaxis=axis(showgrid=True, rangemode="tozero", nticks=5, tickformat="d"),
    )


def rolling_text(row: Mapping[Any, Any], words: Words) -> str:
    """The count of a row, and what is usual."""
    return words.translate(
        N_("%(day)s: %(count)s short absences in 12 months; usual is %(low)s to %(high)s")
    ) % {
        "day": words.day(row["day"]),
        "count": words.count(int(row["count"])),
        "low": words.count(int(row["low"])),
        "high": words.count(int(row["high"])),
    }


def _months(window: Span) -> list[Month]:
    first, last = Month.of(window[0]), Month.of(window[1])
    return [first.plus(n) for n in range(last.minus(first) + 1)]


def _bars(
    kind: AbsenceType, runs: Iterable[Run], window: Span, name: str, words: Words
) -> dict[str, Any]:
    fill, pattern, edge = LOOKS[kind]
    pieces = [(piece, run) for run in runs for piece in _by_month((run.start, run.end), window)]
    trace = _bar([piece for piece, _ in pieces])
    return trace | {
        "name": name,
        "width": [FULL * max(THIN, min(1.0, run.grade)) for _, run in pieces],
        "marker": {
            "color": fill,
            "line": {"color": edge, "width": 1},
            "pattern": _pattern(pattern, fill, edge),
        },
        "customdata": [run_text(run, name, words) for _, run in pieces],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _pattern(shape: str, fill: str, edge: str) -> dict[str, Any]:
    if fill == CLEAR:
        return {"shape": shape, "size": 5, "fgcolor": edge}
    return {"shape": shape, "size": 5, "fillmode": "overlay", "fgcolor": STRIPE}


def _bar(pieces: Sequence[Span]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [str(Month.of(first)) for first, _ in pieces],
        "base": [first.day - 0.5 for first, _ in pieces],
        "x": [(last - first).days + 1 for first, last in pieces],
    }


def _weekends(window: Span, words: Words) -> dict[str, Any]:
    """All as one shape: a browser takes long over three hundred bars."""
    first = Month.of(window[0])
    weekends = ((day, Month.of(day).minus(first)) for day in _days(window) if day.weekday() >= 5)
    boxes = (
        f"M{day.day - 0.5},{row - 0.5}H{day.day + 0.5}V{row + 0.5}H{day.day - 0.5}Z"
        for day, row in weekends
    )
    return {
        "type": "path",
        "path": "".join(boxes),
        "fillcolor": PALE,
        "line": {"width": 0},
        "layer": "below",
        "name": words.translate(DAY_OFF),
        "showlegend": True,
    }


def _holidays(window: Span, words: Words) -> dict[str, Any]:
    names = {
        day: name
        for year in range(window[0].year, window[1].year + 1)
        for day, name in public_holidays(year).items()
        if window[0] <= day <= window[1]
    }
    return (
        _bar([(day, day) for day in names])
        | _pale()
        | {
            "showlegend": False,
            "customdata": [f"{words.day(day)}: {name}" for day, name in names.items()],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    )


def _pale() -> dict[str, Any]:
    return {"width": 1.0, "marker": {"color": PALE, "line": {"width": 0}}}


def _shifts(shifts: Mapping[date, str], window: Span, words: Words) -> dict[str, Any]:
    name = words.translate(SHIFT)
    days = [day for day in sorted(shifts) if window[0] <= day <= window[1]]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [day.day for day in days],
        "y": [str(Month.of(day)) for day in days],
        "marker": {"size": 2.5, "color": GREY},
        "customdata": [f"{words.day(day)}: {name} {shifts[day]}" for day in days],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _by_month(span: Span, window: Span) -> Iterator[Span]:
    """The parts of a stretch inside the window, one for each month."""
    first, end = max(span[0], window[0]), min(span[1], window[1])
    while first <= end:
        last = min(end, Month.of(first).last)
        yield first, last
        first = last + timedelta(days=1)


def _days(window: Span) -> Iterator[date]:
    return (window[0] + timedelta(days=n) for n in range((window[1] - window[0]).days + 1))
