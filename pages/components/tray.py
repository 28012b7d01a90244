"""Several files at once: each on a desk of its own, put in order, and taken in together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.errors import ReaderError
from analytics.ingest import handing_in, together, workbook
from analytics.ingest.together import File
from pages.components import tour
from pages.components.desk import Desk, Key, clear, open_up, settled, understood
from pages.components.mending import put_by
from pages.components.session import Session

_TRAY = "tray"


@dataclass
class Tray:
    """The desks of the files in one browser window, in the order they will come in; `faults` says
    why a file cannot, by the nonce of its desk; `left_out` are those the reader wants left out."""

    desks: list[Desk]
    faults: dict[str, ReaderError] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    considered: Key = ()
    sheets_found: bool = False

    @property
    def ready(self) -> list[Desk]:
        """Those that can come in, in order."""
        out = self.left_out | self.faults.keys()
        return [desk for desk in self.desks if desk.nonce not in out]

    @property
    def acting(self) -> list[Desk]:
        """Those that will change something."""
        return [
            desk
            for desk in self.ready
            if desk.outcome is not None and desk.outcome.change.import_id is not None
        ]


def tray_for(files: Sequence[UploadedFile]) -> Tray:
    """The tray with these files. A desk is kept with its choices while its file lies there."""
    tray: Tray | None = st.session_state.get(_TRAY)
    known = [] if tray is None else tray.desks
    if tray is None or {desk.file_id for desk in known} != {file.file_id for file in files}:
        kept = {desk.file_id: desk for desk in known if desk.part is None}
        tray = Tray([
            kept.get(file.file_id) or Desk(file.name, file.getvalue(), file.file_id)
            for file in files
        ])  # fmt: skip
        st.session_state[_TRAY] = tray
        put_by(None)
    if len(tray.desks) == 1:
        open_up(tray.desks[0])
    return tray


def lay_out(session: Session, tray: Tray) -> None:
    """Give each kind of sheet in a workbook a desk of its own: a workbook of employees and absence
    is two files in one. What cannot be read is left to be told later."""
    if tray.sheets_found:
        return
    tray.sheets_found = True
    for desk in list(tray.desks):
        try:
            _sheets_apart(session, tray, desk)
        except ReaderError:
            continue


def _sheets_apart(session: Session, tray: Tray, desk: Desk) -> None:
    _ = session.translate
    if desk.book is None:
        with st.spinner(_("Reading the file …")):
            desk.book = workbook.read(desk.data, desk.name, password=desk.password)
    if len(desk.book.sheets) < 2:
        return
    file = _file(desk)
    reader, store, now = session.reader, session.store, datetime.now(UTC)
    first = handing_in.prepare(reader, store, file.book, file.data, today=session.today, now=now)
    others = handing_in.other_sheets(
        reader, store, file, first.reading, today=session.today, now=now
    )
    if others and first.reading.rows_used:
        desk.part = first.reading.sheet
    # A sheet with nothing filled in gives way to one that has something.
    kept = [desk] if first.reading.rows_used or not others else []
    parts = [Desk(desk.name, desk.data, desk.file_id, name, book=desk.book) for name in others]
    at = tray.desks.index(desk)
    tray.desks[at : at + 1] = [*kept, *parts]


def consider_all(session: Session, tray: Tray) -> None:
    """Read, order and compare the files, each upon those before it; worked out again only when
    something changed. Writes nothing."""
    now: Key = (
        session.dataset.version,
        *sorted(tray.left_out),
        *((desk.nonce, desk.password, *sorted(desk.overruled.items())) for desk in tray.desks),
    )
    if tray.considered == now:
        return
    _, words = session.translate, session.words
    with st.status(_("Reading %(count)s files …") % {"count": len(tray.desks)}) as status:
        _in_order(session, tray)
        rows = sum(len(desk.outcome.prepared.reading.rows) for desk in tray.ready if desk.outcome)
        status.update(label=_("Comparing %(rows)s rows with what is here …")
                      % {"rows": words.count(rows)})  # fmt: skip
        outcomes = handing_in.dry_run_all(
            session.reader, session.store, _files(tray), today=session.today, now=datetime.now(UTC)
        )
        for desk, outcome in zip(tray.ready, outcomes, strict=True):
            desk.outcome = outcome
        tray.considered = now
        status.update(label=_("Read, understood and compared"), state="complete")


def _in_order(session: Session, tray: Tray) -> None:
    tray.faults.clear()
    read = []
    for desk in tray.desks:
        desk.outcome = None
        try:
            if desk.book is None:
                desk.book = workbook.read(desk.data, desk.name, password=desk.password)
            read.append((desk, understood(session, desk, desk.book)))
        except ReaderError as error:
            tray.faults[desk.nonce] = error
    order = together.in_order([prepared for _, prepared in read])
    refused = [desk for desk in tray.desks if desk.nonce in tray.faults]
    tray.desks = [*(read[at][0] for at in order), *refused]


def confirm_all(session: Session, tray: Tray) -> None:
    """Keep the files, a new dataset version for each, all or none, and put them away."""
    _, words = session.translate, session.words
    with st.spinner(_("Importing …")):
        done = handing_in.commit_all(
            session.reader, session.store, _files(tray), today=session.today, now=datetime.now(UTC)
        )
    put_by(next((faults for desk in tray.ready if (faults := desk.mending())), None))
    st.session_state.pop(_TRAY, None)
    tour.begin_after_the_first(session)
    said = {"count": words.count(len(done)), "version": done[-1].change.version}
    clear(_("%(count)s files are imported. The data are now version %(version)s.") % said)


def _files(tray: Tray) -> list[File]:
    return [_file(desk) for desk in tray.ready]


def _file(desk: Desk) -> File:
    assert desk.book is not None  # read before it was ordered
    return File(desk.book, desk.data, settled(desk))
