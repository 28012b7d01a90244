"""That the data are invented, wherever that matters; and the way in and out for them."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from analytics.access import Role
from analytics.answers import invented
from analytics.answers.invented import Held
from analytics.errors import ReaderError
from pages.components import remembering, tour
from pages.components.chart import plain
from pages.components.clock import now
from pages.components.session import Session

SAY_IT_THEMSELVES = ("oversikt", "importer")
_FAULT = "invented-fault"


def held(session: Session) -> Held:
    """What the store holds; worked out once per dataset version."""
    store = session.store
    key = remembering.key(store, session.dataset.version, "invented")
    found: Held = remembering.found(key, _function=invented.held, _with=(store,), _args=())
    return found


def show(session: Session) -> None:
    """Says that nobody here is real, and lets HR take it all out; nothing for data of one's own."""
    _, found = session.translate, held(session)
    if fault := st.session_state.pop(_FAULT, None):
        st.error(plain(fault))
    if found not in (Held.INVENTED, Held.MIXED):
        return
    with st.container(border=True, key="invented"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f":material/science: **{_('Invented data.')}** "
                + _("%(employer)s does not exist: no person and no figure here is real.")
                % {"employer": plain(invented.employer())},
                width="content",
            )
            hr = session.reader.role is Role.HR and not session.looks_back
            if hr and found is Held.INVENTED:
                _button(session, _("Take it out"), "invented-out")
        if found is Held.MIXED:
            st.caption(_(invented.MIXED))


def on_top(session: Session, page: str) -> None:
    """The same above a page (its address), where it does not say so itself."""
    if page not in SAY_IT_THEMSELVES:
        show(session)


def instead_of_confirming(session: Session) -> bool:
    """Whether the store holds invented data, so that no file may come in; says so, with the way
    out."""
    _, found = session.translate, held(session)
    if found not in (Held.INVENTED, Held.MIXED):
        return False
    with st.container(border=True, key="invented-first"):
        st.markdown(
            ":material/front_hand: "
            + _(
                "Your own data never mix with invented ones. Take the invented organisation out "
                "first; the file stays here, and you confirm it then."
            )
        )
        if found is Held.INVENTED:
            _button(session, _("Take the invented organisation out"), "invented-out-first")
    return True


def put_in(session: Session) -> None:
    """Fill the empty store with the invented organisation, and show it."""
    _ = session.translate
    with st.status(_("Inventing an organisation")) as status:
        invented.fill(
            session.reader,
            session.store,
            today=session.today,
            now=datetime.now(UTC),
            told=lambda name: status.update(
                label=_("Reading «%(file)s» …") % {"file": plain(name)}
            ),
        )
    tour.begin()


def _button(session: Session, label: str, key: str) -> None:
    st.button(label, icon=":material/delete_sweep:", on_click=_take_out, args=(session,), key=key)


def _take_out(session: Session) -> None:
    try:
        invented.take_out(session.reader, session.store, now=now())
    except ReaderError as error:
        st.session_state[_FAULT] = error.text(session.translate)
        return
    tour.end()
