"""The files of a tray understood, put in order and held against the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from analytics.errors import ImportRefused, ReaderError
from analytics.ingest import handing_in, together
from analytics.ingest.grid import Sheet
from pages.components.desk import Desk, Key, note
from pages.components.session import Session
from pages.components.tray import Tray, as_file, read_book


def consider_all(session: Session, tray: Tray, *, rates: bool) -> None:
    """Understand, order and compare the files, each upon those before it; worked out again only
    when something changed, or how the `rates` move is asked for. Writes nothing."""
    now: Key = (
        session.dataset.version,
        session.today,
        *sorted(tray.left_out),
        # Not in the order of the desks, which is found here.
        *sorted(
            (one.nonce, one.password or "", *sorted(one.overruled.items())) for one in tray.desks
        ),
    )
    if tray.considered == now and (tray.rates or not rates):
        return
    _, words = session.translate, session.words
    tray.considered = ()  # should the reader not wait for it
    tray.faults.clear()
    with st.spinner(_("Reading %(count)s files …") % {"count": len(tray.desks)}):
        for desk in tray.desks:
            _see_read(tray, desk)
    lines = sum(len(sheet.rows) for desk in tray.ready for sheet in _sheets(desk))
    with st.spinner(_("Understanding %(rows)s rows …") % {"rows": words.count(lines)}):
        _compare(session, tray, rates)
    tray.considered, tray.rates = now, rates


def _see_read(tray: Tray, desk: Desk) -> None:
    desk.outcome = None
    try:
        desk.book = read_book(desk)
    except ReaderError as error:
        tray.faults[desk.nonce] = error


def _sheets(desk: Desk) -> tuple[Sheet, ...]:
    return () if desk.book is None else desk.book.sheets


def _compare(session: Session, tray: Tray, rates: bool) -> None:
    """Hold the files against the store in the order they are likely to come in, and once more
    should it be another: what a file is about shows when it is understood, and who is in the
    register by then decides how it is."""
    tried = sorted(tray.ready, key=_likely)
    _dry_run(session, tray, tried, rates)
    _in_order(tray)
    found = [desk.nonce for desk in tray.ready]
    if found != [desk.nonce for desk in tried if desk.nonce in found]:
        _dry_run(session, tray, tray.ready, rates)


def _likely(desk: Desk) -> tuple[int, int]:
    """Lists of employees are mostly shorter than those of their absences."""
    if desk.known is not None:
        return together.ORDER.index(desk.known.reading.kind), 0
    return 0, sum(len(sheet.rows) for sheet in _sheets(desk))


def _dry_run(session: Session, tray: Tray, desks: Sequence[Desk], rates: bool) -> None:
    refused: dict[int, ImportRefused] = {}
    outcomes = iter(
        handing_in.dry_run_all(
            session.reader, session.store, [as_file(desk) for desk in desks],
            today=session.today, now=datetime.now(UTC), rates=rates, refused=refused,
        )
    )  # fmt: skip
    for at, desk in enumerate(desks):
        if at in refused:
            tray.faults[desk.nonce] = refused[at]
            continue
        desk.outcome = next(outcomes)
        if desk.outcome.prepared is not desk.known:
            assert desk.book is not None  # it was read to be understood
            note(session, desk, desk.book, desk.outcome.prepared)


def _in_order(tray: Tray) -> None:
    """Put the desks in the order the files should come in; those that cannot come in last."""
    read = [
        (desk, desk.known) for desk in tray.desks if desk.known and desk.nonce not in tray.faults
    ]
    order = together.in_order([known for desk, known in read])
    placed = [read[at][0] for at in order]
    nonces = {desk.nonce for desk in placed}
    tray.desks = [*placed, *(desk for desk in tray.desks if desk.nonce not in nonces)]
