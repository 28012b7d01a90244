"""Why the reader looks: asked before anything about a single person is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from analytics import persons
from analytics.errors import ReaderError
from analytics.store.purposes import Purpose
from pages.components.as_text import plain
from pages.components.session import Session


def choose(session: Session, reasons: Iterable[str], key: str) -> str | None:
    """The reason the reader chooses among `reasons`, keys of `persons.REASONS`; None before."""
    _ = session.translate
    return st.radio(
        _("Why do you look?"),
        list(reasons),
        format_func=lambda name: _(persons.REASONS[name]),
        index=None,
        key=key,
    )


def ask(
    session: Session,
    about: str,
    reasons: Iterable[str],
    keep: Callable[[str], None],
    *,
    key: str,
) -> None:
    """Ask with the sentence `about`; the chosen reason (key of `persons.REASONS`) goes to `keep`,
    and the page is drawn anew."""
    _ = session.translate
    with st.form(key, border=True):
        st.markdown(about)
        reason = choose(session, reasons, f"{key}-reason")
        st.caption(
            _("The reason is kept for eight hours and written in the log, which employees can see.")
        )
        if not st.form_submit_button(_("Show"), type="primary"):
            return
        if reason is None:
            st.error(_("Choose one of the reasons."))
            return
        try:
            keep(reason)
        except ReaderError as error:
            st.error(plain(error.text(_)))
            return
    st.rerun()


def held(session: Session, why: Purpose) -> None:
    """The line that says which reason holds, and since when."""
    _ = session.translate
    st.caption(
        _("You look because: %(reason)s. Each person shown is written in the log.")
        % {"reason": _(persons.REASONS[why.reason])},
    )
