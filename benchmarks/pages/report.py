"""The section about pages in docs/performance.md."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.pages import browser, filters, organisation, readers
from benchmarks.pages.sights import SIGHTS


def lines(
    folder: Path | None = None,
    employees: int = 5_000,
    years: int = 5,
    parts: Sequence[str] = ("filters", "browser", "paint", "readers"),
) -> list[str]:
    """Markdown, measured now: over the store in `folder`, or one made for it of so many people and
    years. `parts` are names in PARTS; what is left out is said."""
    with tempfile.TemporaryDirectory() as place:
        at = folder or Path(place)
        organisation.make(at, employees, years)
        found = ["## Pages", "", _heading(employees, years), ""]
        for name, part in PARTS.items():
            found += part(at) if name in parts else [f"Not run: `{name}`."]
            found.append("")
    return found


def _heading(employees: int, years: int) -> str:
    size = f"{employees:,} employees × {years} years".replace(",", " ")
    return f"{size}, encrypted store, the dashboard's own server. {_WHAT}"


_WHAT = (
    "Processor time is the server's, all threads. Every ratio is to Streamlit's own page in the "
    "same run: one with a chart that never changes, or an empty one."
)


def _filters(folder: Path) -> list[str]:
    constant, *found = filters.measure(folder)
    told = (
        "Server milliseconds: to open a page as the first reader, to change its filter to what "
        "nobody has asked for yet, and to what somebody has."
    )
    return [
        told,
        "",
        *table(
            ("page", "opened first", "new choice", "known choice", "ratio of the last", "kB sent"),
            (
                (one.name or "*one constant chart*", f"{one.opening:.0f}", f"{one.new:.0f}",
                 f"**{one.seen:.0f}**", f"{one.seen / constant.seen:.1f}", f"{one.kilobytes:.0f}")
                for one in (constant, *found)
            ),
        ),
    ]  # fmt: skip


def _browser(folder: Path) -> list[str]:
    constant, *found = browser.filters(folder, SIGHTS)
    return [
        "From the click to the last change on the screen, in Chromium, milliseconds.",
        "",
        *table(
            ("page", "p50", "p95", "p50 ratio", "p95 ratio"),
            (
                (one.name or "*one constant chart*", f"{one.p50:.0f}", f"{one.p95:.0f}",
                 f"{one.p50 / constant.p50:.2f}", f"**{one.p95 / constant.p95:.2f}**")
                for one in (constant, *found)
            ),
        ),
    ]  # fmt: skip


def _paint(folder: Path) -> list[str]:
    found = {one.name: one for one in browser.paint(folder)}
    return [
        "From the address to the heading, and to the last change on the screen, milliseconds.",
        "",
        *table(
            ("page", "heading", "done", "ratio to the empty page"),
            (
                (name, f"{one.titled:.0f}", f"{one.done:.0f}",
                 f"{one.done / found[name.replace('overview', 'empty')].done:.2f}")
                for name, one in found.items()
            ),
        ),
    ]  # fmt: skip


def _readers(folder: Path) -> list[str]:
    told = (
        f"Readers at once, each changing a filter every {readers.EVERY:.0f} s; one process. A "
        "foreign answer is a screen other than the one a reader who is alone gets."
    )
    return [
        told,
        "",
        *table(
            ("readers", "changes", "p50 ms", "p95 ms", "foreign", "failed", "CPU ms a change",
             "MB a reader"),
            (str(load).split() for load in readers.measure(folder)),
        ),
    ]  # fmt: skip


PARTS: Mapping[str, Callable[[Path], list[str]]] = {
    "filters": _filters,
    "browser": _browser,
    "paint": _paint,
    "readers": _readers,
}


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    cells = [list(heading), *map(list, rows)]
    drawn = ["| " + " | ".join(line) + " |" for line in cells]
    return [drawn[0], "|" + "---|" * len(heading), *drawn[1:]]
