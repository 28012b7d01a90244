"""One store file takes the place of another: at every moment there is a whole one."""

from __future__ import annotations

from pathlib import Path

from analytics.store.attaching import log_of
from analytics.store.connection import Store
from analytics.store.key_files import flush_folder


def take_place(fresh: Store, target: Path, former: Store | None) -> None:
    """Let the open store `fresh` be the one at `target`; `former` is the open one there, if any.

    Both stay open until the names are changed: nobody can write to either of them in between.
    """
    for store in (fresh, former):  # a log would be left behind, or played into the wrong file
        if store is not None:
            fold_log(store)
    fresh.path.replace(target)
    flush_folder(target.parent)
    if former is not None:
        former.close()  # before the new one is let go: closing clears a log of the same name


def set_aside(target: Path) -> None:
    """Keep the store that is to be replaced beside it; a log it left must not stay behind."""
    aside = target.with_suffix(".before-restore")
    for file, kept in ((target, aside), (log_of(target), log_of(aside))):
        kept.unlink(missing_ok=True)
        if not file.exists():
            continue
        try:
            if file == target:  # so that there is a store at every moment
                kept.hardlink_to(file)
                continue
        except OSError:
            pass  # a file system without links
        file.replace(kept)


def fold_log(store: Store) -> None:
    """Write what lies in the log of `store` into its file, so that the file is all there is."""
    if log_of(store.path).exists():
        with store.cursor() as cursor:
            cursor.execute("CHECKPOINT")
