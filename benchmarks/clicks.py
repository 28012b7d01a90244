"""The pages as subjects of the plan: what a change of filter costs, how long readers wait, and how
long the first page takes (measured in `benchmarks.pages`)."""

from __future__ import annotations

import atexit
import statistics
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from benchmarks.entry import LESS, Entry, Ratio
from benchmarks.pages import browser, filters, organisation, readers
from benchmarks.pages import paint as first
from benchmarks.pages.sights import SIGHTS

CLICK = 40.0  # milliseconds of the server's processor that a known choice may cost
SLOWER, PAINTED = 1.5, 1.3  # times Streamlit's own page, at the most
_folders = ExitStack()
atexit.register(_folders.close)


@cache  # one organisation for all subjects of a run
def _made(people: int, years: int) -> Path:
    folder = Path(_folders.enter_context(tempfile.TemporaryDirectory()))
    organisation.make(folder, people, years)
    return folder


def _size(people: int, years: int) -> str:
    return f"{people:,} employees × {years} years".replace(",", " ")


def server(subject: str, people: int, years: int) -> Entry:
    """What a change of filter costs the server, on every page."""
    constant, *found = filters.measure(_made(people, years))
    table = [["page", "opened first, ms", "new choice, ms", "known choice, ms", "kB sent"]]
    table += [
        [one.name or "*one constant chart*", *(f"{value:.0f}" for value in
         (one.opening, one.new, one.seen, one.kilobytes))]
        for one in (constant, *found)
    ]  # fmt: skip
    dearest = max(found, key=lambda one: one.seen)
    over = [one.name for one in found if one.seen > CLICK]
    ratios = [
        Ratio(f"dearest known choice ({dearest.name}), processor", dearest.seen, LESS, CLICK, "ms"),
        Ratio("dearest known choice / constant chart, processor", dearest.seen / constant.seen,
              LESS),
        Ratio(f"pages over {CLICK:.0f} ms", len(over), LESS, 0, f"of {len(found)}"),
    ]  # fmt: skip
    notes = [
        _OF_THE_SERVER,
        *_not_measured({one.name for one in found}),
    ]
    title = f"A change of filter, server, {_size(people, years)}"
    return Entry(subject, title, [], ratios, notes, table=table)


def _not_measured(found: set[str]) -> list[str]:
    missing = sorted({sight.name for sight in SIGHTS} - found)
    return [f"Not measured: {', '.join(missing)}."] if missing else []


def waits(subject: str, people: int, years: int) -> Entry:
    """From the click to the last change on the screen, on every page."""
    constants, found = browser.filters(_made(people, years), SIGHTS)
    times = [(one.p50 / constants[one.kind].p50, one.p95 / constants[one.kind].p95)
             for one in found]  # fmt: skip
    table = [["page", "chosen by", "new, p50, ms", "p50, ms", "p95, ms", "p50 ratio", "p95 ratio"]]
    table += [
        [f"*{'one constant chart' if one.name == one.kind else one.name}*", *_row(one), "", ""]
        for one in constants.values()
    ]
    table += [
        [one.name, *_row(one), f"{of50:.2f}", f"{of95:.2f}"]
        for one, (of50, of95) in zip(found, times, strict=True)
    ]
    slow = sum(of95 > SLOWER for _, of95 in times)
    most, slowest = max((of95, one.name) for one, (_, of95) in zip(found, times, strict=True))
    ratios = [
        Ratio(f"slowest page ({slowest}) / constant chart, p95, clock", most, LESS, SLOWER),
        Ratio(f"pages slower than {SLOWER} ×, clock", slow, LESS, 0, f"of {len(found)}"),
    ]  # fmt: skip
    notes = [
        _OF_THE_BROWSER,
        *_not_measured({one.name for one in found}),
    ]
    title = f"A change of filter, browser, {_size(people, years)}"
    return Entry(subject, title, [], ratios, notes, table=table)


def _row(one: browser.Waits) -> list[str]:
    return [one.kind, *(f"{wait:.0f}" for wait in (statistics.median(one.new), one.p50, one.p95))]


def crowd(subject: str, people: int, years: int) -> Entry:
    """Many readers at once."""
    loads = readers.measure(_made(people, years))
    table = [["readers", "changes", "p50, ms", "p95, ms", "foreign", "failed",
              "processor a change, ms", "MB a reader"]]  # fmt: skip
    table += [str(load).split() for load in loads]
    most = loads[-1]
    p95 = sorted(most.waits)[int(0.95 * (len(most.waits) - 1))]
    ratios = [
        Ratio(f"{most.readers} readers, p95, clock", p95, LESS, 0.3, "s"),
        Ratio("foreign screens", sum(load.foreign for load in loads), LESS, 0,
              f"of {sum(len(load.waits) for load in loads)}"),
        Ratio("failed changes", sum(load.failed for load in loads), LESS, 0, ""),
        Ratio("memory a reader", most.megabytes, LESS, 1, "MB"),
    ]  # fmt: skip
    told = _OF_READERS % readers.EVERY
    return Entry(subject, f"Readers at once, {_size(people, years)}", [], ratios, [told],
                 table=table)  # fmt: skip


def paint(subject: str, people: int, years: int) -> Entry:
    """The first page."""
    found = {one.name: one for one in first.paint(_made(people, years))}
    table = [["page", "heading, ms", "done, ms", "heading, ratio", "done, ratio"]]
    for name, one in found.items():
        empty = found[name.replace("overview", "empty")]
        ratio = one.titled / empty.titled, one.done / empty.done
        table.append([name, f"{one.titled:.0f}", f"{one.done:.0f}", *map("{:.2f}".format, ratio)])
    ratios = []
    for when, most in (("first ever", 4.0), ("warm", 1.0)):
        ours, empty = found[f"{when}, overview"], found[f"{when}, empty"]
        ratios += [
            Ratio(f"{when}: heading, clock", ours.titled / 1000, LESS, most, "s"),
            Ratio(f"{when}: heading / empty page's, clock", ours.titled / empty.titled, LESS,
                  PAINTED),
            Ratio(f"{when}: all drawn / empty page's, clock", ours.done / empty.done, LESS),
        ]  # fmt: skip
    title = f"The first page, {_size(people, years)}"
    return Entry(subject, title, [], ratios, [_OF_THE_FIRST], table=table)


_OF_THE_SERVER = (
    "Milliseconds of the server's processor, all its threads: to open a page as its first reader, "
    "to change its filter to what nobody has asked for yet, and to what somebody has. What another "
    "process does before anybody asks (everybody is looked through) is not in it."
)
_OF_THE_BROWSER = (
    "From the click to the last change on the screen in Chromium, and at least until the server's "
    "answer is taken in, which may change nothing; the constant chart is "
    "Streamlit's own page in the same run, chosen on by a widget of the same kind. The page "
    "with that one chart drawn anew stands beside it. New is what this browser had not asked for "
    "yet."
)
_OF_READERS = (
    "Each changes a filter every %.0f s; one process. A foreign screen is one other than a reader "
    "who is alone gets."
)
_OF_THE_FIRST = (
    "From the address to the heading, and to the last change on the screen: of a server just "
    "started, of one that runs in a browser that knows nothing, and in one that was there before."
)
