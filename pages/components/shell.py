"""What surrounds every page: name, mark, who reads, and how fresh the data are."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Literal

import streamlit as st

from analytics import queries
from analytics.access import Reader, Role
from analytics.errors import ReaderError
from analytics.i18n import N_
from analytics.settings import Settings
from pages.components import (
    account,
    as_of,
    as_of_band,
    drawing,
    invented_notice,
    language,
    privacy_mode,
    redrawn,
    scripts,
)
from pages.components import menu as menus
from pages.components.as_text import plain
from pages.components.following import follow
from pages.components.session import Session, choose, seen_by

HERE = Path(__file__).parent
ROLES = {
    Role.HR: N_("HR"),
    Role.LEADER: N_("Leader"),
    Role.CONSULTANT: N_("Adviser"),
    Role.ADMIN: N_("Administrator"),
    Role.EMPLOYEE: N_("Employee"),
}
CHOSEN_FREELY = [role for role in ROLES if role is not Role.EMPLOYEE]  # an employee is somebody


STAFF = frozenset(Role)  # everybody who signs in
EVERYONE = STAFF - {Role.EMPLOYEE}
HR, HR_AND_ADMIN = frozenset({Role.HR}), frozenset({Role.HR, Role.ADMIN})
HR_AND_LEADER = frozenset({Role.HR, Role.LEADER})
NOT_ADMIN = EVERYONE - {Role.ADMIN}
HR_AND_ADVISER = frozenset({Role.HR, Role.CONSULTANT})
HR_AND_EMPLOYEE = frozenset({Role.HR, Role.EMPLOYEE})
_MENU = "menu-pages"
FROM_THE_EMPLOYEE = "mine_opplysninger"  # HR comes there from somebody's page, not by the menu
PAGES = (  # file and address, title, icon, who may open it (each page also guards itself)
    ("oversikt", N_("Overview"), ":material/monitoring:", EVERYONE),
    ("avdelinger", N_("Units"), ":material/account_tree:", EVERYONE),
    ("sammenlikning", N_("Comparison"), ":material/balance:", EVERYONE),
    ("utvikling", N_("Trends"), ":material/timeline:", EVERYONE),
    ("maal", N_("Targets"), ":material/flag:", EVERYONE),
    ("kostnad", N_("Cost"), ":material/payments:", HR_AND_LEADER),
    ("rapporter", N_("Reports"), ":material/description:", HR_AND_LEADER),
    ("oppfoelging", N_("Follow-up"), ":material/event_note:", NOT_ADMIN),
    ("moenstre", N_("Patterns"), ":material/event_repeat:", HR_AND_ADVISER),
    ("ansatt", N_("Employee"), ":material/person:", NOT_ADMIN),
    ("saker", N_("Cases"), ":material/folder_shared:", NOT_ADMIN),
    ("ekspertbistand", N_("Expert help"), ":material/handshake:", NOT_ADMIN),
    ("mine_opplysninger", N_("What is kept about you"), ":material/badge:", HR_AND_EMPLOYEE),
    ("regelbok", N_("Rulebook"), ":material/menu_book:", STAFF),
    ("importer", N_("Import"), ":material/upload_file:", HR),
    ("datakvalitet", N_("Data quality"), ":material/fact_check:", HR_AND_ADMIN),
    ("innstillinger", N_("Settings"), ":material/settings:", HR_AND_ADMIN),
)
SECTIONS = {  # the first page of each, and its heading in the menu
    "oversikt": N_("The workplace"),
    "oppfoelging": N_("People"),
    "regelbok": N_("Rules and data"),
}


def pages(session: Session) -> list[st.Page]:
    """The pages this reader's role opens, in the order of the menu."""
    asked = session.reader.role, session.reader.language
    held = st.session_state.get(_MENU)
    if held is None or held[0] != asked:  # Streamlit looks up every file for it
        held = st.session_state[_MENU] = asked, _pages(session)
    return list(held[1])


def _pages(session: Session) -> list[st.Page]:
    _ = session.translate
    shown = [
        st.Page(
            f"pages/{name}.py",
            title=_(title),
            icon=icon,
            url_path=name,
            visibility=_visibility(session, name),
        )
        for name, title, icon, roles in PAGES
        if session.reader.role in roles
    ]

    def front() -> None:
        st.switch_page(shown[0])

    # The default page answers to "/" alone: as such the overview would not be found by its name.
    return [st.Page(front, title="Nærvær", default=True, visibility="hidden"), *shown]


def _visibility(session: Session, name: str) -> Literal["visible", "hidden"]:
    aside = name == FROM_THE_EMPLOYEE and session.reader.role is not Role.EMPLOYEE
    return "hidden" if aside else "visible"


