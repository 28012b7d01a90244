"""Choosing an earlier version of the data to look back at, and seeing that one does."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from analytics.figures.wording import Words
from analytics.i18n import N_
from analytics.store.as_of import Snapshot
from analytics.store.connection import Store
from analytics.store.lasting import lasting
from analytics.store.versions import Version, kept_versions
from pages.components import as_of
from pages.components.as_text import plain
from pages.components.following import follow
from pages.components.naming import KINDS

_VERSION, _DAY = "as-of-version", "as-of-day"
_NEWEST = 0  # what the list of versions calls today
_MADE_BY = {
    "undo": N_("%(kind)s, taken back"),
    "erase": N_("Data deleted"),
    "purge": N_("Old data deleted"),
    "restore": N_("A backup put back"),
}


def control(live: Store, past: Snapshot | None, words: Words, today: date) -> None:
    """The versions to look back at, and a day; in the sidebar."""
    _ = words.translate
    versions = lasting(live, kept_versions)
    if not versions:
        return
    first = min(versions[-1].day, today)
    with st.expander(_("As it looked"), icon=":material/history:", key="as-of"):
        _version(versions, past, words)
        follow(_DAY, max(first, min(past.then.day, today)) if past else None)
        st.date_input(
            _("At the end of a day"),
            min_value=first,
            max_value=today,
            format="DD.MM.YYYY",
            key=_DAY,
            on_change=_day_chosen,
        )


def band(past: Snapshot | None, words: Words) -> None:
    """That the page is of an earlier moment, with the way back; nothing for today."""
    _ = words.translate
    if error := as_of.said():
        st.warning(plain(error.text(_)), icon=":material/history:")
    if past is None:
        return
    then = past.then
    text = _(
        "This is how it looked on %(day)s, by version %(version)s of the data. It can be read, not "
        "changed."
    ) % {"day": words.day(then.day), "version": then.version.number}
    if then.deleted_since:
        text += " " + _(
            "Data have been deleted since, so figures may differ from those of the day."
        )
    with st.container(horizontal=True, vertical_alignment="center", key="as-of-band"):
        st.warning(plain(text), icon=":material/history:")
        st.button(
            _("Back to today"),
            icon=":material/today:",
            type="primary",
            key="as-of-back",
            on_click=as_of.forget,
        )


def named(version: Version, words: Words) -> str:
    """A version as the list has it: its day, its number, and what made it."""
    _ = words.translate
    kinds: dict[Any, str] = {kind.value: _(name) for kind, name in KINDS.items()}
    what = _(_MADE_BY.get(version.action, "%(kind)s")) % {"kind": kinds.get(version.kind, "")}
    return f"{words.day(version.day)} ({version.number}) · {what}"


def _version(versions: list[Version], past: Snapshot | None, words: Words) -> None:
    _ = words.translate
    names = {_NEWEST: _("Today")} | {one.number: named(one, words) for one in versions}
    follow(_VERSION, past.then.version.number if past else _NEWEST)
    st.selectbox(
        _("Version of the data"),
        list(names),
        format_func=lambda number: names.get(number, ""),
        key=_VERSION,
        on_change=_version_chosen,
    )


def _version_chosen() -> None:
    number = st.session_state[_VERSION]
    as_of.look("" if number == _NEWEST else str(number))


def _day_chosen() -> None:
    day = st.session_state[_DAY]
    as_of.look(day.isoformat() if day else "")
