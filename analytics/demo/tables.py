"""The tables of data/demo/*.toml, and the types their values come in."""

import tomllib
from pathlib import Path
from typing import Any, TypeAlias

FOLDER = Path(__file__).resolve().parents[2] / "data" / "demo"

Span: TypeAlias = tuple[int, int]
Whole: TypeAlias = tuple[int, ...]
Numbers: TypeAlias = tuple[float, ...]
Texts: TypeAlias = tuple[str, ...]


def read_toml(name: str) -> dict[str, Any]:
    """One file of data/demo as a dict in which every array has become a tuple."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        content: dict[str, Any] = _frozen(tomllib.load(file))
    return content


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in value)
    return value
