"""`rotate-key`: a new key for the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analytics.commands.context import DONE, WHO, Context
from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.audit_log import Event, record
from analytics.store.connection import Cursor
from analytics.store.location import Lake, file_of, location
from analytics.store.reseal import reseal
from analytics.store.rotation import Rotation, rotate

_DONE = N_(
    "The store has a new key, in %(key)s: %(rows)s rows in %(tables)s tables are as they were."
)
_COPY = N_("A copy of the key is in %(copy)s. Keep it somewhere else.")
_FORMER = N_(
    "The old key is kept in %(former)s: backups made until now open with it. Make a new backup, "
    "and delete the old key together with the old backups."
)
_SETTING = N_(
    "Put the new key in NAERVAER_KEY in place of the old one before you start the dashboard, and "
    "then delete the file."
)
_SETTING_OF_ALL = N_(
    "The store has a new key. Put it in NAERVAER_KEY on every server, start them again, and then "
    "delete the file."
)
_NEEDED = N_("Several servers share this store. Name a file for the new key: --new-key-file FILE.")
_KEEP = N_(
    "Keep the old key as long as there are backups made under it: restore takes it with --key-file."
)
_BROKEN = N_(
    "The log does not hold from line %(line)s on, and did not before: something was changed or "
    "taken away."
)


def rotate_key(context: Context) -> int:
    """Write the store anew under a new key; what is kept stays the same."""
    given = context.args.new_key_file
    copy = Path(given).absolute() if given else None
    if isinstance(location(context.settings.store), Lake):
        return _lake(context, copy)
    done = rotate(file_of(context.settings.store), context.settings.key, _noted(context), copy)
    context.say(_document(done), "\n".join(_told(context, done, copy)))
    return DONE


def _lake(context: Context, copy: Path | None) -> int:
    """A lake's files stay as they are; their keys are sealed anew."""
    if copy is None:
        raise StoreError(_NEEDED)
    reseal(context.settings.store, context.settings.key, _noted(context), copy)
    context.say({"key": str(copy)}, "\n".join(map(context.translate, (_SETTING_OF_ALL, _KEEP))))
    return DONE


def _noted(context: Context) -> Callable[[Cursor], None]:
    return lambda cursor: record(cursor, Event(WHO, "change", "key"), context.now)


def _told(context: Context, done: Rotation, copy: Path | None) -> list[str]:
    texts = [_DONE]
    if context.settings.key:
        texts.append(_SETTING)
    elif copy is not None:
        texts.append(_COPY)
    texts.append(_KEEP if done.former is None else _FORMER)
    texts += [] if done.log_broken_at is None else [_BROKEN]
    places = {**_document(done), "copy": copy, "line": done.log_broken_at}
    return [context.translate(text) % places for text in texts]


def _document(done: Rotation) -> dict[str, object]:
    return {
        "key": str(done.key),
        "former": None if done.former is None else str(done.former),
        "tables": done.tables,
        "rows": done.rows,
        "log_broken_at": done.log_broken_at,
    }
