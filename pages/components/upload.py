"""The uploader and what follows from a file: reading, consequences, confirmation."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.documents import templates
from analytics.errors import ReaderError
from analytics.ingest.bring import Outcome
from analytics.ingest.refusals import PasswordNeeded
from pages.components import mending
from pages.components.chart import plain
from pages.components.consequences import show_consequences
from pages.components.desk import Desk, confirm, consider, desk_for, told, upload_round
from pages.components.file_choices import show_way_back
from pages.components.reading import show_reading
from pages.components.session import Session

# The content decides what a file is; the endings only keep pictures and letters from being chosen.
ENDINGS = [
    *("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt"),
    *("xml", "htm", "html", "hlw", "dat", "frv"),
]


def upload(session: Session) -> Desk | None:
    """The desk of the file the reader chose; None before they have."""
    _ = session.translate
    if text := told():
        st.success(plain(text), icon=":material/check_circle:")
        st.page_link("pages/oversikt.py", label=_("See the overview"), icon=":material/monitoring:")
    if not session.reader.names:
        # A file is shown as it is, row by row, before anything of it is in the store.
        st.info(
            _("Names are hidden. A file is shown with names as it is read: show names to import."),
            icon=":material/visibility_off:",
        )
        return None
    with st.container(key="uploader"):
        _in_norwegian(session)
        file = st.file_uploader(
            _("Absence, employees or agreed days, as the payroll system exports them"),
            type=ENDINGS,
            key=f"upload-{upload_round()}",
        )
    st.caption(
        _(
            "Excel, OpenDocument, CSV, text or XML. Nothing is written before you confirm. "
            "National identity numbers, diagnoses and comments are never read."
        )
    )
    if file is not None:
        return desk_for(file.name, file.getvalue())
    if (faults := mending.kept()) is not None:
        mending.offer(session, faults, key="mending-kept")
    _templates(session)
    return None


def _templates(session: Session) -> None:
    """Empty workbooks for those whose payroll system exports nothing usable."""
    _ = session.translate
    ways = (
        ("employees", _("Template for employees"), _("template-employees"), templates.employees),
        ("absences", _("Template for absence"), _("template-absence"), templates.absences),
    )
    with st.container(horizontal=True, vertical_alignment="center", key="templates"):
        st.caption(_("No usable export? Fill in a template:"), width="content")
        for key, label, name, write in ways:
            st.download_button(
                label,
                data=partial(write, _),
                file_name=session.file_name(name, "xlsx"),
                mime=mending.XLSX,
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key=f"template-{key}",
            )


def _in_norwegian(session: Session) -> None:
    """The uploader's own words cannot be set from Python and are English; they are hidden, and ours
    drawn in their place. Nothing but the look of this one element depends on it.

    Out of reach of CSS, and still English for screen readers: the button's accessible name
    «Upload» («Add files» once there is a file), and «Remove» with the name of the file.
    """
    _ = session.translate
    box = ".st-key-uploader [data-testid='stFileUploaderDropzone']"
    button = f"{box} button[data-testid='stBaseButton-secondary'] p"
    limits = f"{box} [data-testid='stFileUploaderDropzoneInstructions'] span"
    choose, drop = _("Choose file"), _("or drop one here")
    st.html(
        f"<style>{button},{limits}{{font-size:0}}"
        f"{button}::after,{limits}::after{{font-size:.875rem}}"
        f'{button}::after{{content:"{choose}"}}'
        f'{limits}::after{{content:"{drop}"}}</style>'
    )


def work_through(session: Session, desk: Desk) -> None:
    """From a file on the desk to a confirmed import, or to the sentence that says why not."""
    _ = session.translate
    try:
        outcome = consider(session, desk)
    except PasswordNeeded as error:
        st.warning(plain(error.text(_)), icon=":material/lock:")
        _password(session, desk)
        return
    except ReaderError as error:
        st.error(plain(error.text(_)), icon=":material/error:")
        show_way_back(session, desk)
        return
    if outcome.change.import_id is None:
        _nothing_to_do(session, desk, outcome)
    assert desk.book is not None  # an outcome was made from it
    show_reading(session, outcome.prepared, desk, desk.book)
    show_consequences(session, desk, outcome)
    idle = outcome.change.import_id is None
    if st.button(_("Confirm the import"), type="primary", disabled=idle, key="confirm"):
        confirm(session, desk, outcome)
        st.rerun()


def _nothing_to_do(session: Session, desk: Desk, outcome: Outcome) -> None:
    """Why there is nothing to confirm."""
    _, file = session.translate, {"file": plain(desk.name)}
    if outcome.prepared.reading.rows_used:
        told = _("Nothing has changed: everything in «%(file)s» is here already.") % file
        st.info(told, icon=":material/check_circle:")
    else:
        told = _("No row of «%(file)s» can be used as it stands; below it says why.") % file
        st.warning(told, icon=":material/report:")


def _password(session: Session, desk: Desk) -> None:
    _ = session.translate
    password = st.text_input(_("Password of the file"), type="password", key="password")
    if st.button(_("Open"), key="open") and password:
        desk.password = password
        st.rerun()
