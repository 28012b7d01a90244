"""How it looked: the pages at an earlier version of the data, by the rules of its day.

Readers of groups are not let in. They can hold what is published against what they noted before,
and a version against the next is then a change of at least five people; but all versions side by
side, for any day, would make of every correction of one person's days a figure to be looked up
(docs/disclosure.md). HR sees single people anyway.

HR sees single people as they stood, too: what was known on the day that something was decided may
be asked for by those it was decided about. Why they look is asked and written down today, and
nobody who was erased is there. A case is what had been written in it by the end of that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import streamlit as st

from analytics.access import Reader, Role
from analytics.disclosure.plans import plan_of
from analytics.errors import AccessDenied, ReaderError
from analytics.figures.wording import Words
from analytics.i18n import N_
from analytics.store.as_of import NEVER_SHOWN, Moment, Snapshot, moment
from analytics.store.connection import Store
from analytics.store.snapshots import Snapshots

PARAMETER = "as-of"  # in the address: a day, 2026-03-01, or the number of a version
_ASKED, _SAID, _SHOWING = "as-of-asked", "as-of-said", "as-of-showing"
_KEPT = N_("What is kept about somebody is shown as of today only.")
_CHANGES = N_("On this page something is changed, and that can only be done today.")
CLOSED = {  # pages that are for today alone, and why
    "mine_opplysninger": _KEPT,
    "importer": _CHANGES,
    "innstillinger": _CHANGES,
}
HANDED_ROUND = "rapporter"


def wanted(reader: Reader, live: Store, made: Snapshots, today: date) -> Snapshot | None:
    """The earlier moment this browser session looks at, made where it is not there yet; None for
    today. What cannot be shown is said on the page (`said`), and it is today."""
    text = st.query_params.get(PARAMETER) or st.session_state.get(_ASKED)
    if not text:
        return None
    try:
        then = _moment(reader, live, text, today)
    except ReaderError as error:
        forget()
        # A new one, that was never raised: what is raised holds on to all that was at hand there.
        st.session_state[_SAID] = ReaderError(error.message, **error.values)
        return None
    if then is None:
        forget()
        return None
    if st.query_params.get(PARAMETER) != text:  # another page has an address of its own
        st.query_params[PARAMETER] = text
    st.session_state[_ASKED] = text
    try:
        return _snapshot(made, then, Words(reader.language))
    except Exception:
        forget()  # else every click would fail alike
        raise


def snapshots(live: Store, version: int) -> Snapshots:
    """Those of the open store, without what was made before rows were deleted; `version` is the
    newest."""
    found = _snapshots().setdefault(live, Snapshots(live))
    found.tidy(version)
    return found


@st.cache_resource(show_spinner=False)
def _snapshots() -> dict[Store, Snapshots]:
    return {}


def closed(past: Snapshot | None, page: str) -> str | None:
    """Why the page (its address) cannot be shown of an earlier moment, as a gettext id."""
    if past is None:
        return None
    if page != HANDED_ROUND:
        return CLOSED.get(page)
    plan_of(past)
    return NEVER_SHOWN if past.shows_new_groups() else None


@contextmanager
def showing() -> Iterator[None]:
    """While a page is run that may be shown of an earlier moment, as `closed` has it."""
    st.session_state[_SHOWING] = True
    try:
        yield
    finally:
        st.session_state[_SHOWING] = False


def is_showing() -> bool:
    """Whether such a page is being run. One that is run without the dashboard around it, which
    would say when it is of, is of today."""
    return bool(st.session_state.get(_SHOWING))


def said() -> ReaderError | None:
    """Why it is today although an earlier moment was asked for; once."""
    error: ReaderError | None = st.session_state.pop(_SAID, None)
    return error


def look(text: str) -> None:
    """Look back at `text` (as the address has it), on every page from now on; "" for today."""
    if not text:
        forget()
        return
    st.session_state[_ASKED] = text
    st.query_params[PARAMETER] = text


def forget() -> None:
    """Back to today."""
    st.session_state.pop(_ASKED, None)
    st.query_params.pop(PARAMETER, None)


def _moment(reader: Reader, live: Store, text: str, today: date) -> Moment | None:
    """What `text` asks for; None where that is today."""
    if reader.role is not Role.HR:
        raise AccessDenied(N_("Earlier versions are for HR. What you see is as of today."))
    with live.cursor() as cursor:
        if text.isascii() and text.isdecimal() and len(text) < 8:
            return moment(cursor, number=int(text))
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise ReaderError(
                N_("The link asks for a day that cannot be read. A day is written 2026-03-01.")
            ) from None
        return moment(cursor, day=day) if day < today else None


def _snapshot(made: Snapshots, then: Moment, words: Words) -> Snapshot:
    if made.has(then):
        return made.at(then)
    _ = words.translate
    with st.spinner(_("Working out how it looked on %(day)s …") % {"day": words.day(then.day)}):
        return made.at(then)
