"""Where a store lies: one encrypted file, or a lake that several servers share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from analytics.errors import StoreError
from analytics.i18n import N_

Place = Path | str  # the path of a file, or the address of a lake
_SCHEME = "ducklake:postgres:"
_FOLDER = "?data="


@dataclass(frozen=True)
class Lake:
    """Tables as encrypted Parquet files below the folder `data`, which every server mounts; which
    file belongs to which table stands in the PostgreSQL database that `conninfo` (libpq's
    `keyword=value` pairs) leads to."""

    conninfo: str = field(repr=False)  # may hold a password
    data: Path

    @property
    def tables(self) -> Path:
        """The folder of the Parquet files."""
        return self.data / "tables"

    @property
    def name(self) -> Path:
        """A name in the folder, of no file: a server's own files lie beside it."""
        return self.data / "naervaer"


def location(place: Place) -> Path | Lake:
    """What `place` names. Raises StoreError for an address that is none."""
    if isinstance(place, Path):
        return place
    conninfo, mark, data = place.removeprefix(_SCHEME).rpartition(_FOLDER)
    if not place.startswith(_SCHEME) or not mark or "=" not in conninfo:
        raise StoreError(
            N_(
                "This is no address of a store. Write the path of a file, or "
                "ducklake:postgres:host=… dbname=…?data=/folder (README, “Past one machine”)."
            )
        )
    if not Path(data).is_absolute():
        raise StoreError(
            N_(
                "The store's address needs a folder with its whole path, one that every server "
                "mounts at the same place: …?data=/srv/naervaer."
            )
        )
    if re.search(r"(^|\s)options\s*=", conninfo):
        raise StoreError(
            N_("Take “options” out of the store's address: Nærvær sets it for itself.")
        )
    return Lake(conninfo.strip(), Path(data))


def named(place: Place) -> Path:
    """The file of a store; for a lake a name in its folder, which no file has."""
    where = location(place)
    return where.name if isinstance(where, Lake) else where


def file_of(place: Place) -> Path:
    """The file of an embedded store. Raises StoreError for a lake, which is no file."""
    where = location(place)
    if isinstance(where, Lake):
        raise StoreError(
            N_(
                "This can be done to a store in one file alone, not to one on a lake "
                "(README, “Past one machine”)."
            )
        )
    return where
