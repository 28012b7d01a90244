"""The door of what only some roles may do, asked where it is done and not only on a page."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import datetime

from analytics.access import Reader, Role
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.store.audit_log import Event, record
from analytics.store.connection import Store

HR: Container[Role] = frozenset({Role.HR})


def only(roles: Container[Role], reader: Reader, store: Store, asked: Event, now: datetime) -> None:
    """Let on readers of these roles, and nobody else.

    Raises AccessDenied for all others, after `asked` was written to the log as refused.
    """
    if reader.role in roles:
        return
    with store.transaction() as cursor:
        record(cursor, replace(asked, permitted=False), now)
    raise AccessDenied(N_("Your role has no access to this."))


def with_names(reader: Reader) -> None:
    """Raises ReaderError while the reader has put names away: a file that comes in is shown as it
    is, before anything of it has a code."""
    if not reader.names:
        raise ReaderError(
            N_("Names are hidden. A file is shown with names as it is read: show names to import.")
        )
