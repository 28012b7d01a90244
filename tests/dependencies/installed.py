"""The installed distributions that the product, or working on it, needs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def runtime_pins() -> list[Requirement]:
    """What requirements.txt names."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]


def development_pins() -> list[Requirement]:
    """What the group `dev` of pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [Requirement(line) for line in project["dependency-groups"]["dev"]]


@cache
def runtime() -> dict[str, Distribution]:
    """Everything the product runs on, by canonical name: what is pinned and all that it brings."""
    return dict(sorted(_closure(runtime_pins()).items()))


@cache
def development() -> dict[str, Distribution]:
    """What tests and checks need besides."""
    needed, ran = _closure(development_pins()), runtime()
    return {name: found for name, found in sorted(needed.items()) if name not in ran}


def _closure(wanted: Iterable[Requirement]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = list(wanted)
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        if (name, frozenset(asked.extras)) in seen or not _holds_here(asked, {""}):
            continue
        seen.add((name, frozenset(asked.extras)))
        try:
            found[name] = distribution(asked.name)
        except PackageNotFoundError:
            continue  # a test says so for what is pinned; pip saw to the rest
        waiting += _brought(found[name], set(asked.extras))
    return found


def _brought(there: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in there.requires or []:
        needed = Requirement(line)
        if _holds_here(needed, {"", *extras}):
            needed.marker = None
            yield needed


def _holds_here(asked: Requirement, extras: set[str]) -> bool:
    return asked.marker is None or any(asked.marker.evaluate({"extra": e}) for e in extras)
