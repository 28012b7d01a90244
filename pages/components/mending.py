"""The error file: the rows with faults, to mend in Excel and upload again."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analytics.documents import error_file
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import Reading
from pages.components.clock import now
from pages.components.session import Session

_PUT_BY = "import-mending"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Mending:
    """What an error file is made of; `nonce` sets its name apart from those of other files."""

    book: Workbook
    reading: Reading
    nonce: str


def put_by(mending: Mending | None) -> None:
    """Keep the faults of the file just imported, until the next file comes."""
    st.session_state[_PUT_BY] = mending


def kept() -> Mending | None:
    """The faults of the file imported last."""
    mending: Mending | None = st.session_state.get(_PUT_BY)
    return mending


def offer(session: Session, mending: Mending, *, key: str) -> None:
    """How many rows wait or were warned about, and the error file, which is made on the click."""
    _, words, problems = session.translate, session.words, mending.reading.problems
    held = mending.reading.quarantined
    with st.container(border=True, key=key):
        if held == 1:
            said = _("One row is in quarantine: it counts nowhere until it is mended.")
        elif held:
            said = _("%(held)s rows are in quarantine: they count nowhere until they are mended.")
        else:
            said = _("Nothing is in quarantine. Rows that deserve a look: %(count)s.")
        told = said % {"held": words.count(held), "count": words.count(len(problems))}
        st.markdown(f":material/build: **{_('Mend and upload again')}**  \n{told}")
        st.caption(_("Mend the marked cells in the file, save it, and upload the same file here."))
        # Nothing in the name tells whose file it is; the browser's list of downloads is no archive.
        st.download_button(
            _("Download the error file"),
            data=session.taking("error_file", lambda: _made(session, mending)),
            file_name=session.file_name(f"{_('error-file')}-{mending.nonce}", "xlsx"),
            mime=XLSX,
            icon=":material/download:",
            on_click="ignore",
            key=f"{key}-download",
        )


def _made(session: Session, mending: Mending) -> bytes:
    """On the click, for whoever the reader is by then."""
    return error_file.hand_out(session.reader, session.store, mending.book, mending.reading, now())
