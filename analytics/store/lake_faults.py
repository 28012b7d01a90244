"""What is said when a lake cannot be opened, read or written, and what must not be said."""

from __future__ import annotations

import re

import duckdb

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.location import Lake

_LOST = ("Unable to connect to Postgres", "server closed the connection", "connection to server")
_SECRET = re.compile(r"(naervaer\.key=|password\s*=\s*)('[^']*'|[^\s']+)", re.IGNORECASE)


def scrubbed(error: duckdb.Error) -> Exception:
    """The error without the password and the seal, which DuckDB quotes; a sentence where the
    catalogue is gone."""
    text = str(error)
    if any(sign in text for sign in _LOST):
        return StoreError(
            N_("The store's catalogue in PostgreSQL does not answer. Try again in a while.")
        )
    clean = _SECRET.sub(r"\1…", text)
    return error if clean == text else type(error)(clean)


def unreachable(told: Exception) -> Exception:
    """The sentence for an error while a lake is opened."""
    if isinstance(told, StoreError):
        return told
    return StoreError(
        N_("The store on the lake cannot be opened: %(reason)s"),
        reason=str(told).rpartition("ERROR:")[2].strip().splitlines()[0],
    )


def does_not_fit(lake: Lake) -> StoreError:
    """The sentence for a key that is not the lake's, or no longer."""
    return StoreError(
        N_(
            "The key does not fit the store on the lake in %(folder)s. Check NAERVAER_KEY; "
            "nothing was changed."
        ),
        folder=lake.data,
    )