def menu(session: Session, opened: list[st.Page], here: st.Page) -> None:
    """Draw the menu: `opened` (what `pages` gives) under its headings; `here` is the one chosen."""
    _ = session.translate
    names = [name for name, *_rest in PAGES]
    starts = {names.index(name): title for name, title in SECTIONS.items()}
    sections: dict[str, list[st.Page]] = {}
    for page in opened:
        if page.visibility == "visible":
            start = max(at for at in starts if at <= names.index(page.url_path))
            sections.setdefault(_(starts[start]), []).append(page)
    menus.show(_("Menu"), sections, here.url_path)


def dress() -> None:
    """Title, icon and mark of the browser window; before anything else is drawn."""
    st.set_page_config(
        page_title="Nærvær", page_icon=str(HERE / "mark.svg"), layout="wide", menu_items={}
    )
    language.put_on(HERE / "screen.css", Settings.read(os.environ).language)
    st.html(scripts.text(), unsafe_allow_javascript=True)
    drawing.serve()
    st.logo(str(HERE / "logo.svg"), size="large", icon_image=str(HERE / "mark.svg"))


def sidebar(session: Session) -> None:
    """Who reads (chosen freely in local mode), how far the data go, and that nothing leaves."""
    _, words = session.translate, session.words
    signed_in = bool(session.access.subject)
    with st.sidebar:
        with st.container(border=True, key="reader"):
            if signed_in:
                account.show(session, ROLES)
            else:
                st.caption(_("Local mode – you read as"))
                _role(session)
                if session.reader.role is Role.LEADER:
                    _unit(session)
        privacy_mode.switch(session)
        language.switch(session.reader.language, _)
        if session.reader.role is Role.HR:
            as_of_band.control(session.opened, session.past, words, date.today())
        if session.dataset.data_through is not None:
            st.caption(
                _("Absence data to %(day)s. Dataset version %(version)s.")
                % {
                    "day": words.day(session.dataset.data_through),
                    "version": session.dataset.version,
                }
            )
        if signed_in:
            return
        st.caption(
            _("Everything stays on this machine, encrypted."),
            help=_(
                "The store is a file on this machine. It opens only with its key, and the "
                "dashboard answers only this machine."
            ),
        )


def run(session: Session, page: st.Page) -> None:
    """What stands above the page, and the page; what the reader can mend becomes a sentence."""
    _ = session.translate
    # In one place, so that the page stands where it stood when a line comes or goes above it.
    with st.container(key="above"):
        if not session.access.subject:
            with st.container(key="local-mode"):
                st.caption(_("Local mode – you read as") + " " + _(ROLES[session.reader.role]))
        privacy_mode.mark(session)
        as_of_band.band(session.past, session.words)
        try:
            invented_notice.on_top(session, page.url_path)
            why = as_of.closed(session.past, page.url_path)
        except ReaderError as error:
            st.error(plain(error.text(_)), icon=":material/error:")
            return
    if why:
        st.title(next(_(title) for name, title, *_rest in PAGES if name == page.url_path))
        st.info(_(why), icon=":material/history:")
        return
    redrawn.draw(session, page)


def _role(session: Session) -> None:
    _ = session.translate
    follow("role", session.reader.role)
    st.selectbox(
        _("Role"),
        CHOSEN_FREELY,
        format_func=lambda role: _(ROLES[role]),
        key="role",
        label_visibility="collapsed",
        filter_mode=None,
        on_change=_role_chosen,
        args=(session,),
    )


def _role_chosen(session: Session) -> None:
    role = st.session_state["role"]
    unit = queries.EVERYBODY
    if role is Role.LEADER:
        # A leader without a unit would answer for everybody.
        places = seen_by(session, Role.HR).ask(queries.units)
        inner = places[places["depth"] > 0]["unit_id"].tolist() or places["unit_id"].tolist()
        unit = next(iter(inner), queries.EVERYBODY)
    choose(Reader(role, unit, session.reader.language))


def _unit(session: Session) -> None:
    _ = session.translate
    names = seen_by(session, Role.HR).made(_unit_names)
    if not names:
        return
    follow("unit", session.reader.unit)
    st.selectbox(
        _("Unit"),
        list(names),
        format_func=lambda unit: names.get(unit, unit),
        key="unit",
        label_visibility="collapsed",
        on_change=_unit_chosen,
        args=(session,),
    )


def _unit_names(session: Session) -> dict[str, str]:
    indent = "\N{NO-BREAK SPACE}" * 3
    places = session.ask(queries.units).to_dict("records")
    return {row["unit_id"]: indent * int(row["depth"]) + row["name"] for row in places}


def _unit_chosen(session: Session) -> None:
    choose(Reader(Role.LEADER, st.session_state["unit"], session.reader.language))
