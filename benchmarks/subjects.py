"""What is measured at each size, and what is aimed at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from os import sysconf

import numpy as np

from benchmarks import compared, compiled, imports
from benchmarks.entry import LESS, MORE, Entry, Ratio, Row, row
from benchmarks.organisations import SIZES, kept_of, made
from benchmarks.population import Size
from benchmarks.steps import CLOCK
from benchmarks.timing import Figure, in_turn

HUNDREDS, THOUSANDS, USUAL, LARGE, NORWAY = SIZES.values()
NAMES = {
    "store": "Nærvær, every fact, committed",
    "usual": "pandas, a row for every person and day: lost and agreed days",
    "years": "the same, a year at a time",
    "rows": "the same, a date_range for every spell and employment",
    "pandas": "pandas, spells alone exploded to days: lost and agreed days",
    "every": "the same, and every month fact besides",
    "compiled": "one compiled pass over arrays in memory",
    "whole": "the same pass, rows read from the store",
    "resolved": "one compiled pass over arrays in memory that makes the same month facts",
    "resolved_whole": "the same pass, rows read from the store",
}
NEEDING_A_COMPILER = ("compiled", "whole", "resolved", "resolved_whole")
PER_DAY = 90  # bytes that the usual way takes for every day of every employee, at its most
BESIDE = ("13_run", "17_staff")  # the steps that lost and agreed days can do without
Measure = Callable[[], Entry]


def facts(subject: str, size: Size, ways: tuple[str, ...], repeats: int) -> Entry:
    """The facts of an organisation by these ways, results equal."""
    ways = tuple(way for way in ways if runs_here(way, size))
    with made(size) as folder:
        if compiled.compiler():
            compiled.build(folder)
        tasks = {way: ["-m", "benchmarks.ways", way, str(folder)] for way in ways}
        told = in_turn(tasks, repeats)
    compared.same_rows(told)
    notes = [*_kept(size), *(f"Not run: {NAMES[way]}." for way in NAMES if way not in told)]
    return _entry(subject, size, told, notes)


def runs_here(way: str, size: Size) -> bool:
    """Whether this machine has the compiler, or the memory, that it takes."""
    if way == "usual":
        there = sysconf("SC_PAGE_SIZE") * sysconf("SC_PHYS_PAGES")
        return size.employees * size.days * PER_DAY < there
    return way not in NEEDING_A_COMPILER or compiled.compiler() is not None


def _entry(subject: str, size: Size, told: dict[str, Figure], notes: list[str]) -> Entry:
    steps = {name: spent for name, spent in told["store"].more.items() if name[0].isdigit()}
    days = _of_days(told["store"], steps)
    rows = [row(figure, NAMES[way]) for way, figure in told.items()]
    rows.insert(1, row(days))
    spent = ", ".join(f"{name[3:]} {seconds:.2f}" for name, seconds in steps.items())
    notes = [f"Processor seconds by step: {spent}.", *notes]
    return Entry(subject, f"Facts, {size}", rows, compared.ratios(told, days, size), notes)


def _of_days(every: Figure, steps: Iterable[str]) -> Figure:
    """What lost and agreed days took of every fact."""
    needed = [name for name in steps if name not in BESIDE]
    clock, work = (sum(every.more[kind + name] for name in needed) for kind in (CLOCK, ""))
    return Figure("– of it lost and agreed days", (clock,), (work,), 0, "", {})


def norway(subject: str, limit: str, repeats: int) -> Entry:
    """The facts of as many people as work in Norway, DuckDB's memory limited, and the pass."""
    with made(NORWAY) as folder:
        tasks = {"store": ["-m", "benchmarks.limits", str(folder), limit]}
        if compiled.compiler():
            compiled.build(folder)
            tasks |= {way: ["-m", "benchmarks.ways", way, str(folder)] for way in
                      NEEDING_A_COMPILER}  # fmt: skip
        told = in_turn(tasks, repeats)
    compared.same_rows(told)
    return _entry(subject, NORWAY, told, [f"memory_limit {limit}.", *_kept(NORWAY)])


