"""What the surroundings decide: where the store is and what opens it.

The entry points read the environment once and pass the result down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT / "data"
DEFAULT_STORE = DATA / "store" / "naervaer.duckdb"


@dataclass(frozen=True)
class Settings:
    """Where the store lies and the key it is opened with (None: the key file beside it), and the
    address SSB's figures are fetched from (None: SSB's own)."""

    store: Path = DEFAULT_STORE
    key: str | None = None
    language: str = "nb"
    ssb: str | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str], store: str | Path | None = None) -> Settings:
        """Settings from `NAERVAER_STORE`, `_KEY`, `_LANGUAGE` and `_SSB` (each `NAERVAER_…`)."""
        place = Path(store or environment.get("NAERVAER_STORE") or DEFAULT_STORE)
        if place.is_dir() or not place.suffix:
            place = place / DEFAULT_STORE.name
        return cls(
            store=place.absolute(),
            key=environment.get("NAERVAER_KEY") or None,
            language=environment.get("NAERVAER_LANGUAGE") or "nb",
            ssb=environment.get("NAERVAER_SSB") or None,
        )
