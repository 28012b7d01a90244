"""What a restore on trial (`backup --drill`, `restore --drill`) asks and says."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from analytics import queries
from analytics.commands.context import Context
from analytics.domain.period import Month, Period
from analytics.i18n import N_
from analytics.store.connection import Cursor
from analytics.store.drill import drill

_WHOLE = N_(
    "Restored on trial from %(path)s: version %(version)s is whole, %(rows)s rows in %(tables)s "
    "tables."
)
_LOG_HOLDS = N_("Its log holds.")
_LOG_BROKEN = N_(
    "Its log does not hold from line %(log_broken_at)s on, and neither does the store's: something "
    "was changed or taken away."
)
_SAME = N_("Its data and its absence rate are those of the store.")
_MOVED_ON = N_(
    "The store has gone on to version %(live)s, so its rate was not compared with the backup's."
)
_ALONE = N_("There is no store here to compare its rate with.")


def tried(
    context: Context, path: Path, made_under: Path | None = None
) -> tuple[dict[str, Any], str]:
    """What restoring the backup at `path` on trial gave: as JSON holds it, and in one line.

    Raises StoreError when the backup cannot be trusted, StoreInUse while the store is open.
    """
    settings = context.settings
    done = drill(settings.store, path, settings.key, year_rate, made_under=made_under)
    places = {"path": path, **asdict(done)}
    other = _SAME if done.compared else _ALONE if done.live is None else _MOVED_ON
    log = _LOG_HOLDS if done.log_broken_at is None else _LOG_BROKEN
    sentence = " ".join(context.translate(text) % places for text in (_WHOLE, log, other))
    return {key: value for key, value in asdict(done).items() if key != "answer"}, sentence


def year_rate(cursor: Cursor) -> tuple[str, ...]:
    """Lost days, agreed days and rate of the whole workplace in its last twelve months, unrounded:
    to be compared, never shown. Empty without absence data."""
    horizon = queries.dataset(cursor).horizon
    if horizon is None:
        return ()
    year = queries.Selection(Period.twelve_months(Month.of(horizon)))
    rows = queries.rates(cursor, year)
    return tuple(str(rows.loc[0, column]) for column in ("lost_days", "agreed_days", "rate"))
