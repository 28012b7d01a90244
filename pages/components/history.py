"""Every import there has been, and the way back from the newest ones."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import streamlit as st

from analytics import queries
from analytics.errors import ReaderError
from analytics.ingest import handing_in
from analytics.ingest.reading import Kind
from pages.components.chart import plain
from pages.components.clock import now
from pages.components.desk import clear
from pages.components.naming import KINDS
from pages.components.session import Session


def show_history(session: Session) -> None:
    """The imports, newest first, with their counts; those nothing builds on can be undone."""
    _ = session.translate
    st.header(_("Earlier imports"), anchor=False)
    imports = session.ask(queries.imports)
    if imports.empty:
        st.caption(_("Nothing has been imported yet."))
    for row in imports.to_dict("records"):
        _import(session, row)


def _import(session: Session, row: dict[Any, Any]) -> None:
    _, words, say = session.translate, session.words, session.translate
    number = int(row["import_id"])
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"import-{number}"
    ):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{plain(row['file_name'])}**")
            when = row["made_at"].to_pydatetime().replace(tzinfo=UTC).astimezone()
            st.caption(
                _("%(kind)s, imported %(day)s, data to %(through)s")
                % {
                    "kind": say(KINDS[Kind(row["kind"])]),
                    "day": words.day(when),
                    "through": words.day(row["data_through"]),
                }
            )
            st.caption(
                _(
                    "%(read)s rows read: %(new)s new, %(changed)s changed, %(unchanged)s "
                    "unchanged, "
                    "%(missing)s missing, %(held)s in quarantine"
                )
                % {
                    "read": words.count(row["rows_read"]),
                    "held": words.count(row["rows_quarantined"]),
                    **{k: words.count(row[k]) for k in ("new", "changed", "unchanged", "missing")},
                }
            )
        if row["undone"]:
            st.badge(_("Undone"), color="gray")
        elif row["can_undo"] and st.button(_("Undo"), icon=":material/undo:", key=f"undo-{number}"):
            st.dialog(_("Undo the import?"))(_confirm)(session, number, str(row["file_name"]))


def _confirm(session: Session, number: int, name: str) -> None:
    _ = session.translate
    st.markdown(
        _(
            "The rows that held before «%(file)s» hold again. The file itself is not touched, and "
            "can be imported anew."
        )
        % {"file": plain(name)}
    )
    if st.button(
        _("Undo the import"),
        type="primary",
        key="undo-confirmed",
        on_click=_undo,
        args=(session, number, name),
    ):
        st.rerun()


def _undo(session: Session, number: int, name: str) -> None:
    _ = session.translate
    try:
        handing_in.undo(session.reader, session.store, number, now=now())
    except ReaderError as error:
        clear(error.text(_))
        return
    clear(_("«%(file)s» is undone.") % {"file": name})
