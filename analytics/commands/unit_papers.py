"""The papers of `report` that are about one unit: its month, and a picture for a slide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from analytics.access import Reader, Role
from analytics.answers import workplace
from analytics.answers.benchmark import held
from analytics.answers.unit_year import UnitYear, unit_year
from analytics.commands.showing import period_of
from analytics.documents import board_picture, leader_month
from analytics.documents.register import Origin
from analytics.domain.period import Period
from analytics.errors import ReaderError
from analytics.figures.wording import Words
from analytics.i18n import N_
from analytics.store.connection import Store

Write = Callable[[UnitYear, Origin, Words, Sequence[str]], bytes]


def _picture(
    facts: UnitYear, origin: Origin, words: Words, _: Sequence[str], *, kind: str
) -> bytes:
    return board_picture.picture(facts, origin, words, "svg" if kind == "svg" else "png")


WRITERS: Mapping[str, Mapping[str, Write]] = {
    "month": {".pdf": leader_month.pdf},
    "board": {".png": partial(_picture, kind="png"), ".svg": partial(_picture, kind="svg")},
}


def month(asked: str | None, reach: Period | None) -> Period:
    """The month asked for as YYYY-MM, else the newest of `reach` (None: there is none). Raises
    ReaderError where there is no such month."""
    if reach is None:
        raise ReaderError(N_("There is no complete month with absence data yet."))
    return period_of(asked, asked) if asked else Period(reach.end, reach.end)


def paper(
    what: str,
    store: Store,
    origin: Origin,
    reach: Period,
    words: Words,
    remarks: Sequence[str],
    out: Path,
) -> bytes:
    """The paper `what` (a key of `WRITERS`) of `origin.unit` up to the last month of
    `origin.period`, as the ending of `out` says. `reach`: the complete months with absence data;
    `remarks`: sentences on the quality of the data. Raises ReaderError for another ending."""
    write = WRITERS[what].get(out.suffix.lower())
    if write is None:
        raise ReaderError(
            N_("This paper is a %(kinds)s: let --out end so."), kinds=" / ".join(WRITERS[what])
        )
    mark = ""
    with suppress(ReaderError):
        mark = held(store)[1]
    reader, like = Reader(Role.HR, "", words.language), workplace.compared_with(store)
    end = origin.period.end
    facts = unit_year(reader, store, origin.unit, end, reach, like, mark)
    told = Origin(origin.unit, facts.year, origin.data_through, origin.version, origin.made_on)
    return write(facts, told, words, remarks)
