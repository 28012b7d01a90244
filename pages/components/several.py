"""Several files on the way in: one line for each, one button for all, and a closer look at any."""

from __future__ import annotations

import streamlit as st

from analytics.ingest.refusals import PasswordNeeded
from pages.components import confirming, invented_notice
from pages.components.chart import plain
from pages.components.comparing import consider_all
from pages.components.consequences import show_consequences
from pages.components.desk import Desk, open_up
from pages.components.file_choices import show_way_back
from pages.components.following import follow
from pages.components.naming import KINDS
from pages.components.reading import show_reading
from pages.components.session import Session
from pages.components.tray import Tray, confirm_all

LOOK = "look-closer"
NOBODY = ""  # no file is looked at closer
DONE, ASKING = ":material/check_circle:", ":material/help:"
REFUSED, LEFT_OUT = ":material/error:", ":material/block:"


def show(session: Session, tray: Tray) -> None:
    """The files in the order they will come in, the button, and what is known of one of them."""
    _, words = session.translate, session.words
    seen = tray.considered
    # How the rates move is told of a file that is looked at closer, and worked out for that.
    closer = st.session_state.get(LOOK) in {desk.nonce for desk in tray.ready}
    consider_all(session, tray, rates=closer)
    st.header(_("This will come in, in this order"), anchor=False)
    with st.container(gap="xsmall", key="tray"):
        for number, desk in enumerate(tray.desks, 1):
            _line(session, tray, desk, number)
    if not invented_notice.instead_of_confirming(session):
        acting = tray.acting
        label = _("Confirm the import of %(count)s files") % {"count": words.count(len(acting))}
        if len(acting) < 2:
            label = _("Confirm the import")
        if st.button(label, type="primary", disabled=not acting, key="confirm"):
            as_seen = tray.considered == seen
            confirming.confirm(session, lambda: confirm_all(session, tray), as_seen=as_seen)
    _closer(session, tray)


def password(session: Session, desk: Desk) -> None:
    """Asks for the word that opens a locked file."""
    _ = session.translate
    given = st.text_input(_("Password of the file"), type="password", key="password")
    if st.button(_("Open"), key="open") and given:
        desk.password = given
        st.rerun()


def _line(session: Session, tray: Tray, desk: Desk, number: int) -> None:
    """One file: its place, what it is about, what comes of it, and whether it is to come in."""
    _ = session.translate
    with st.container(border=True, gap="xxsmall", key=f"tray-{number}"):
        if (fault := tray.faults.get(desk.nonce)) is not None:
            st.markdown(f"{REFUSED} **{plain(_name(desk))}**")
            st.caption(plain(fault.text(_)))
            return
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(_heading(session, desk, number), width="content")
            _choice(session, tray, desk)
        out = desk.nonce in tray.left_out
        st.caption(_("It is left out.") if out else _told(session, desk))


def _heading(session: Session, desk: Desk, number: int) -> str:
    _ = session.translate
    if desk.outcome is None:
        return f"{LEFT_OUT} {plain(_name(desk))}"
    kind = _(KINDS[desk.outcome.prepared.reading.kind])
    return f"{ASKING if _asks(desk) else DONE} **{number}. {kind}** – {plain(_name(desk))}"


def _choice(session: Session, tray: Tray, desk: Desk) -> None:
    _, key = session.translate, f"take-in-{desk.nonce}"
    follow(key, desk.nonce not in tray.left_out)
    st.checkbox(_("Take it in"), key=key, on_change=_chosen, args=(tray, desk, key))


def _chosen(tray: Tray, desk: Desk, key: str) -> None:
    if st.session_state[key]:
        tray.left_out.discard(desk.nonce)
    else:
        tray.left_out.add(desk.nonce)


def _told(session: Session, desk: Desk) -> str:
    """`120 rows: 118 new, 0 changed, 2 in quarantine. 1 kind of absence is unknown.`"""
    _, words = session.translate, session.words
    assert desk.outcome is not None
    change, reading = desk.outcome.change, desk.outcome.prepared.reading
    if change.import_id is None:
        none = _("No row can be used as it stands. Look closer to see why.")
        return _("Everything in it is here already.") if reading.rows_used else none
    said = _("%(read)s rows: %(new)s new, %(changed)s changed, %(held)s in quarantine.") % {
        "read": words.count(reading.rows_read),
        "new": words.count(change.count("new")),
        "changed": words.count(change.count("changed")),
        "held": words.count(reading.quarantined),
    }
    unknown = _unknown(desk)
    if unknown:
        asked = _("Unknown kinds of absence: %(count)s") % {"count": words.count(unknown)}
        said += f" {asked}. {_('Look closer to say what they mean.')}"
    return said


def _unknown(desk: Desk) -> int:
    assert desk.outcome is not None
    return sum(kind == "" for kind, _ in desk.outcome.prepared.reading.types.values())


def _asks(desk: Desk) -> bool:
    """Whether somebody should look before it comes in."""
    assert desk.outcome is not None
    reading = desk.outcome.prepared.reading
    return bool(_unknown(desk) or reading.quarantined or not reading.rows_used)


def _name(desk: Desk) -> str:
    return desk.name if desk.part is None else f"{desk.name} · {desk.part}"


def _closer(session: Session, tray: Tray) -> None:
    """How one of the files is read, and what each of its rows does."""
    _ = session.translate
    names = {NOBODY: _("Choose a file"), **{desk.nonce: _name(desk) for desk in tray.desks}}
    if st.session_state.get(LOOK) not in names:
        # What cannot be read at all is shown at once: nothing else can be done about it.
        st.session_state[LOOK] = next(iter(tray.faults), NOBODY)
    chosen = st.selectbox(
        _("Look closer at a file"),
        list(names),
        format_func=lambda nonce: names.get(nonce, ""),
        filter_mode=None,
        key=LOOK,
        width=420,
    )
    desk = next((one for one in tray.desks if one.nonce == chosen), None)
    if desk is None:
        return
    open_up(desk)
    if isinstance(tray.faults.get(desk.nonce), PasswordNeeded):
        password(session, desk)
    elif desk.outcome is None or desk.book is None:
        show_way_back(session, desk)
    else:
        show_reading(session, desk.outcome.prepared, desk, desk.book)
        show_consequences(session, desk, desk.outcome)
