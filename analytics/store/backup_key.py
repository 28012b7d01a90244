"""The key that a backup was made under: found among those the store has had, or named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.attaching import other_key, trying
from analytics.store.key import key_missing, known_key
from analytics.store.key_files import former_keys, read_key


def key_of_backup(target: Path, path: Path, key: str | None, made_under: Path | None) -> str:
    """The key that the backup at `path` opens with: the one in `made_under`, or else the key of the
    store at `target` or one it had before. Raises StoreError where none does."""
    if not path.is_file():
        raise StoreError(N_("There is no backup at %(path)s."), path=path)
    faults = []
    for candidate in _candidates(target, key, made_under):
        with trying(path, candidate) as fault:
            if fault is None:
                return candidate
        faults.append(fault)
    if not faults:
        raise key_missing(path)
    if any(map(other_key, faults)):
        raise StoreError(
            N_(
                "The key does not fit the backup %(path)s: it was made under another. Name the "
                "file that key lies in with --key-file. Nothing was changed."
            ),
            path=path,
        )
    raise StoreError(
        N_("%(path)s is no backup of Nærvær, or it is damaged. Choose another one."), path=path
    )


def _candidates(target: Path, key: str | None, made_under: Path | None) -> Iterator[str]:
    if made_under is not None:
        yield read_key(made_under)
        return
    own = known_key(target, key)
    if own is not None:
        yield own
    yield from former_keys(target)
