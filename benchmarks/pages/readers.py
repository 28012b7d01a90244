"""Many readers of one server, each changing a filter every five seconds:
`python -m benchmarks.pages.readers FOLDER [readers …]`.

HR, leaders, advisers and administrators, on three pages. Every screen is held against the one that
a reader who was alone with the server got for the same role, unit and choice: anything else is a
foreign answer.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.pages.filters import as_role, choose
from benchmarks.pages.serving import Server, dashboard
from benchmarks.pages.wire import Wire, opened, options

EVERY = 5.0  # seconds between a reader's changes
CHANGES = 6  # by each reader
SIZES = (20, 50, 100)
CHOICES = 6  # options gone through
UNITS = 8  # leaders of so many units, other readers at so many units


@dataclass(frozen=True)
class Part:
    """Who reads what: a role, the unit (a place in the list of units), the page and its filter."""

    role: str
    unit: int
    page: str
    widget: str


PARTS = tuple(
    Part(role, unit, page, widget)
    for unit in range(UNITS)
    for role, page, widget in (
        ("hr", "utvikling", "place"),
        ("leader", "oversikt", "period"),
        ("leader", "avdelinger", "period-which"),
        ("consultant", "avdelinger", "period-which"),
        ("admin", "oversikt", "period"),
    )
)


@dataclass
class Load:
    """What so many readers at once met with: seconds waited, screens that were not theirs, changes
    that failed; the server's processor seconds a change and memory a reader."""

    readers: int
    waits: list[float] = field(default_factory=list)
    foreign: int = 0
    failed: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0

    def __str__(self) -> str:
        ordered = sorted(self.waits)
        return (
            f"{self.readers:7} {len(ordered):8} {1000 * statistics.median(ordered):8.0f}"
            f" {1000 * ordered[int(0.95 * (len(ordered) - 1))]:8.0f} {self.foreign:8}"
            f" {self.failed:7} {1000 * self.seconds:8.0f} {self.megabytes:10.2f}"
        )


HEADING = (
    f"{'readers':>7} {'changes':>8} {'p50 ms':>8} {'p95 ms':>8} {'foreign':>8} {'failed':>7}"
    f" {'CPU ms':>8} {'MB/reader':>10}"
)


async def seat(wire: Wire, part: Part) -> None:
    """Open the page as somebody, ready to change its filter."""
    await wire.run()
    await as_role(wire, part.role)
    if part.role == "leader":
        await choose(wire, "unit", 1 + part.unit)
    await wire.turn_to(part.page)


async def alone(served: Server) -> dict[tuple[Part, int], str]:
    """What each reader sees for each choice while nobody else is there.

    Raises RuntimeError where different choices look the same: nothing foreign could be told then.
    """
    seen: dict[tuple[Part, int], str] = {}
    for part in PARTS:
        async with opened(served.address) as wire:
            await seat(wire, part)
            for choice in places(wire, part):
                seen[part, choice] = (await choose(wire, part.widget, choice)).digest()
        own = [digest for (of, _), digest in seen.items() if of == part]
        if len(set(own)) < len(own):
            raise RuntimeError(f"choices that look the same: {part}")
    return seen


def places(wire: Wire, part: Part) -> list[int]:
    """The options a reader goes through, beginning with another than the one shown."""
    widget = wire.screen.widget(part.widget)
    if widget is None:
        raise LookupError(f"{part}: {wire.screen.texts()[:5]}")
    return [*range(1, min(CHOICES, len(options(widget)))), 0]


async def crowd(served: Server, count: int, seen: dict[tuple[Part, int], str]) -> Load:
    """So many readers at once."""
    load, rng = Load(count), random.Random(count)
    before = served.megabytes()
    async with AsyncExitStack() as stack:
        wires = []
        for number in range(count):
            part = PARTS[number % len(PARTS)]
            wire = await stack.enter_async_context(opened(served.address))
            await seat(wire, part)
            wires.append((wire, part))
        spent = served.seconds()
        await asyncio.gather(
            *(_reading(wire, part, rng.random() * EVERY, seen, load) for wire, part in wires)
        )
        load.seconds = (served.seconds() - spent) / max(1, len(load.waits))
        load.megabytes = (served.megabytes() - before) / count
    return load


async def _reading(
    wire: Wire, part: Part, later: float, seen: dict[tuple[Part, int], str], load: Load
) -> None:
    choices, due = places(wire, part), asyncio.get_running_loop().time() + later
    for turn in range(CHANGES):
        choice = choices[turn % len(choices)]
        await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))
        due += EVERY
        try:
            screen = await choose(wire, part.widget, choice)
        except (LookupError, OSError):
            load.failed += 1
            continue
        load.waits.append(screen.seconds)
        load.foreign += screen.digest() != seen[part, choice]


def measure(folder: Path, sizes: Sequence[int] = SIZES) -> list[Load]:
    """One server, the sizes one after the other."""
    found = []
    with tempfile.TemporaryDirectory() as place:
        log = Path(place) / "server.log"
        with dashboard(folder, log) as served:
            seen = asyncio.run(alone(served))
            for count in sizes:
                found.append(asyncio.run(crowd(served, count, seen)))
                print(found[-1], flush=True)
    return found


def main(arguments: list[str]) -> None:
    folder, *sizes = arguments
    print(HEADING)
    measure(Path(folder), [int(size) for size in sizes] or SIZES)


if __name__ == "__main__":
    main(sys.argv[1:])