def _kept(size: Size) -> list[str]:
    return ["The organisation was made before, and kept."] if kept_of(size) else []


def growth(subject: str, title: str, sizes: tuple[Size, ...], along: str, aim: float) -> Entry:
    """How the seconds and memory of the facts grow with `along`, a field of Size: the exponent of
    a straight line through the logarithms."""
    rows, work, memory = [], [], []
    for size in sizes:
        with made(size) as folder:
            (told,) = in_turn(
                {str(size): ["-m", "benchmarks.ways", "store", str(folder)]}, 1
            ).values()
        rows.append(row(told))
        work.append(told.work)
        memory.append(told.megabytes)
    by = [getattr(size, along) for size in sizes]
    ratios = [
        Ratio("exponent of the processor's seconds", exponent(by, work), LESS, aim, ""),
        Ratio("exponent of the memory", exponent(by, memory), LESS, None, ""),
    ]
    return Entry(subject, title, rows, ratios, ["One run each."])


def exponent(by: list[int], values: list[float]) -> float:
    """The k of values ~ by ** k, by least squares on the logarithms."""
    return float(np.polyfit(np.log(by), np.log(values), 1)[0])


def limits(subject: str, size: Size, most: tuple[str, ...]) -> Entry:
    """What the facts take when DuckDB's memory is limited."""
    rows, notes = [], []
    with made(size) as folder:
        for limit in most:
            task = {f"memory_limit {limit}": ["-m", "benchmarks.limits", str(folder), limit]}
            try:
                rows += [row(told) for told in in_turn(task, 1).values()]
            except RuntimeError as error:
                notes.append(f"With {limit}: {str(error).strip().splitlines()[-1][:160]}")
    return Entry(subject, f"Memory for the facts, {size}", rows, [], notes)


def month(subject: str, size: Size) -> Entry:
    """A month's file brought into a store that holds all the years."""
    with made(size) as folder:
        (told,) = in_turn(
            {"one month's spells": ["-m", "benchmarks.month", str(folder)]}, 1
        ).values()
    facts = told.more["facts"]
    rows = [row(told), Row("– of it the facts", [], [round(facts, 4)], 0)]
    ratios = [Ratio("whole import / its facts, processor", told.work / facts, LESS)]
    return Entry(subject, f"A month's file on top of {size}", rows, ratios, ["One run."])


def workbook(
    subject: str, rows: int, repeats: int, aims: tuple[float | None, float | None]
) -> Entry:
    """A workbook brought in, beside pandas reading it."""
    told = imports.measure(rows, repeats)
    ours, theirs = told[imports.OURS], told[imports.THEIRS]
    ratios = [
        Ratio(
            "pandas' reading / whole import, clock", theirs.seconds / ours.seconds, MORE, aims[0]
        ),
        Ratio("pandas' reading / whole import, processor", theirs.work / ours.work),
        Ratio("memory", ours.megabytes, LESS, aims[1], "MB"),
    ]
    title = f"A workbook of {rows:,} rows brought in".replace(",", " ")
    return Entry(subject, title, [row(figure) for figure in told.values()], ratios, [])


def patterns(subject: str) -> Entry:
    """Every kind of pattern for 50 000 people."""
    (told,) = in_turn({"everything, and inventing them": ["-m", "benchmarks.patterns"]}, 1).values()
    kinds, loop = told.more["kinds"], told.more["loop"]
    rows = [
        Row("Nærvær, all kinds", [], [kinds], told.megabytes),
        Row("a loop over people (300 of them, scaled)", [], [loop], 0),
    ]
    ratios = [
        Ratio("loop / all kinds, processor", loop / kinds, MORE, 20),
        Ratio("all kinds, processor", kinds, LESS, 60, "s"),
    ]
    return Entry(subject, "Patterns, 50 000 employees × 36 months", rows, ratios, [])
