"""What the surroundings decide: where the store is and what opens it.

The entry points read the environment once and pass the result down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT / "data"
DEFAULT_STORE = DATA / "store" / "naervaer.duckdb"

_FILE = "duckdb://"  # an address of a file: duckdb:///srv/naervaer.duckdb
_ADDRESS = re.compile(r"[a-z]\w+:")


@dataclass(frozen=True)
class Settings:
    """Where the store lies (a file's path, or the address of a lake as it was given) and the key it
    is opened with (None: the key file beside it), and the address SSB's figures are fetched from
    (None: SSB's own)."""

    store: Path | str = DEFAULT_STORE
    key: str | None = None
    language: str = "nb"
    ssb: str | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str], store: str | Path | None = None) -> Settings:
        """Settings from `NAERVAER_STORE`, `_KEY`, `_LANGUAGE` and `_SSB` (each `NAERVAER_…`)."""
        return cls(
            store=_place(store or environment.get("NAERVAER_STORE") or DEFAULT_STORE),
            key=environment.get("NAERVAER_KEY") or None,
            language=environment.get("NAERVAER_LANGUAGE") or "nb",
            ssb=environment.get("NAERVAER_SSB") or None,
        )


def _place(given: str | Path) -> Path | str:
    """A file by its whole path, however it was written; any other address as it is."""
    text = str(given).removeprefix(_FILE)
    if _ADDRESS.match(text):
        return text
    path = Path(text)
    if path.is_dir() or not path.suffix:
        path = path / DEFAULT_STORE.name
    return path.absolute()
