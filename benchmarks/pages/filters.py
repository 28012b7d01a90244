"""What a change of filter costs the server, on every page:
`python -m benchmarks.pages.filters FOLDER [page …]`.

One reader without a browser goes through the options of each page's filter twice: the first time
nothing of it is remembered (`new`), the second time all of it is (`seen`). Processor time is the
server's own, of all its threads; that of the process which looks through everybody is not in it.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages.serving import Server, dashboard, streamlit
from benchmarks.pages.sights import SIGHTS, Sight
from benchmarks.pages.wire import Screen, Wire, opened, options

ROLES = ("hr", "leader", "consultant", "admin")
CONSTANT = "benchmarks/peers/constant.py"
ROUNDS = 3  # times all options are gone through again, for `seen`


@dataclass(frozen=True)
class Cost:
    """Server milliseconds of one change, the first time and later, and the median wait."""

    name: str
    opening: float
    new: float
    seen: float
    wait: float
    kilobytes: float

    def __str__(self) -> str:
        return (
            f"{self.name:28} {self.opening:8.0f} {self.new:8.0f} {self.seen:8.0f}"
            f" {self.wait:8.0f} {self.kilobytes:8.0f}"
        )


HEADING = f"{'page':28} {'opening':>8} {'new':>8} {'seen':>8} {'wait':>8} {'kB':>8}"


async def cost(served: Server, sight: Sight) -> Cost:
    """What the page of one sight costs. Raises LookupError where its filter is not there."""
    async with opened(served.address) as wire:
        await wire.run()
        await as_role(wire, sight.role)
        before = served.seconds()
        if sight.page:
            await wire.turn_to(sight.page)
        opening = served.seconds() - before
        for key, choice in sight.before:
            if wire.screen.widget(key) is not None:  # a reason once given is not asked for again
                await choose(wire, key, choice)
        places = _places(wire, sight)
        new, *_ = await _through(served, wire, sight, places)
        seen, waits, size = await _through(served, wire, sight, places * ROUNDS)
    wait = 1000 * statistics.median(waits)
    return Cost(sight.name, 1000 * opening, new, seen, wait, size / 1024)


async def _through(
    served: Server, wire: Wire, sight: Sight, places: Sequence[int]
) -> tuple[float, list[float], float]:
    """Server milliseconds a change, the waits in seconds, and bytes a change."""
    before, waits, sizes = served.seconds(), [], []
    for place in places:
        screen = await choose(wire, sight.widget, place)
        waits.append(screen.seconds)
        sizes.append(screen.size)
    spent = 1000 * (served.seconds() - before) / len(places)
    return spent, waits, statistics.median(sizes)


def _places(wire: Wire, sight: Sight) -> list[int]:
    """The options to go through; each change leads to another one than before."""
    widget = wire.screen.widget(sight.widget)
    if widget is None:
        raise LookupError(f"{sight.name}: no {sight.widget}. {wire.screen.texts()[:5]}")
    count = min(sight.by, len(options(widget)))
    return [*range(1, count), 0]


async def choose(wire: Wire, key: str, choice: int) -> Screen:
    """Choose in the widget `key` of the page, which must be there."""
    widget = wire.screen.widget(key)
    if widget is None:
        raise LookupError(f"no {key}: {wire.screen.texts()[:5]}")
    return await wire.run(widget, choice)


async def as_role(wire: Wire, role: str) -> None:
    """Read on as `role`, chosen in the sidebar as in local mode."""
    if role != ROLES[0]:
        await choose(wire, "role", ROLES.index(role))


def measure(folder: Path, sights: Sequence[Sight] = SIGHTS) -> list[Cost]:
    """The constant page first, then every sight, each server after the other."""
    with tempfile.TemporaryDirectory() as place:
        with streamlit(CONSTANT, Path(place) / "constant.log") as served:
            found = [asyncio.run(cost(served, Sight("", "which")))]
        log = Path(place) / "server.log"
        with dashboard(folder, log) as served:
            asyncio.run(cost(served, SIGHTS[0]))  # what is imported at the first page ever
            for sight in sights:
                found += _told(served, sight)
    return found


def _told(served: Server, sight: Sight) -> list[Cost]:
    """The cost of one sight, printed as it is known; [] and why, where it could not be measured."""
    try:
        found = asyncio.run(cost(served, sight))
    except (LookupError, OSError) as error:
        print(f"{sight.name}: not measured, {str(error)[:200]}", flush=True)
        return []
    print(found, flush=True)
    return [found]


def main(arguments: list[str]) -> None:
    folder, *pages = arguments
    print(HEADING)
    wanted = [sight for sight in SIGHTS if not pages or sight.page in pages]
    print(measure(Path(folder), wanted)[0])


if __name__ == "__main__":
    main(sys.argv[1:])
