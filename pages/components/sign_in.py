"""Who reads, once people sign in: asked of the provider, and of the store again at every click."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic

import streamlit as st

from analytics import sign_in, users
from analytics.access import Reader
from analytics.errors import AccessDenied
from analytics.i18n import N_, Translate, translator
from analytics.sign_in import Claims, SignedOut
from analytics.store.connection import Store
from pages.components.as_text import plain
from pages.components.clock import now
from pages.components.serving import downloads
from pages.components.serving.configuration import Serving, demanded

FOLDER = Path(__file__).resolve().parents[1]
CHOSEN = "sign-in-access"
ASKED_FOR = "asked_for"  # where pages/components/session.py keeps what a cold server was asked for
_FRESH = 1.0  # seconds: one click asks many things, and is looked at once
_MOST = 1000
_checked: dict[tuple[str, Reader], float] = {}
NO_ACCESS = N_("You have no access to Nærvær any more. Ask your administrator.")


def reader(store: Store, serving: Serving, language: str) -> Reader:
    """The reader who signed in; where nobody did, or nobody let them in, the page ends here."""
    _ = translator(language)
    if not st.user.is_logged_in:
        _door(_)
    try:
        claims = _claims()
        subject = _entered(store, claims)
    except SignedOut as error:
        _door(_, error.text(_))
    today = date.today()
    users.first_administrator(store, serving.first_admin, subject, today, now())
    held = users.readers(store, subject, today, language)
    if not held:
        _waiting(_, store, subject)
    chosen = st.session_state.get(CHOSEN, held[0])
    again = replace(chosen, language=language)  # which may have been another when they chose
    return again if again in held else held[0]


def said(reader: Reader) -> Claims | None:
    """What the provider says of who is at this browser; None in local mode."""
    return _claims() if reader.subject else None


def check(store: Store, reader: Reader, claims: Claims | None) -> None:
    """Raises AccessDenied where the account was signed out or lost this access meanwhile; asked
    before anything is read or written, so that no click outlives the access it needs. A file that
    is made when it is fetched asks too, outside of any page."""
    if not reader.subject:
        return
    if claims is None:
        raise SignedOut(N_("You have been signed out. Sign in again to go on."))
    key = (claims.session, reader)
    if monotonic() - _checked.get(key, -_FRESH) < _FRESH:
        return
    subject = _entered(store, claims)
    if reader not in users.readers(store, subject, date.today(), reader.language):
        raise AccessDenied(NO_ACCESS)
    if len(_checked) > _MOST:
        _checked.clear()
    _checked[key] = monotonic()


def display() -> str:
    """What the provider calls who signed in."""
    return _claims().display


def choices(store: Store, reader: Reader) -> list[Reader]:
    """As whom the account may read: somebody may lead two units."""
    return users.readers(store, reader.subject, date.today(), reader.language)


def leave(store: Store, *, everywhere: bool = False) -> None:
    """End the sign-in here, then at the provider."""
    try:
        claims = _claims()
        sign_in.leave(store, claims, now(), everywhere=everywhere)
        downloads.forget(claims.session)
    except AccessDenied:
        pass  # there is nothing to end
    st.logout()


def _entered(store: Store, claims: Claims) -> str:
    try:
        return sign_in.enter(store, claims, now(), demanded(os.environ))
    except SignedOut:
        downloads.forget(claims.session)
        raise


def _claims() -> Claims:
    return Claims.read(st.user.to_dict())


def _door(_: Translate, why: str = "") -> None:
    """The page before signing in. Ends the run."""
    _alone()
    st.title("Nærvær", anchor=False)
    if why:
        st.info(plain(why), icon=":material/lock_clock:")
    st.markdown(_("Sick leave that your workplace can trust. Sign in with your work account."))
    if st.button(_("Sign in"), type="primary", icon=":material/login:", key="sign-in"):
        st.login()
    st.stop()


def _waiting(_: Translate, store: Store, subject: str) -> None:
    """For an account that nobody has let in yet. Ends the run."""
    _alone()
    st.title(_("You are signed in, but have no access yet"), anchor=False)
    st.markdown(_("Give this code to your administrator, who can then let you in:"))
    st.code(subject, language=None)
    if st.button(_("Sign out"), key="sign-out", icon=":material/logout:"):
        leave(store)
    st.stop()


def _alone() -> None:
    # Without a menu of its own Streamlit would list the files in pages/; and an address that is in
    # no menu would be said not to exist, before it is known who asks.
    names = sorted(path.stem for path in FOLDER.glob("*.py"))
    hidden = [st.Page(lambda: None, title="Nærvær", url_path=name) for name in names]
    front = st.Page(lambda: None, title="Nærvær", default=True)
    st.navigation([front, *hidden], position="hidden")
    # A cold server led here from the page's own file: back to its address, which the browser says
    # when it leaves to sign in (serving/wanted.py), and which is opened after.
    place, query = st.session_state.pop(ASKED_FOR, ("", {}))
    if place in names:
        st.switch_page(hidden[names.index(place)], query_params=query)
