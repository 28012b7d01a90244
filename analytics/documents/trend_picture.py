"""The rate month by month as an SVG, for paper and slides: twelve months strong, with the band
their level lies in where it is known, single months thin."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pandas as pd

from analytics.figures.trend import ticked
from analytics.figures.wording import Words
from analytics.i18n import N_

INK, MONTH, GRID, TEXT, BAND = "#14606b", "#6d7a7d", "#d9dede", "#3d484b", "#d5e6e8"
FONT = "Libertinus Serif"

Run = list[tuple[int, float]]


@dataclass(frozen=True)
class Frame:
    """A sheet to draw on, in pixels: its size, the margins round the lines, the height of letters
    and the width of the strong line. With `named`, lines are named where they end."""

    width: int
    height: int
    left: int
    right: int
    top: int
    foot: int
    letters: int
    strong: float
    named: bool = False

    def x(self, at: int, count: int) -> float:
        """Where the month number `at` of `count` stands."""
        inner = self.letters / 2
        wide = self.width - self.left - self.right - 2 * inner
        return self.left + inner + wide * (at / (count - 1) if count > 1 else 0.5)

    def y(self, value: float, top: float) -> float:
        """Where `value` stands on a scale that ends at `top`."""
        floor = self.height - self.foot
        return floor - (floor - self.top) * value / top


PAPER = Frame(680, 170, left=38, right=12, top=8, foot=24, letters=11, strong=2.4)


def svg(months: pd.DataFrame, words: Words, frame: Frame = PAPER) -> str:
    """The picture of rows of `stats.trend.with_rolling`, with a band where they have `low` and
    `high`; a hidden month or one without basis is a gap in the line, never a zero."""
    values = months["rate"].mask(months["masked"]).tolist()
    rolling = months["rolling"].tolist()
    low, high = (months[name].tolist() if name in months else [] for name in ("low", "high"))
    top = _top([value for value in values + rolling + high if value == value])
    spans = [str(span) for span in months["span"]]
    parts = [
        *_bands(low, high, frame, top),
        *_grid(top, words, frame),
        *_months(spans, words, frame),
        *(_line(run, len(spans), top, frame, strong=False) for run in _runs(values)),
        *(_line(run, len(spans), top, frame, strong=True) for run in _runs(rolling)),
        *(_names(months, words, frame, top) if frame.named else ()),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {frame.height}" '
        f'font-family="{FONT}" font-size="{frame.letters}" fill="{TEXT}">{"".join(parts)}</svg>'
    )


def _top(values: Sequence[float]) -> int:
    """The end of the scale: an even number of per cent above every value."""
    return max(2, 2 * math.ceil(max(values, default=0) / 2))


def _runs(values: Sequence[float]) -> Iterator[Run]:
    """Unbroken stretches of known values, each with its place."""
    run: Run = []
    for at, value in enumerate(values):
        if value == value:
            run.append((at, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _bands(low: list[float], high: list[float], frame: Frame, top: float) -> Iterator[str]:
    """The room between the limits, where both are known."""
    for run in _runs(high):
        edge = [*run, *((at, low[at]) for at, _ in reversed(run))]
        points = _points(edge, len(high), top, frame)
        yield f'<polygon points="{points}" fill="{BAND}"/>'


def _points(run: Run, count: int, top: float, frame: Frame) -> str:
    return " ".join(f"{frame.x(at, count):.1f},{frame.y(value, top):.1f}" for at, value in run)


def _line(run: Run, count: int, top: float, frame: Frame, *, strong: bool) -> str:
    colour, width = (INK, frame.strong) if strong else (MONTH, frame.strong / 2.4)
    points = _points(run, count, top, frame)
    x, y = points.split(" ")[-1].split(",")
    line = f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"/>'
    return line + f'<circle cx="{x}" cy="{y}" r="{width:.1f}" fill="{colour}"/>'


def _grid(top: int, words: Words, frame: Frame) -> Iterator[str]:
    for step in range(5):
        value = top * step / 4
        y, end = frame.y(value, top), frame.width - frame.right
        yield f'<line x1="{frame.left}" x2="{end}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID}"/>'
        x, base = frame.left - frame.letters / 2, y + frame.letters / 3
        label = escape(words.percent(value))
        yield f'<text x="{x:.1f}" y="{base:.1f}" text-anchor="end">{label}</text>'


def _months(spans: list[str], words: Words, frame: Frame) -> Iterator[str]:
    y = frame.height - frame.foot + 1.45 * frame.letters
    for tick in ticked(spans):
        x = frame.x(spans.index(tick), len(spans))
        anchor = "middle" if frame.named or tick != spans[-1] else "end"
        label = escape(words.short_month(tick))
        yield f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{label}</text>'


def _names(months: pd.DataFrame, words: Words, frame: Frame, top: float) -> Iterator[str]:
    """What each line is and where it ended, beside its end; apart where they end close together."""
    last = months.iloc[-1]
    ends = [
        (float(last[column]), colour, text)
        for column, colour, text in (
            ("rolling", INK, words.translate(N_("Last 12 months"))),
            ("rate", MONTH, words.month(str(last["span"]))),
        )
        if last[column] == last[column] and not last["masked"]
    ]
    room = 2.7 * frame.letters
    below = -math.inf
    for value, colour, text in sorted(ends, reverse=True):
        y = max(frame.y(value, top) - 0.2 * frame.letters, below)
        below = y + room
        yield from _name(y, colour, (text, words.percent(value)), frame)


def _name(y: float, colour: str, said: tuple[str, str], frame: Frame) -> Iterator[str]:
    x = frame.width - frame.right + frame.letters
    for at, (text, weight) in enumerate(zip(said, ("400", "700"), strict=True)):
        yield (
            f'<text x="{x}" y="{y + 1.2 * at * frame.letters:.1f}" fill="{colour}" '
            f'font-weight="{weight}">{escape(text)}</text>'
        )
