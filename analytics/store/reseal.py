"""A new key for a lake: the keys of its files are sealed anew, in one step, and no file changes.

Whoever has the old key and an old copy of both the catalogue and the files can still read those.
"""

from __future__ import annotations

from pathlib import Path

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store import catalogue
from analytics.store.backup import Note
from analytics.store.connection import Store
from analytics.store.key_files import new_key, write_key
from analytics.store.location import Place


def reseal(place: Place, given: str | None, note: Note, new_key_file: Path) -> None:
    """Give the lake at `place`, whose key is `given`, a new one, written to `new_key_file` and
    nowhere else; `note` writes it down in the store.

    Every server has to be started again with the new key: with the old one none of them reads or
    writes any more. Where this was interrupted, one of the two keys fits, and the other is refused.
    Raises StoreError where `given` does not fit or the file cannot be written; nothing is changed
    then.
    """
    with Store(place, given) as store:
        key = new_key()
        _write(new_key_file, key)
        with store.transaction() as cursor:
            note(cursor)
        with store.alone() as cursor:
            catalogue.reseal(cursor, catalogue.seal_of(store.key), catalogue.seal_of(key))


def _write(path: Path, key: str) -> None:
    try:
        write_key(path, key)
    except FileExistsError as error:
        raise StoreError(N_("%(path)s exists already. Choose another name."), path=path) from error
    except OSError as error:
        raise StoreError(
            N_("%(path)s cannot be written (%(reason)s). Choose another place."),
            path=path,
            reason=error.strerror,
        ) from error
