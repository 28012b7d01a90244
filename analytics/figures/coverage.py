"""Which units and months have data: people, agreed days, or neither."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import pandas as pd

from analytics.figures.canvas import AMBER, CLEAR, VIOLET, Figure, axis, figure
from analytics.figures.wording import Words
from analytics.i18n import N_


class Cover(IntEnum):
    """What there is for one unit in one month."""

    NOBODY = 0
    NO_AGREED_DAYS = 1
    ABSENCE_WITHOUT_STAFF = 2
    COVERED = 3


NAMES = {
    Cover.NOBODY: N_("Nobody employed"),
    Cover.NO_AGREED_DAYS: N_("People, but no agreed days"),
    Cover.ABSENCE_WITHOUT_STAFF: N_("Absence, but nobody employed"),
    Cover.COVERED: N_("Has data"),
}
# Only what is missing has a colour to speak of; what is in order stays in the background.
LONGEST = 20  # letters of a name beside the cells
GAPS_IN_DATA = frozenset({Cover.NO_AGREED_DAYS, Cover.ABSENCE_WITHOUT_STAFF})
COLOURS = {
    Cover.NOBODY: CLEAR,
    Cover.NO_AGREED_DAYS: AMBER,
    Cover.ABSENCE_WITHOUT_STAFF: VIOLET,
    Cover.COVERED: "rgba(31,130,144,0.18)",
}
SIGNS = {
    Cover.NOBODY: "·",
    Cover.NO_AGREED_DAYS: "!",
    Cover.ABSENCE_WITHOUT_STAFF: "?",
    Cover.COVERED: "",
}


def cover_grid(coverage: pd.DataFrame) -> pd.DataFrame:
    """Units as rows (index `unit_id`), months `YYYY-MM` as columns, a `Cover` in each cell.

    `coverage`: rows of `queries.coverage`. A unit's days include those of the units below it, as
    its head count does.
    """
    span = pd.to_datetime(coverage["month"]).dt.strftime("%Y-%m")
    frame = coverage.assign(span=span)
    persons = frame.pivot(index="unit_id", columns="span", values="persons").fillna(0)
    agreed = _rolled_up(frame.pivot(index="unit_id", columns="span", values="agreed_days"))
    lost = _rolled_up(frame.pivot(index="unit_id", columns="span", values="lost_days"))
    grid = pd.DataFrame(Cover.NOBODY.value, index=persons.index, columns=persons.columns)
    grid = grid.mask((persons > 0) & ~(agreed > 0), Cover.NO_AGREED_DAYS.value)
    grid = grid.mask(~(agreed > 0) & (lost > 0), Cover.ABSENCE_WITHOUT_STAFF.value)
    grid = grid.mask(agreed > 0, Cover.COVERED.value)
    return grid.loc[coverage["unit_id"].drop_duplicates()]


def _rolled_up(direct: pd.DataFrame) -> pd.DataFrame:
    direct = direct.fillna(0).astype(float)
    rows = {
        unit: direct[(direct.index == unit) | direct.index.str.startswith(f"{unit}/")].sum()
        for unit in direct.index
    }
    return pd.DataFrame(rows).T


def by_unit_and_month(grid: pd.DataFrame, words: Words) -> Figure:
    """`cover_grid` as a chart of cells: colour, sign and tooltip each tell the state."""
    names = [str(unit).rpartition("/")[2] for unit in grid.index]
    states = [[Cover(int(cell)) for cell in row] for row in grid.to_numpy()]
    spans = [str(span) for span in grid.columns]
    cells: dict[str, Any] = {
        "type": "heatmap",
        "z": [[int(cell) for cell in row] for row in states],
        "x": spans,
        "y": [str(unit) for unit in grid.index],
        "zmin": -0.5,
        "zmax": 3.5,
        "colorscale": _steps(),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "text": [[SIGNS[cell] for cell in row] for row in states],
        "texttemplate": "%{text}",
        "customdata": _told(names, spans, states, words),
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    ticks = spans[::-1][::12][::-1]  # few, as unit names leave little room on a phone
    months = [words.short_month(tick) for tick in ticks]
    units = [str(unit) for unit in grid.index]
    return figure(
        [cells],
        22 * len(names) + 56,
        xaxis=axis(type="category", tickvals=ticks, ticktext=months, tickangle=0),
        yaxis=axis(
            autorange="reversed", type="category", tickvals=units, ticktext=[*map(_short, names)]
        ),
    )


def _told(
    names: list[str], spans: list[str], states: list[list[Cover]], words: Words
) -> list[list[str]]:
    """Each cell's tooltip: unit, month and state."""
    return [
        [
            f"{name}, {words.month(span)}: {words.translate(NAMES[cell])}"
            for span, cell in zip(spans, row, strict=True)
        ]
        for name, row in zip(names, states, strict=True)
    ]


def _short(name: str) -> str:
    # On a phone names must leave room for the months; the tooltip and the table have them whole.
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _steps() -> list[list[object]]:
    """A scale of one flat colour for each state."""
    share = 1 / len(COLOURS)
    return [
        [round((state + edge) * share, 4), colour]
        for state, colour in COLOURS.items()
        for edge in (0, 1)
    ]
