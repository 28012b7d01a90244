"""Rows an export still lists though they no longer count: rejected, withdrawn, reversed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from analytics.i18n import N_
from analytics.ingest import synonyms, values
from analytics.ingest.table import Array, Flags
from analytics.ingest.typed import Source, plain

REJECTED = N_("rejected")
WITHDRAWN = N_("withdrawn")
SUPERSEDED = N_("replaced by another row")
REQUESTED = N_("only requested")
REVERSED = N_("reversed")
NO_MATCH = N_(
    "The row takes back days (negative number), but no row with the same employee, dates and kind "
    "was found. Correct it in the payroll system."
)

# What a status that says so looks like, whole and as normalised. «Trukket i lønn», «Søkt refusjon»
# and «Erstattet av NAV» are said of absence that counts.
STATUSES: Mapping[str, re.Pattern[str]] = {
    REJECTED: re.compile(
        r"(reject|denied|decline|refused|notapproved|avvist|avslatt|avslag|avslagen|avvisad|afvist|afslaet"
        r"|ikkegodkj|ejgodkand|abgelehnt|nichtgenehmigt|zuruckgewiesen).*"
    ),
    WITHDRAWN: re.compile(
        r"(cancel|withdr|deleted|revoked|reversed|voided|tilbakefor|tilbaketruk|slettet|annullert"
        r"|annulleret|kansellert|avlyst|reversert|makuler|storn|geloscht|zuruckgezogen|widerrufen"
        r"|annulliert|tilbagekaldt|slettad|borttagen|aterkalla|trukkettilbake).*|trukket"
    ),
    SUPERSEDED: re.compile(r"(superseded|replaced|ersetzt|overskrevet).*|erstattet"),
    REQUESTED: re.compile(
        r"(draft|kladd|utkast|entwurf|ikkebehandl|unapproved|tilgodkjenn|avventergodkj|ventergodkj"
        r"|venterpagodkj|awaitingapprov|pendingapprov|vantarpagodk).*"
        r"|requested|pending|submitted|sokt|ansokt|venter|ventende|beantragt|underbehandling"
        r"|tilbehandling"
    ),
}
DAYS = ("calendar_days", "days", "work_days", "hours", "quantity")


def by_status(source: Source) -> None:
    """Ignore rows whose status says they do not count."""
    column = source.columns.get("status")
    if column is None:
        return
    statuses = [synonyms.normalise(plain(cell)) for cell in column.cells]
    for reason, said in STATUSES.items():
        rows = column.spread([bool(said.fullmatch(text)) for text in statuses], False, bool)
        source.outcomes.ignore(rows, reason)


def by_reversal(source: Source, *same: Array) -> tuple[Flags, int | None]:
    """Ignore rows with negative days together with the rows they take back.

    Two rows match when they agree in each of `same`. Returns the reversals without a match, and
    the column their days stand in.
    """
    negative, at = _negative(source)
    alone = np.zeros(len(negative), dtype=bool)
    if not negative.any():
        return alone, at
    standing = defaultdict(list)
    for row in np.flatnonzero(source.outcomes.used & ~negative)[::-1]:
        standing[tuple(str(column[row]) for column in same)].append(row)
    cancelled = np.zeros(len(negative), dtype=bool)
    for row in np.flatnonzero(negative & source.outcomes.used):
        matches = standing[tuple(str(column[row]) for column in same)]
        if matches:
            cancelled[[row, matches.pop()]] = True
        else:
            alone[row] = True
    source.outcomes.ignore(cancelled, REVERSED)
    return alone, at


def _negative(source: Source) -> tuple[Flags, int | None]:
    rows = np.zeros(len(source.columns.table), dtype=bool)
    at = None
    for name in DAYS:
        column = source.columns.get(name)
        if column is not None:
            here = values.read(column).values < 0
            at = source.at(name) if here.any() else at
            rows |= here
    return rows, at
