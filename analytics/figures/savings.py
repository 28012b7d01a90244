"""What targets would save: one line for each, from its low end to its high end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.cost import Range
from analytics.figures.canvas import PETROL, Figure, axis, figure
from analytics.figures.money import between
from analytics.figures.wording import Words

Saving = tuple[float, Range]  # a target rate in per cent, and the kroner a year it would save


def by_target(savings: Sequence[Saving], words: Words) -> Figure:
    """Thick lines on a scale of kroner, in the order of `savings`; no point on them is marked,
    since none is likelier to be told right than the next."""
    names = [words.percent(target) for target, _ in savings]
    texts = [between(amounts, words) for _, amounts in savings]
    highest = max((float(amounts.high) for _, amounts in savings), default=0.0) or 1.0
    lines: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [float(amounts.low), float(amounts.high)],
            "y": [name, name],
            "line": {"color": PETROL, "width": 10},
            "customdata": [f"{name}: {text}"] * 2,
            "hovertemplate": "%{customdata}<extra></extra>",
        }
        for name, text, (_, amounts) in zip(names, texts, savings, strict=True)
    ]
    labels = [
        {"x": 0, "y": name, "text": text, "showarrow": False, "xanchor": "left", "yshift": 18}
        for name, text in zip(names, texts, strict=True)
    ]
    return figure(
        lines,
        64 * len(savings) + 32,
        xaxis=axis(visible=False, range=[-0.02 * highest, 1.05 * highest]),
        yaxis=axis(type="category", autorange="reversed", ticks="", ticklabelstandoff=8),
        annotations=labels,
    )
