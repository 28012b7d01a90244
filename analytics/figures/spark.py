"""A small trend in a line of text."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT, PAD = 88, 24, 2


def spark(values: Sequence[float | None], ceiling: float, label: str) -> str:
    """An SVG line from zero to `ceiling` in the text's own colour; gaps where there is no value.

    `label` is what a screen reader says instead; it must not hold markup.
    """
    step = (WIDTH - 2 * PAD) / max(len(values) - 1, 1)
    top = ceiling if ceiling > 0 else 1.0
    runs: list[list[str]] = [[]]
    for n, value in enumerate(values):
        if value is None or value != value:
            runs.append([])
            continue
        y = HEIGHT - PAD - min(value / top, 1) * (HEIGHT - 2 * PAD)
        runs[-1].append(f"{PAD + n * step:.1f},{y:.1f}")
    lines = "".join(
        f'<polyline points="{" ".join(run if len(run) > 1 else run * 2)}"/>' for run in runs if run
    )
    return (
        f'<svg role="img" aria-label="{label}" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke="currentColor" stroke-width="1.5"'
        f' stroke-linecap="round" stroke-linejoin="round">{lines}</svg>'
    )
