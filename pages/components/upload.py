"""The uploader and what follows from files: reading, consequences, confirmation."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analytics.documents import template_workbook, templates
from analytics.errors import ReaderError
from analytics.i18n import Translate
from analytics.ingest.bring import Outcome
from analytics.ingest.refusals import PasswordNeeded
from pages.components import ahead, confirming, invented_notice, mending, several, topics
from pages.components.chart import plain
from pages.components.clock import now
from pages.components.consequences import show_consequences
from pages.components.desk import Desk, confirm, consider, open_up, told, upload_round
from pages.components.file_choices import show_way_back
from pages.components.reading import show_reading
from pages.components.session import Session
from pages.components.tray import Tray, lay_out, tray_for

# The content decides what a file is; the endings only keep pictures and letters from being chosen.
ENDINGS = [
    *("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt"),
    *("xml", "htm", "html", "hlw", "dat", "frv"),
]


def upload(session: Session) -> Tray | None:
    """The tray with the files the reader chose; None before they have."""
    _ = session.translate
    if text := told():
        _told(session, text)
    if not session.reader.names:
        # A file is shown as it is, row by row, before anything of it is in the store.
        st.info(
            _("Names are hidden. A file is shown with names as it is read: show names to import."),
            icon=":material/visibility_off:",
        )
        return None
    with st.container(key="uploader"):
        _in_norwegian(session)
        files = st.file_uploader(
            _("Employees, absence, rosters or agreed days, as the payroll system exports them"),
            type=ENDINGS,
            accept_multiple_files=True,
            key=f"upload-{upload_round()}",
        )
    _promise(session)
    ahead.of_charts()
    if files:
        return tray_for(files)
    ahead.of_files()
    if (faults := mending.kept()) is not None:
        mending.offer(session, faults, key="mending-kept")
    _templates(session)
    return None


def _told(session: Session, text: str) -> None:
    """What the last import has to say, and where to go from there."""
    _, held = session.translate, session.dataset
    st.success(plain(text), icon=":material/check_circle:")
    if held.data_through is None and held.units:
        st.markdown(_("Employees are in. Next: the absence, and there will be a rate."))
    if held.first_absence is None or not held.units:
        return
    with st.container(horizontal=True, key="after-import"):
        st.page_link("pages/oversikt.py", label=_("See the overview"), icon=":material/monitoring:")
        st.page_link(
            "pages/avdelinger.py", label=_("See the units"), icon=":material/account_tree:"
        )


def _promise(session: Session) -> None:
    _ = session.translate
    together = _("Drop all the files at once: what each is about is seen, and the order too.")
    st.caption(
        together
        + " "
        + _(
            "Excel, OpenDocument, CSV, text or XML. Nothing is written before you confirm. "
            "National identity numbers, diagnoses and comments are never read."
        )
    )
    topics.door(session, _("What happens to my files?"), topics.IMPORT, key="import-help")


def template(session: Session) -> None:
    """The workbook to fill in with all that a first rate needs."""
    _ = session.translate
    _offer(
        session,
        "all",
        _("Template workbook"),
        _("template"),
        template_workbook.workbook,
    )


def _templates(session: Session) -> None:
    """Workbooks to fill in for those whose payroll system exports nothing usable."""
    _ = session.translate
    with st.container(horizontal=True, vertical_alignment="center", key="templates"):
        st.caption(_("No usable export? Fill in a template:"), width="content")
        template(session)
        _offer(session, "employees", _("Template for employees"), _("template-employees"),
               templates.employees)  # fmt: skip
        _offer(session, "absences", _("Template for absence"), _("template-absence"),
               templates.absences)  # fmt: skip


def _offer(
    session: Session, key: str, label: str, name: str, write: Callable[[Translate], bytes]
) -> None:
    st.download_button(
        label,
        data=lambda: templates.hand_out(session.reader, session.store, write, now()),
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
    choose, drop = _("Choose files"), _("or drop them here")
    st.html(
        f"<style>{button},{limits}{{font-size:0}}"
        f"{button}::after,{limits}::after{{font-size:.875rem}}"
        f'{button}::after{{content:"{choose}"}}'
        f'{limits}::after{{content:"{drop}"}}</style>'
    )


def work_through(session: Session, tray: Tray) -> None:
    """From files on the tray to a confirmed import, or to the sentence that says why not."""
    confirming.say_why_not(session)
    lay_out(session, tray)
    if len(tray.desks) == 1:
        open_up(tray.desks[0])
        _one(session, tray.desks[0])
    else:
        several.show(session, tray)


def _one(session: Session, desk: Desk) -> None:
    _, seen = session.translate, desk.considered
    try:
        outcome = consider(session, desk)
    except PasswordNeeded as error:
        st.warning(plain(error.text(_)), icon=":material/lock:")
        several.password(session, desk)
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
    if invented_notice.instead_of_confirming(session):
        return
    idle = outcome.change.import_id is None
    if st.button(_("Confirm the import"), type="primary", disabled=idle, key="confirm"):
        as_seen = desk.considered == seen
        confirming.confirm(session, lambda: confirm(session, desk, outcome), as_seen=as_seen)


def _nothing_to_do(session: Session, desk: Desk, outcome: Outcome) -> None:
    """Why there is nothing to confirm."""
    _, file = session.translate, {"file": plain(desk.name)}
    if outcome.prepared.reading.rows_used:
        told = _("Nothing has changed: everything in «%(file)s» is here already.") % file
        st.info(told, icon=":material/check_circle:")
    else:
        told = _("No row of «%(file)s» can be used as it stands; below it says why.") % file
        st.warning(told, icon=":material/report:")
