"""A paper on the screen: as a Word file, and as text to read and copy."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analytics import persons
from analytics.documents.word import Paper, plain, word
from analytics.errors import ReaderError
from analytics.store.audit_log import Event
from pages.components import as_text
from pages.components.clock import now
from pages.components.session import Session

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def offer(
    session: Session,
    make: Callable[[], Paper],
    name: str,
    *,
    whom: str | None = None,
    about: str = "",
) -> None:
    """Download and text of the paper `make` gives, or the sentence why there is none. `name` is
    the file's and says nothing about the person; a download is written down, and
    `whom` (code) it is about."""
    _ = session.translate
    try:
        paper = make()
    except ReaderError as error:
        st.info(as_text.plain(error.text(_)))
        return
    with st.container(border=True, gap="small", key=f"paper-{name}"):
        st.markdown(f"**{as_text.plain(paper.title)}**")
        if about:
            st.caption(about)
        st.download_button(
            _("Download as Word"),
            lambda: word(paper),
            file_name=session.file_name(name, "docx"),
            mime=DOCX,
            icon=":material/download:",
            key=f"docx-{name}",
            on_click=_taken,
            args=(session, name, whom),
        )
        with st.expander(_("Read and copy the text"), key=f"text-{name}"):
            st.code(plain(paper), language=None, wrap_lines=True)


def _taken(session: Session, name: str, whom: str | None) -> None:
    reader, store, moment = session.reader, session.store, now()
    held = persons.purpose(reader, store, whom, moment) if whom else None
    done = Event(
        persons.subject(reader), "export", name, whom, purpose=held.reason if held else None
    )
    persons.write_down(store, done, moment)
