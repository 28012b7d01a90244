"""A small trend in a line of text."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from analytics.figures.canvas import PETROL

WIDTH, HEIGHT, PAD = 88, 24, 2


def spark(values: Sequence[float | None], ceiling: float) -> str:
    """An SVG line from zero to `ceiling` as a `data:` address; gaps where there is no value."""
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
    lines = "".join(
        f'<polyline points="{" ".join(run if len(run) > 1 else run * 2)}"/>' for run in runs if run
    )
    return "data:image/svg+xml," + quote(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none"'
        f' stroke="{PETROL}" stroke-width="1.5" stroke-linecap="round"'
        f' stroke-linejoin="round">{lines}</svg>'
    )
