"""Several files at once: each on a desk of its own, put in order, and taken in together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.errors import ReaderError
from analytics.ingest import handing_in, workbook
from analytics.ingest.grid import Workbook
from analytics.ingest.together import File
from pages.components import ahead, tour
from pages.components.desk import Desk, Key, clear, note, open_up, settled, understood
from pages.components.mending import put_by
from pages.components.session import Session

_TRAY = "tray"
AT_ONCE = 2  # files being read: each in a process of its own, with memory of its own


@dataclass
class Tray:
    """The desks of the files in one browser window, in the order they will come in; `faults` says
    why a file cannot, by the nonce of its desk; `left_out` are those the reader wants left out;
    `considered` is what the outcomes hang on, `rates` whether they tell how the rates move."""

    desks: list[Desk]
    faults: dict[str, ReaderError] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    considered: Key = ()
    rates: bool = False
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
    """Read the files, and give each kind of sheet in a workbook a desk of its own: a workbook of
    employees and absence is two files in one. What cannot be read is left to be told later."""
    if tray.sheets_found:
        return
    tray.sheets_found = True
    _ = session.translate
    with st.spinner(_("Reading the file …")):
        left = len(tray.desks)
        for desk, book in _read(list(tray.desks)):
            left -= 1
            with suppress(ReaderError):
                desk.book = book()
                _sheets_apart(session, tray, desk, desk.book)
                if left:  # the larger ones are still being read
                    understood(session, desk, desk.book)


def _read(desks: Sequence[Desk]) -> Iterator[tuple[Desk, Callable[[], Workbook]]]:
    """Each desk with its workbook, for which one may have to wait: the small ones first."""
    readers = ThreadPoolExecutor(AT_ONCE)
    try:
        waiting = [
            (desk, readers.submit(read_book, desk))
            for desk in sorted(desks, key=lambda desk: len(desk.data))
        ]
        for desk, book in waiting:
            yield desk, book.result
    finally:
        readers.shutdown(cancel_futures=True)


def read_book(desk: Desk) -> Workbook:
    """The cells of the file, read if they are not yet. Raises ImportRefused."""
    return desk.book or workbook.read(desk.data, desk.name, password=desk.password)


def _sheets_apart(session: Session, tray: Tray, desk: Desk, book: Workbook) -> None:
    if len(book.sheets) < 2:
        return
    file = as_file(desk)
    reader, store, now = session.reader, session.store, datetime.now(UTC)
    first = handing_in.prepare(reader, store, book, file.data, today=session.today, now=now)
    others = handing_in.other_sheets(
        reader, store, file, first.reading, today=session.today, now=now
    )
    if not others:
        note(session, desk, book, first)
        return
    apart: list[Desk] = []
    if first.reading.rows_used:  # a sheet with nothing filled in gives way to one with something
        desk.part = first.reading.sheet
        apart.append(desk)
    for name, known in others.items():
        part = Desk(desk.name, desk.data, desk.file_id, name, book=book)
        note(session, part, book, known)
        apart.append(part)
    at = tray.desks.index(desk)
    tray.desks[at : at + 1] = apart


def confirm_all(session: Session, tray: Tray) -> None:
    """Keep the files, a new dataset version for each, all or none, and put them away. Raises
    ReaderError where what the reader saw of them no longer holds."""
    _, words = session.translate, session.words
    with st.spinner(_("Importing …")):
        done = handing_in.commit_all(
            session.reader, session.store, [as_file(desk) for desk in tray.ready],
            today=session.today, now=datetime.now(UTC),
            shown=[desk.outcome for desk in tray.ready if desk.outcome is not None],
        )  # fmt: skip
    ahead.expect_the_overview()
    put_by(next((faults for desk in tray.ready if (faults := desk.mending())), None))
    st.session_state.pop(_TRAY, None)
    tour.begin_after_the_first(session)
    said = {"count": words.count(len(done)), "version": done[-1].change.version}
    clear(_("%(count)s files are imported. The data are now version %(version)s.") % said)


def as_file(desk: Desk) -> File:
    """The file of a desk where it has been read, as the import takes it."""
    assert desk.book is not None  # read before it was ordered
    return File(desk.book, desk.data, settled(desk), desk.known)
