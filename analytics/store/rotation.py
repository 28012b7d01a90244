"""A new key for the store: the file is written anew under it, and nothing that is kept changes.

Codes of people, tombstones and marks hang on secrets inside the store (`secret`), not on its key,
so they outlive it. The order of steps, each on the disk before the next:

1. the new key is written beside the old one;
2. the store is written under it beside the old file, and compared with it, table by table;
3. the new file takes the old one's name;
4. the new key takes the old one's name; the old one is kept under another, for old backups.

A stop before 3 leaves the old store and its key, a stop between 3 and 4 is carried through when
the store is opened next (`key`).
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.attaching import remove_store
from analytics.store.audit_log import broken_at
from analytics.store.backup import Note, copy_to
from analytics.store.connection import Store
from analytics.store.contents import Contents, contents
from analytics.store.key import find_key
from analytics.store.key_files import (
    flush_folder,
    former_key_file,
    key_file,
    new_key,
    next_key_file,
    read_key,
    rewritten_file,
    write_key,
)
from analytics.store.succession import take_place


@dataclass(frozen=True)
class Rotation:
    """What was rewritten: number of tables and rows; where the new key lies, and where the old one
    is kept (None: it did not lie beside the store); `log_broken_at`: the line from which the log
    did not hold before either (None: it holds)."""

    tables: int
    rows: int
    key: Path
    former: Path | None
    log_broken_at: int | None


def rotate(path: Path, given: str | None, note: Note, new_key_file: Path | None = None) -> Rotation:
    """Give the store at `path` a new key. `note` writes it down in the store.

    With the key `given` (not in a file beside the store) the new one is written to `new_key_file`
    and nowhere else; otherwise there too, as a copy. Raises StoreInUse while the store is open
    elsewhere; StoreError where there is no store, no `new_key_file` or no room; nothing is changed
    then.
    """
    _refuse(path, given, new_key_file)
    old, key, fresh = find_key(path, given), new_key(), rewritten_file(path)
    places = [] if new_key_file is None else [new_key_file]
    with Store(path, old, also_at=path.parent) as store, ExitStack() as undo:
        undo.callback(remove_store, fresh)
        remove_store(fresh)  # left by one that was stopped
        for place in places if given else [*places, next_key_file(path)]:
            _write(place, key)
            undo.callback(place.unlink, missing_ok=True)
        before = _rewrite(store, fresh, key)
        with Store(fresh, key) as other:
            broken = _verify(other, before, note)
            former = _keep(path, old)
            undo.pop_all()  # once the store is under the new key, no key may be taken away
            take_place(other, path, store)
            if not given:
                next_key_file(path).replace(key_file(path))
            elif former is not None:
                key_file(path).unlink()  # beside the store, but in use no more
            flush_folder(path.parent)
    lies = places[0] if given else key_file(path)
    return Rotation(len(before.tables), before.rows, lies, former, broken)


def _refuse(path: Path, given: str | None, new_key_file: Path | None) -> None:
    if not path.is_file():
        raise StoreError(N_("There is no store at %(store)s."), store=path)
    if given and new_key_file is None:
        raise StoreError(
            N_(
                "The key is given in NAERVAER_KEY, which this command cannot change. Name a file "
                "for the new key: --new-key-file FILE. Nothing was changed."
            )
        )


def _rewrite(store: Store, fresh: Path, key: str) -> Contents:
    """Write `store` to `fresh` under `key`; what it holds."""
    with store.cursor() as cursor:
        before = contents(cursor)
    copy_to(store, fresh, key)
    return before


def _verify(copy: Store, before: Contents, note: Note) -> int | None:
    """See that nothing is missing, and write the change down; where the log was broken before.

    Raises StoreError where the copy is not what was copied.
    """
    with copy.transaction() as cursor:
        broken, differing = broken_at(cursor), {*before.differing(contents(cursor))}
        note(cursor)
        differing |= {*before.differing(contents(cursor))} - {"audit"}
        if broken_at(cursor) != broken:
            differing |= {"audit"}
        if differing:
            raise StoreError(
                N_(
                    "The store under the new key is not the same as before (%(tables)s). Nothing "
                    "was changed: the old key holds. Try again."
                ),
                tables=", ".join(sorted(differing)),
            )
    return broken


def _keep(path: Path, key: str) -> Path | None:
    """Keep the old key for the backups made under it, if it lies beside the store; where."""
    beside, former = key_file(path), former_key_file(path, key)
    if not beside.exists() or read_key(beside) != key:
        return None
    if not former.exists():
        _write(former, key)
    return former


def _write(path: Path, key: str) -> None:
    if path.exists():
        raise StoreError(N_("%(path)s exists already. Choose another name."), path=path)
    try:
        write_key(path, key)
    except OSError as error:
        raise StoreError(
            N_("%(path)s cannot be written (%(reason)s). Choose another place."),
            path=path,
            reason=error.strerror,
        ) from error
