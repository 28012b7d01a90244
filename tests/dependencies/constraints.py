"""What comes along, held to the versions tried here: `python -m tests.dependencies.constraints`.

`--write` writes constraints.txt, which `make` gives to pip beside requirements.txt. A constraint
installs nothing: of what another system has no need of, it says nothing. Left out is what belongs
to this system or this Python alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.dependencies.installed import (
    ROOT,
    development,
    development_pins,
    runtime,
    runtime_pins,
)

FILE = ROOT / "constraints.txt"
PYTHONS = ("3.11", "3.12", "3.13")  # that the product may run on
SYSTEMS = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"))
HEAD = """# What the pinned parts bring along, in the versions tried together; written by
# `python -m tests.dependencies.constraints --write` from what is installed. pip takes it with -c:
# it installs nothing by itself.
"""


def brought() -> dict[str, str]:
    """Version by name of what comes along with what is pinned, on every system and Python."""
    pinned = {canonicalize_name(pin.name) for pin in [*runtime_pins(), *development_pins()]}
    there = {**runtime(), **development()}
    everywhere = set.intersection(*(_closure(there, each) for each in environments()))
    return {name: there[name].version for name in sorted(everywhere - pinned)}


def environments() -> list[dict[str, str]]:
    """What markers are held against, for each system and Python that is supported."""
    here = {name: str(value) for name, value in default_environment().items()}
    return [
        {
            **here,
            "python_version": python,
            "python_full_version": f"{python}.0",
            "sys_platform": platform,
            "platform_system": system,
            "os_name": os,
        }
        for python in PYTHONS
        for platform, system, os in SYSTEMS
    ]


def too_narrow() -> list[str]:
    """Of what is brought, what says itself that it does not run on one of the Pythons."""
    there = {**runtime(), **development()}
    wants = {name: Requirement(f"python{there[name].metadata['Requires-Python'] or ''}")
             for name in brought()}  # fmt: skip
    return [
        f"{name} on {python}"
        for name, wanted in wants.items()
        for python in PYTHONS
        if not wanted.specifier.contains(Version(f"{python}.9"))
    ]


def text() -> str:
    """The file as it should stand here."""
    return HEAD + "".join(f"{name}=={version}\n" for name, version in brought().items())


def read(written: str) -> dict[str, str]:
    """Version by name, as the file has them."""
    lines = [line for line in written.splitlines() if line and not line.startswith("#")]
    return dict(line.split("==", 1) for line in lines)


def _closure(there: Mapping[str, Distribution], environment: Mapping[str, str]) -> set[str]:
    """What the pins bring in an environment, as far as it is installed here."""
    found: set[tuple[str, frozenset[str]]] = set()
    waiting: list[Requirement] = [*runtime_pins(), *development_pins()]
    while waiting:
        asked = waiting.pop()
        one = (canonicalize_name(asked.name), frozenset(asked.extras))
        if one in found or one[0] not in there:
            continue
        found.add(one)
        for line in there[one[0]].requires or []:
            needed = Requirement(line)
            if _holds(needed.marker, environment, {"", *asked.extras}):
                waiting.append(needed)
    return {name for name, _ in found}


def _holds(marker: Marker | None, environment: Mapping[str, str], extras: Iterable[str]) -> bool:
    return marker is None or any(marker.evaluate({**environment, "extra": e}) for e in extras)


if __name__ == "__main__":
    if "--write" in sys.argv:
        FILE.write_text(text(), encoding="utf-8")
    else:
        print(text(), end="")
