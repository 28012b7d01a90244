"""The rate month by month as a small SVG, for paper: twelve months strong, single months thin."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

import pandas as pd

from analytics.figures.trend import ticked
from analytics.figures.wording import Words

WIDTH, HEIGHT = 680, 170
LEFT, RIGHT, TOP, FOOT = 38, 668, 8, 146
INK, MONTH, GRID, TEXT = "#14606b", "#8a979a", "#d9dede", "#3d484b"
FONT = "Libertinus Serif"


def svg(months: pd.DataFrame, words: Words) -> str:
    """The picture of rows of `stats.trend.with_rolling`; a hidden month or one without basis is
    a gap in the line, never a zero."""
    values = months["rate"].mask(months["masked"]).tolist()
    rolling = months["rolling"].tolist()
    top = _top([value for value in values + rolling if value == value])
    spans = [str(span) for span in months["span"]]
    parts = [
        *_grid(top, words),
        *_months(spans, words),
        *(_path(run, len(spans), top, MONTH, 1.0) for run in _runs(values)),
        *(_path(run, len(spans), top, INK, 2.4) for run in _runs(rolling)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="{FONT}" font-size="11" fill="{TEXT}">{"".join(parts)}</svg>'
    )


def _top(values: Sequence[float]) -> int:
    """The end of the scale: an even number of per cent above every value."""
    return max(2, 2 * math.ceil(max(values, default=0) / 2))


def _runs(values: Sequence[float]) -> Iterator[list[tuple[int, float]]]:
    """Unbroken stretches of known values, each with its place."""
    run: list[tuple[int, float]] = []
    for at, value in enumerate(values):
        if value == value:
            run.append((at, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _x(at: int, count: int) -> float:
    return LEFT + 6 + (RIGHT - LEFT - 12) * (at / (count - 1) if count > 1 else 0.5)


def _y(value: float, top: float) -> float:
    return FOOT - (FOOT - TOP) * value / top


def _path(run: list[tuple[int, float]], count: int, top: float, colour: str, width: float) -> str:
    points = " ".join(f"{_x(at, count):.1f},{_y(value, top):.1f}" for at, value in run)
    x, y = points.split(" ")[-1].split(",")
    line = f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
    return line + f'<circle cx="{x}" cy="{y}" r="{width}" fill="{colour}"/>'


def _grid(top: int, words: Words) -> Iterator[str]:
    for step in range(5):
        value = top * step / 4
        y = _y(value, top)
        yield f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID}"/>'
        label = escape(words.percent(value))
        yield f'<text x="{LEFT - 5}" y="{y + 3.5:.1f}" text-anchor="end">{label}</text>'


def _months(spans: list[str], words: Words) -> Iterator[str]:
    for tick in ticked(spans):
        x = _x(spans.index(tick), len(spans))
        anchor = "end" if tick == spans[-1] else "middle"
        label = escape(words.short_month(tick))
        yield f'<text x="{x:.1f}" y="{FOOT + 16}" text-anchor="{anchor}">{label}</text>'
