"""The file's own figures beside ours: rows, days per kind of absence, and its total rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analytics.i18n import N_
from analytics.ingest.day_accounts import HELD
from analytics.ingest.reading import Account, FileSum, Reading

READ, IN_USE = N_("rows read"), N_("rows used")
TOTAL = N_("Total")

OPEN = N_("Open spells are counted up to the day the file was made.")
LEFT_OUT_IN_ALL = N_("The rows left out, and open spells, are the difference.")
OTHERWISE = N_("The file counts these days otherwise. Check the first and the last day.")

COLUMNS = ["type", "rows", "days_ours", "days_file", "difference", "why"]


def rows(reading: Reading) -> pd.DataFrame:
    """`what` (English message id), `rows`: rows read, then what became of them, adding up to it."""
    parts = {READ: reading.rows_read, IN_USE: reading.rows_used, **reading.ignored}
    return pd.DataFrame([*parts.items(), (HELD, reading.quarantined)], columns=["what", "rows"])


def table(reading: Reading) -> pd.DataFrame:
    """Days as we count them beside the file's: one row per kind of absence, then per reason for
    leaving rows out, the total, and the file's own total rows.

    `type` is an AbsenceType, an English message id or the file's label; `days_file` and
    `difference` (ours less the file's) are NaN where the file counts no days; `why` is the English
    message id that explains a difference, or None. Days are those of `Reading.days_counted`.
    """
    lines = [_line(account) for account in reading.accounts]
    if lines:
        lines.append(_total(reading.accounts))
    lines += [_summed(found, reading.accounts) for found in reading.sums]
    return pd.DataFrame(lines, columns=COLUMNS)


def _line(account: Account) -> dict[str, Any]:
    difference = account.days_ours - account.days_file
    why = None
    if difference and not np.isnan(difference):
        why = account.why or (OTHERWISE if account.closed_difference else OPEN)
    return dict(zip(COLUMNS, (account.what, account.rows, account.days_ours, account.days_file,
                              difference, why), strict=True))  # fmt: skip


def _total(accounts: tuple[Account, ...]) -> dict[str, Any]:
    known = [a.days_file for a in accounts if not np.isnan(a.days_file)]
    ours = float(sum(account.days_ours for account in accounts))
    explained = all(account.why or not account.closed_difference for account in accounts)
    days_file = float(sum(known)) if known else float("nan")
    return _summed(FileSum(TOTAL, days_file, ours, explained), accounts)


def _summed(found: FileSum, accounts: tuple[Account, ...]) -> dict[str, Any]:
    counted = sum(account.rows for account in accounts if not account.why)
    difference = round(found.days_ours - found.days, 6)
    why = None
    if difference and not np.isnan(difference):
        why = LEFT_OUT_IN_ALL if found.explained else OTHERWISE
    cells = (found.label, counted, found.days_ours, found.days, difference, why)
    return dict(zip(COLUMNS, cells, strict=True))
