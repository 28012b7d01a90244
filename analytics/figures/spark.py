"""Small trends, as lines beside text."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from analytics.figures.canvas import PETROL

WIDTH, HEIGHT, PAD = 88, 24, 2
Values = Sequence[float | None]


def sparks(trends: Sequence[Values], ceiling: float) -> str:
    """One SVG of a line for each of `trends` from zero to `ceiling`, each `HEIGHT` below the one
    before, as a `data:` address; gaps where there is no value."""
    drawn = "".join(
        f'<g transform="translate(0,{n * HEIGHT})">{_lines(values, ceiling)}</g>'
        for n, values in enumerate(trends)
    )
    height = HEIGHT * len(trends)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" fill="none"'
        f' stroke="{PETROL}" stroke-width="1.5" stroke-linecap="round"'
        f' stroke-linejoin="round">{drawn}</svg>'
    )
    return "data:image/svg+xml," + quote(picture, safe=" =/:,.-")


def _lines(values: Values, ceiling: float) -> str:
    step = (WIDTH - 2 * PAD) / max(len(values) - 1, 1)
    top = ceiling if ceiling > 0 else 1.0
    runs: list[list[str]] = [[]]
    for n, value in enumerate(values):
        if value is None or value != value:
            runs.append([])
            continue
        y = HEIGHT - PAD - min(value / top, 1) * (HEIGHT - 2 * PAD)
        runs[-1].append(f"{PAD + n * step:.1f},{y:.1f}")
    # A single month between gaps is a line to itself, which round caps draw as a dot.
    return "".join(
        f'<polyline points="{" ".join(run if len(run) > 1 else run * 2)}"/>' for run in runs if run
    )
