"""`watch`: files of a payroll system come in by themselves; and the moment that what goes out by
itself is made of: now, or an earlier one, so that a report can be made again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analytics.commands.context import DONE, NOTHING, WRONG, Context
from analytics.errors import ReaderError
from analytics.i18n import N_, Translate
from analytics.ingest import taking
from analytics.ingest.inbox import Inbox
from analytics.ingest.reading import Kind
from analytics.ingest.taking import Taken
from analytics.store.as_of import NEVER_SHOWN, Snapshot, moment
from analytics.store.connection import Store
from analytics.store.engine import StoreInUse

Clock = Callable[[], datetime]
OUTCOMES = {
    taking.IMPORTED: N_("%(mark)s: imported (%(kind)s, import %(import_id)s, %(rows)s rows used)."),
    taking.UNCHANGED: N_("%(mark)s: nothing new (%(kind)s)."),
    taking.WAITING: N_("%(mark)s: waits for somebody."),
}
_IN_USE = N_(
    "The store is in use, probably by the dashboard; the files lie in the inbox still. Let the "
    "dashboard itself watch the folder (NAERVAER_INBOX), or close it."
)
_DELETED_SINCE = N_(
    "Data have been deleted since, as old ones are or somebody was erased: figures may differ from "
    "those that were printed then."
)


@contextmanager
def looked_at(context: Context, live: Store) -> Iterator[tuple[Store, date]]:
    """The store as `--version` or `--as-of` ask for it, and the day that is judged by; without
    them `live` and today. Raises StoreError where nothing is kept of it."""
    args = context.args
    if args.version is None and args.as_of is None:
        yield live, context.today
        return
    with live.cursor() as cursor:
        then = moment(cursor, number=args.version, day=args.as_of)
    if then.deleted_since:
        print(context.translate(_DELETED_SINCE), file=sys.stderr)
    with Snapshot(live, then) as snapshot:
        yield snapshot, then.day


def refuse_new_groups(store: Store) -> None:
    """Raises ReaderError where what was made of an earlier version holds groups that nobody was
    shown while it was the newest (`analytics.store.as_of`)."""
    if isinstance(store, Snapshot) and store.shows_new_groups():
        raise ReaderError(NEVER_SHOWN)


def watch(context: Context, clock: Clock) -> int:
    """Take what lies complete in the folder: once, or until the program is stopped."""
    args = context.args
    box = Inbox(
        Path(args.folder).absolute(),
        context.translate,
        Kind(args.kind) if args.kind else None,
        args.settle,
        args.keep_days,
    )
    if args.once:
        return _once(context, box, clock())
    with suppress(KeyboardInterrupt):
        _go_on(context, box, clock)
    return DONE


def _once(context: Context, box: Inbox, now: datetime) -> int:
    try:
        taken = box.pass_through(context.open, now)
    except StoreInUse as error:
        raise ReaderError(_IN_USE) from error
    _tell(context, taken)
    outcomes = {one.outcome for one in taken}
    if taking.WAITING in outcomes:
        return WRONG
    return DONE if taking.IMPORTED in outcomes else NOTHING


def _go_on(context: Context, box: Inbox, clock: Clock) -> None:
    said = False
    while True:
        try:
            taken = box.pass_through(context.open, clock())
            said = False
            if taken:
                _tell(context, taken)
        except StoreInUse:
            if not said:  # once is enough: somebody may have it open the whole day
                print(context.translate(_IN_USE), file=sys.stderr, flush=True)
            said = True
        time.sleep(context.args.every)


def _tell(context: Context, taken: list[Taken]) -> None:
    _ = context.translate
    lines = [line for one in taken for line in _lines(one, _)]
    text = "\n".join(lines) or _(N_("No file in the inbox is complete."))
    context.say([_document(one, _) for one in taken], text)
    sys.stdout.flush()  # whoever collects the log sees it now


def _lines(one: Taken, translate: Translate) -> list[str]:
    """What became of a file, and why; by its mark, as its name may be somebody's."""
    said = translate(OUTCOMES[one.outcome]) % {**asdict(one), "rows": one.rows[1]}
    return [said, *(f"  {reason.why(translate)}" for reason in one.reasons)]


def _document(one: Taken, translate: Translate) -> dict[str, Any]:
    read, used, ignored, held = one.rows
    return {
        "mark": one.mark,
        "outcome": one.outcome,
        "kind": one.kind or None,
        "import_id": one.import_id,
        "version": one.version,
        "rows": {"read": read, "used": used, "ignored": ignored, "quarantined": held},
        "reasons": [
            {
                "code": reason.code,
                "why": reason.why(translate),
                "what_to_do": reason.what_to_do(translate),
            }
            for reason in one.reasons
        ],
    }
