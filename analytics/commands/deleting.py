"""`purge`, `retention` and `erase`: what is deleted for good, and how long the rest is kept."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analytics.answers.told import kinds
from analytics.commands.context import DONE, NOTHING, WHO, Context
from analytics.errors import ReaderError
from analytics.i18n import N_, day
from analytics.store import compaction, erasure, retention, tombstones
from analytics.store.audit_log import Event, record
from analytics.store.holdings import traces
from analytics.store.location import named
from analytics.store.retention import Periods, Purged


class _LetGo(Exception):
    """Ends a dry run: the transaction rolls back."""


def purge(context: Context) -> int:
    """Delete what is older than is kept, and write the file anew."""
    _, found = context.translate, list[Purged]()
    now = _utc(context)
    try:
        with context.open() as store, store.transaction() as cursor:
            found.append(retention.purge(cursor, context.today, now=now))
            if context.args.dry_run:
                raise _LetGo
            if found[0].changed:
                record(cursor, Event(WHO, "purge", f"{found[0].count} rows"), now)
    except _LetGo:
        pass
    done = found[0]
    if not context.args.dry_run:  # also when nothing went: an earlier rewrite may have failed
        compaction.rewrite(context.settings.store, context.settings.key)
    told = [f"  {table} ({kind}): {count}" for (kind, table), count in done.rows.items() if count]
    head = _(N_("%(count)s rows older than is kept are deleted; data are kept from %(day)s on."))
    head %= {"count": done.count, "day": day(done.kept_from)}
    if context.args.dry_run:
        told.append(_(N_("Dry run: nothing was written.")))
    context.say(_purged(done, context.args.dry_run), "\n".join([head, *told]))
    return DONE if done.changed else NOTHING


def _purged(done: Purged, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "kept_from": done.kept_from,
        "history_from": done.history_from,
        "version": done.version,
        "deleted": [
            {"kind": kind, "table": table, "rows": count}
            for (kind, table), count in done.rows.items()
            if count
        ],
        "rows": done.count,
    }


def retain(context: Context) -> int:
    """Show how long each kind is kept, or settle it: `retention analytics=24`."""
    with context.open() as store, store.transaction() as cursor:
        chosen = _chosen(retention.periods(cursor), context.args.periods)
        if context.args.periods:
            retention.keep_periods(cursor, chosen, _utc(context))
            record(cursor, Event(WHO, "change", "retention"), _utc(context))
    context.say(asdict(chosen), "\n".join(f"{kind}={n}" for kind, n in asdict(chosen).items()))
    return DONE


def _chosen(standing: Periods, given: list[str]) -> Periods:
    wanted: dict[str, int] = {}
    for text in given:
        kind, _, months = text.partition("=")
        if kind not in asdict(standing) or not months.isdecimal():
            raise ReaderError(
                N_("%(text)s is no period. Write a kind and months, such as analytics=24."),
                text=text,
            )
        wanted[kind] = int(months)
    return replace(standing, **wanted)


def erase(context: Context) -> int:
    """Erase one person for good, or let a number in again (--lift)."""
    number, now = context.args.employee_no, _utc(context)
    if context.args.lift:
        return _lift(context, number, now)
    with context.open() as store, store.transaction() as cursor:
        code = traces(cursor, number, ()).code
        done = erasure.erase(cursor, number, kinds(), now=now)
        record(cursor, Event(WHO, "erase", "person", whom=code), now)
    compaction.rewrite(context.settings.store, context.settings.key)
    left = _copies(named(context.settings.store))
    context.say({**asdict(done), "copies_left": left}, _erased(context, done, left))
    return DONE


def _erased(context: Context, done: erasure.Erasure, left: list[str]) -> str:
    _ = context.translate
    told = [
        _(N_("%(count)s rows about this person are deleted for good. Files that name them again "
             "are let in without their rows."))
        % {"count": sum(done.rows.values())}
    ]  # fmt: skip
    told += [f"  {table}: {count}" for table, count in done.rows.items() if count]
    for place, count in done.mentions.items():
        told.append(
            _(N_("The name still stands in %(count)s texts (%(place)s): of somebody else by that "
                 "name, or written by hand. Read them."))
            % {"count": count, "place": place}
        )  # fmt: skip
    told += [
        _(N_("This copy still holds the person, delete it: %(path)s")) % {"path": p} for p in left
    ]
    told.append(_(N_("Backups made before hold the person too, until you delete them.")))
    return "\n".join(told)


def _lift(context: Context, number: str, now: datetime) -> int:
    with context.open() as store, store.transaction() as cursor:
        known = tombstones.lift(cursor, number)
        record(cursor, Event(WHO, "change", "erasure lifted"), now)
    yes = N_("The number may be brought in again.")
    no = N_("Nobody with this number was erased.")
    context.say({"lifted": known}, context.translate(yes if known else no))
    return DONE if known else NOTHING


def _copies(store: Path) -> list[str]:
    """Former stores that `restore` put aside."""
    return sorted(str(path) for path in store.parent.glob("*.before-restore*"))


def _utc(context: Context) -> datetime:
    return context.now.astimezone(UTC).replace(tzinfo=None)
