"""What the ways of making facts are to one another."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.entry import LESS, MORE, Ratio
from benchmarks.organisations import SIZES
from benchmarks.population import Size
from benchmarks.timing import Figure


def same_rows(told: dict[str, Figure]) -> None:
    """Ways that make every class count the same rows, and heads where they tell them: raises
    AssertionError otherwise."""
    for way in {"every", "resolved", "resolved_whole"} & set(told):
        ours, theirs = told["store"].more, told[way].more
        assert theirs == {name: ours[name] for name in theirs}, (ours, theirs)


def ratios(told: dict[str, Figure], days: Figure, size: Size) -> list[Ratio]:
    """How the product stands to the others, and what is aimed at."""
    found = [*_with_scripts(told, days, size == SIZES["usual"]), *_with_the_pass(told, days, size)]
    if size == SIZES["norway"]:
        found.append(Ratio("memory", told["store"].megabytes, LESS, 1_000, "MB"))
    return found


def _with_scripts(told: dict[str, Figure], days: Figure, aims: bool) -> Iterator[Ratio]:
    ours = told["store"]
    if slow := told.get("usual"):
        yield Ratio("usual way / every fact, clock", slow.seconds / ours.seconds, MORE,
                    20 * aims or None)  # fmt: skip
        yield Ratio("usual way / every fact, processor", slow.work / ours.work)
        yield Ratio("memory, usual way / every fact", slow.megabytes / ours.megabytes, MORE,
                    15 * aims or None)  # fmt: skip
        yield Ratio("usual way / lost and agreed days, processor", slow.work / days.work)
    if years := told.get("years"):
        yield Ratio("a year at a time / every fact, clock", years.seconds / ours.seconds)
        yield Ratio("a year at a time / every fact, processor", years.work / ours.work)
        yield Ratio("memory, a year at a time / every fact", years.megabytes / ours.megabytes)
    if clever := told.get("every"):
        yield Ratio("spells alone exploded / every fact, processor", clever.work / ours.work)


def _with_the_pass(told: dict[str, Figure], days: Figure, size: Size) -> Iterator[Ratio]:
    target = {SIZES["usual"]: 8, SIZES["norway"]: 2}.get(size)
    for way, name, aim in (
        ("compiled", "compiled pass", target),
        ("whole", "pass with reading", None),
        ("resolved", "pass that makes the same rows", target),
        ("resolved_whole", "that pass with reading", None),
    ):
        if quick := told.get(way):
            named = f"lost and agreed days / {name}"
            yield Ratio(f"{named}, clock", days.seconds / quick.seconds, LESS, aim)
            yield Ratio(f"{named}, processor", days.work / quick.work, LESS)
