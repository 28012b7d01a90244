"""What all charts share: calm layout, colours for light and dark, Norwegian number signs."""

from __future__ import annotations

from typing import Any

Figure = dict[str, Any]

# Middle tones that keep three to one against the light and the dark background, and stay apart
# for the common kinds of colour blindness (blue-green, orange, violet, grey).
PETROL = "#1f8290"
AMBER = "#c2791b"
VIOLET = "#8f6bb0"
GREY = "#7b898c"
HAIRLINE = "rgba(127,137,140,0.28)"
CLEAR = "rgba(0,0,0,0)"
# Pixels for «100 %» before a chart and a line below it. Plotly draws a chart a second time to find
# out how much room its labels take.
ROOM = {"l": 48, "r": 8, "t": 12, "b": 32}


def figure(traces: list[dict[str, Any]], height: int, **layout: Any) -> Figure:
    """A plotly figure as a plain dict: `{"data": [...], "layout": {...}}`.

    Plain dicts, because building `Figure` objects validates every property again on each view.
    """
    base: dict[str, Any] = {
        "height": height,
        "separators": ",\N{NO-BREAK SPACE}",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
    }
    return {"data": traces, "layout": base | layout}


def axis(**settings: Any) -> dict[str, Any]:
    """An axis without box, zoom or heavy grid."""
    return {
        "fixedrange": True,
        "showline": False,
        "zeroline": False,
        "showgrid": False,
        "gridcolor": HAIRLINE,
        "automargin": True,
        "title": {"text": "", "standoff": 0},
    } | settings


def rates(**settings: Any) -> dict[str, Any]:
    """The upright axis of a chart of rates with `ROOM` around it: per cent, with faint lines."""
    shown = {"showgrid": True, "ticksuffix": "\N{NO-BREAK SPACE}%", "nticks": 6}
    return axis(rangemode="tozero", automargin=False, **shown) | settings
