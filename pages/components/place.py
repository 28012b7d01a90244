"""How the pages about a unit begin: title, data, and which unit the address asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from analytics import queries
from analytics.domain.period import Period
from analytics.errors import AccessDenied, ReaderError
from analytics.persons import write_down
from analytics.store.audit_log import Event
from pages.components import periods
from pages.components.as_text import plain
from pages.components.clock import now
from pages.components.ending import end
from pages.components.following import follow
from pages.components.next_step import nothing_yet
from pages.components.session import Session
from pages.components.view import UNIT, View, forget, go, read_view, top

INDENT = "\N{NO-BREAK SPACE}" * 3

Chosen = TypeVar("Chosen")


def opened(
    session: Session, title: str, choose: Callable[[Session, Period, Any], Chosen]
) -> tuple[Chosen, Period, Any]:
    """What `choose` finds asked for, the complete months with data, and the frame of units this
    reader sees. The page ends here with a sentence where there are no data, or where the address
    asks for what cannot be shown."""
    _ = session.translate
    st.title(title, anchor=False)
    reach, tree = known(session)
    try:
        return choose(session, reach, tree), reach, tree
    except ReaderError as error:
        if isinstance(error, AccessDenied):
            refused = Event(session.reader.who, "view", "unit", permitted=False)
            write_down(session.store, refused, now())
        st.error(plain(error.text(_)))
        st.button(_("Show all units"), on_click=forget, key="forget")
        end()


def known(session: Session) -> tuple[Period, Any]:
    """The complete months with absence data and the frame of units this reader sees; the page ends
    here with a sentence where there is nothing to work a rate out from."""
    _ = session.translate
    reach, tree = periods.known(session.dataset), session.ask(queries.units)
    if reach is None or tree.empty:
        nothing = _("There are no absence data to show yet. HR imports them.")
        lacking = _(
            "There are absences, but nobody's agreed days to hold them against: no rate can be "
            "worked out yet. HR imports a list of employees, or agreed days."
        )
        nothing_yet(session, nothing if reach is None or session.reader.unit else lacking)
        end()
    return reach, tree


def view_asked_for(session: Session, reach: Period, tree: Any) -> View:
    """The unit, months and definition in the address. Raises ReaderError with a sentence for what
    cannot be shown."""
    published = not session.reader.sees_persons
    return read_view(st.query_params.to_dict(), reach, tree, published=published)


def choose_unit(session: Session, reach: Period, tree: Any) -> str:
    """The unit in the address, the top one where there is none; "" for everybody.

    Raises ReaderError with a sentence for a unit the reader may not see.
    """
    _ = session.translate
    unit = read_view({UNIT: st.query_params.get(UNIT, "")}, reach, tree).unit
    names = session.made(unit_names)
    follow("place", unit)
    st.selectbox(
        _("Unit"),
        list(names),
        format_func=lambda option: names.get(option, option),
        key="place",
        on_change=_chosen,
        width=420,
    )
    return unit


def unit_names(session: Session) -> dict[str, str]:
    """The names of the units this reader sees, by id, each as far in as it lies deep."""
    _, tree = session.translate, session.ask(queries.units)
    first = tree["depth"].min()
    names = {
        row["unit_id"]: INDENT * int(row["depth"] - first) + row["name"]
        for row in tree.to_dict("records")
    }
    return names if top(tree) else {"": _("All units")} | names


def _chosen() -> None:
    go(st.session_state["place"])
