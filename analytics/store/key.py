"""The key of the encrypted store.

A key file beside the data protects a copy of the data alone, not a copy of the folder:
move it with `NAERVAER_KEY` once the store holds real people (README, "The key").

While a key is being changed (`rotation`), the new one lies beside the old one. Two files cannot
be renamed at once, so a change that was stopped is carried through, or taken back, here: by trying
which of the two the store opens with.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.attaching import remove_store, trying
from analytics.store.key_files import (
    flush_folder,
    key_file,
    new_key,
    next_key_file,
    read_key,
    rewritten_file,
    write_key,
)


def find_key(store: Path, given: str | None) -> str:
    """The key for `store`: the given one, else the key file's, made now for a new store.

    Raises StoreError when the store exists and no key is to be found, or the file is readable
    by others than its owner.
    """
    found = known_key(store, given)
    if found is not None:
        return found
    if store.exists():
        raise key_missing(store)
    key = new_key()
    write_key(key_file(store), key)
    return key


def known_key(store: Path, given: str | None) -> str | None:
    """The same, but None where there is no key yet, whether or not there is a store."""
    if given:
        return given
    _finish_change(store)
    path = key_file(store)
    return read_key(path) if path.exists() else None


def key_missing(store: Path) -> StoreError:
    """What is said where an encrypted file has no key."""
    return StoreError(
        N_(
            "The store %(store)s is encrypted, and its key was not found. Put the key in "
            "NAERVAER_KEY or its key file back at %(path)s. Without the key the data "
            "cannot be read by anybody."
        ),
        store=store,
        path=key_file(store),
    )


def _finish_change(store: Path) -> None:
    """Carry a change of key through where the store is rewritten already, else take it back.

    Nothing is touched while the store is open elsewhere: the change may be under way.
    """
    coming = next_key_file(store)
    if not (coming.exists() and store.exists()):
        return

    def carry_through() -> None:
        coming.replace(key_file(store))
        flush_folder(store.parent)

    def take_back() -> None:
        remove_store(rewritten_file(store))
        coming.unlink()

    for place, settle in ((coming, carry_through), (key_file(store), take_back)):
        # Half a key may lie there, and another process may be quicker.
        with suppress(StoreError, FileNotFoundError), trying(store, read_key(place)) as fault:
            if fault is None:
                settle()
                return
