"""The units of an employee file and how they hang together."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest.table import Array, missing
from analytics.ingest.typed import Source, plain

SEPARATOR = "/"
STEP = re.compile(r"\s+/\s+|\s*[>»\\]\s*")
FOREVER = np.datetime64("9999-12-31")

CIRCLE = N_(
    "Unit «%(unit)s» would be part of itself by way of «%(parent)s». Correct the parent unit."
)
TWO_PARENTS = N_(
    "Unit «%(unit)s» has two parent units at once: «%(first)s» and «%(second)s». Check which is "
    "right."
)


@dataclass(frozen=True)
class Places:
    """Per row the unit's name, code and parent (a name, a code or a path), None where not given."""

    names: Array
    codes: Array
    parents: Array
    column: int | None
    parent_column: int | None


def read(source: Source) -> Places:
    """Where each row works. Levels (`Nivå 1`, `Nivå 2` …) are joined to a path to the parent."""
    columns = source.columns
    names, codes = source.texts("department", "department_id"), source.texts("department_id")
    parents, parent_column = source.texts("parent"), source.at("parent")
    column = source.at("department") if "department" in columns else source.at("department_id")
    if columns.levels:
        names, paths = _from_levels(source, names)
        parents = np.where(missing(parents), paths, parents)
        column = columns.levels[-1] if column is None else column
        parent_column = columns.levels[0] if parent_column is None else parent_column
    elif parent_column is None:
        names, parents = _from_paths(names)
        parent_column = None if missing(parents).all() else column
    return Places(names, codes, parents, column, parent_column)


def _from_paths(names: Array) -> tuple[Array, Array]:
    """Names such as «Konsern / Drift / Lager» as the last step and the path to it.

    Only where every name has steps and they share tops: «Drift / Lager» alone may be a name.
    """
    steps = {name: STEP.split(name) for name in set(names.tolist()) if name is not None}
    tops = {path[0] for path in steps.values()}
    if len(tops) >= len(steps) or any(len(path) < 2 for path in steps.values()):
        return names, np.full(len(names), None, dtype=object)
    last = {name: path[-1] for name, path in steps.items()}
    above = {name: SEPARATOR.join(path[:-1]) for name, path in steps.items()}
    found = names.tolist()
    return (
        np.array([last.get(name) for name in found], dtype=object),
        np.array([above.get(name) for name in found], dtype=object),
    )


def _from_levels(source: Source, names: Array) -> tuple[Array, Array]:
    """The unit's name (the lowest level where no other column says it) and its parent's path."""
    levels = [source.columns.table.columns[at] for at in source.columns.levels]
    texts = [c.spread([plain(cell) for cell in c.cells], None).tolist() for c in levels]
    found, paths = [], []
    for name, *path in zip(names.tolist(), *texts, strict=True):
        path = [step for step in path if step is not None]
        name = name if name is not None else path[-1] if path else None
        if path and path[-1] == name:
            path.pop()
        found.append(name)
        paths.append(SEPARATOR.join(path) or None)
    return np.array(found, dtype=object), np.array(paths, dtype=object)


def check(
    source: Source,
    place: Places,
    start: NDArray[np.datetime64],
    end: NDArray[np.datetime64],
) -> None:
    """Quarantine rows that close a circle of units; warn about a unit with two parents at once."""
    edges = _edges(source, place)
    circles = _closing(list(dict.fromkeys(edges)))
    rows = np.array([edge in circles for edge in edges], dtype=bool)
    source.outcomes.quarantine(
        rows,
        place.parent_column,
        CIRCLE,
        lambda row: {"unit": place.names[row], "parent": place.parents[row]},
    )
    _two_parents(source, place, edges, start, np.where(np.isnat(end), FOREVER, end))


def _edges(source: Source, place: Places) -> list[tuple[str, str] | None]:
    """Per used row the unit and its parent by one name each; None where there is no parent."""
    called = {
        code: name
        for code, name in zip(place.codes.tolist(), place.names.tolist(), strict=True)
        if code is not None and name is not None
    }
    edges: list[tuple[str, str] | None] = []
    rows = zip(place.names.tolist(), place.parents.tolist(), source.outcomes.live, strict=True)
    for name, parent, live in rows:
        if name is None or parent is None or not live:
            edges.append(None)
            continue
        last = parent.split(SEPARATOR)[-1].strip() if SEPARATOR in parent else parent
        edges.append((name, called.get(parent, called.get(last, last))))
    return edges


def _closing(edges: list[tuple[str, str] | None]) -> set[tuple[str, str]]:
    """The edges that, taken in order, would make a unit its own ancestor."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    closing = set()
    for edge in edges:
        if edge is None:
            continue
        unit, parent = edge
        if _reaches(parent, unit, above):
            closing.add(edge)
        else:
            above[unit].add(parent)
    return closing


def _reaches(start: str, goal: str, above: dict[str, set[str]]) -> bool:
    seen, waiting = set(), [start]
    while waiting:
        unit = waiting.pop()
        if unit == goal:
            return True
        if unit not in seen:
            seen.add(unit)
            waiting += above.get(unit, ())
    return False


def _two_parents(
    source: Source,
    place: Places,
    edges: list[tuple[str, str] | None],
    start: NDArray[np.datetime64],
    end: NDArray[np.datetime64],
) -> None:
    """One warning for each unit that has different parents on the same day."""
    parents: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for row in np.flatnonzero(source.outcomes.used & ~np.isnat(start)):
        edge = edges[row]
        if edge is not None:
            parents[edge[0]].setdefault(edge[1], []).append(int(row))
    for unit, by_parent in parents.items():
        for other in list(by_parent)[1:]:
            first = next(iter(by_parent))
            span = start[by_parent[first]].min(), end[by_parent[first]].max()
            rows = [r for r in by_parent[other] if start[r] <= span[1] and end[r] >= span[0]]
            if rows:
                _warn(source, place, rows[0], unit, first, other)
                break


def _warn(source: Source, place: Places, row: int, unit: str, first: str, second: str) -> None:
    flags = np.zeros(len(place.names), dtype=bool)
    flags[row] = True
    said: dict[str, object] = {"unit": unit, "first": first, "second": second}
    source.outcomes.warn(flags, place.parent_column, TWO_PARENTS, lambda _: said)
