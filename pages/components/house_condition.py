"""How the store is."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from analytics import queries
from analytics.answers import house
from analytics.answers.house import Condition
from analytics.i18n import number
from pages.components.chart import show_table
from pages.components.clock import now
from pages.components.session import Session

MEGABYTE = 1_000_000


def show(session: Session) -> None:
    """Version, reach and size; when something last came in, was copied and deleted; whether the
    log holds, seen through at this moment."""
    _ = session.translate
    known = session.dataset, session.ask(queries.imports)
    found = house.condition(session.reader, session.store, known)
    st.header(_("How the store is"), anchor=False)
    if found.broken_at is not None:
        st.error(
            _(
                "The log does not hold from line %(line)s on: something was changed or taken away. "
                "Keep the file as it is and find out who had access to the machine."
            )
            % {"line": session.words.count(found.broken_at)},
            icon=":material/link_off:",
        )
    if found.version and found.backed_up_at is None:
        st.info(
            _("No backup has been made yet. The nightly job makes one (README)."),
            icon=":material/backup:",
        )
    states = _states(session, found)
    with st.container(key="condition-lines"):
        show_table(
            {_("What"): list(states), _("State"): list(states.values())},
            alt=_("How the store is"),
        )


def _states(session: Session, found: Condition) -> dict[str, str]:
    _, words = session.translate, session.words
    size = number(found.size / MEGABYTE, 1, session.reader.language)
    return {
        _("Dataset version"): str(found.version),
        _("Schema of the store"): str(found.schema),
        _("Absence data to"): words.day(found.data_through),
        _("Size of the encrypted file"): f"{size} MB",
        _("Last import"): _moment(session, found.imported_at),
        _("Last backup"): _moment(session, found.backed_up_at),
        _("Old data last deleted"): _moment(session, found.purged_at),
        _("The log goes back to"): words.day(found.log_from),
        _("Every line of the log fits the one before"): _holds(session, found),
    }


def _holds(session: Session, found: Condition) -> str:
    _, words = session.translate, session.words
    if found.broken_at is not None:
        return _("No: not from line %(line)s on") % {"line": words.count(found.broken_at)}
    return _("Yes, all %(count)s lines (seen through %(moment)s)") % {
        "count": words.count(found.log_lines),
        "moment": _moment(session, now()),
    }


def _moment(session: Session, moment: datetime | None) -> str:
    if moment is None:
        return "–"
    return f"{session.words.day(moment.date())} {moment:%H:%M} UTC"
