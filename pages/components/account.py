"""Who is signed in, as what they read, and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from analytics import queries
from analytics.access import Reader, Role
from analytics.i18n import Translate
from pages.components import sign_in
from pages.components.as_text import plain
from pages.components.following import follow
from pages.components.session import Session


def show(session: Session, roles: Mapping[Role, str]) -> None:
    """Name and role; a choice where the account has several; signing out, here or everywhere."""
    _ = session.translate
    st.caption(_("Signed in as %(name)s") % {"name": plain(sign_in.display())})
    held = sign_in.choices(session.store, session.access)
    scoped = next((one for one in held if one.unit and one.role is not Role.EMPLOYEE), None)
    names = _units(replace(session, reader=scoped)) if scoped else {}
    if len(held) > 1:
        # The widget must begin where the reader is, also after one of the choices was taken back.
        follow("account", session.access)
        st.selectbox(
            _("You read as"),
            held,
            format_func=lambda reader: _called(_, reader, roles, names),
            key="account",
            filter_mode=None,
            on_change=_chosen,
        )
    else:
        st.markdown(f"**{plain(_called(_, session.access, roles, names))}**")
    with st.popover(_("Sign out"), icon=":material/logout:", type="tertiary", key="leave"):
        if st.button(_("Sign out here"), type="primary", key="sign-out"):
            sign_in.leave(session.store)
        if st.button(_("Sign out on all devices"), key="sign-out-everywhere"):
            sign_in.leave(session.store, everywhere=True)


def _chosen() -> None:
    st.session_state[sign_in.CHOSEN] = st.session_state["account"]


def _called(_: Translate, reader: Reader, roles: Mapping[Role, str], names: dict[str, str]) -> str:
    role = _(roles[reader.role])
    if reader.role is Role.EMPLOYEE:
        return role
    return f"{role}, {names.get(reader.unit, reader.unit)}" if reader.unit else role


def _units(session: Session) -> dict[str, str]:
    places = session.ask(queries.units)
    return dict(zip(places["unit_id"], places["name"], strict=True))
