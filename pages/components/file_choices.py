"""What a file is about, which sheet is read, whose it is and when it was made."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from analytics.ingest.bring import Prepared
from analytics.ingest.grid import VISIBLE, Workbook
from pages.components.chart import plain
from pages.components.chooser import choose
from pages.components.desk import Desk, overrule, start_over
from pages.components.naming import KINDS
from pages.components.session import Session

AS_FOUND = ""  # the sheet selector's first choice


def show_file_choices(session: Session, prepared: Prepared, desk: Desk) -> None:
    """Selectors for kind, sheet, source and export date."""
    _ = session.translate
    with st.container(horizontal=True, vertical_alignment="bottom", key="file-choices"):
        _kind(session, prepared.reading.kind.value)
        _sheet(session, desk)
        # The only source of a kind is called after the kind, which is no name to show.
        named = prepared.source != prepared.reading.kind.value
        st.session_state["import-source"] = prepared.source if named else ""
        st.text_input(
            _("Source"),
            placeholder=_("The payroll system"),
            help=_("Files of one source replace each other; give each payroll system its own."),
            key="import-source",
            on_change=overrule,
            args=("file", "source", "import-source"),
            width=220,
        )
        st.session_state["import-date"] = session.words.day(prepared.reading.data_through)
        st.text_input(
            _("Exported on (dd.mm.yyyy)"),
            key="import-date",
            on_change=_date_chosen,
            args=(desk,),
            width=220,
        )
    if desk.wrong_date is not None:
        st.warning(
            _("«%(text)s» is not a date. Write it as 31.12.2025.")
            % {"text": plain(desk.wrong_date)}
        )


def show_way_back(session: Session, desk: Desk) -> None:
    """For a file that cannot be read the way it was chosen to be: choose again."""
    _ = session.translate
    if desk.book is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="file-choices"):
        _kind(session, desk.overruled.get(("file", "kind"), ""))
        _sheet(session, desk)
        if desk.overruled:
            st.button(_("Start over"), icon=":material/undo:", on_click=start_over, key="again")


def _kind(session: Session, current: str) -> None:
    _, say = session.translate, session.translate
    names = {str(kind): name for kind, name in KINDS.items()}
    options = list(names) if current else ["", *names]
    choose(
        _("What the file is about"),
        options,
        current,
        ("file", "kind"),
        key="import-kind",
        name=lambda kind: say(names[kind]) if kind else _("As found"),
        width=220,
    )


def _sheet(session: Session, desk: Desk) -> None:
    _, book = session.translate, desk.book
    if book is None or len(book.sheets) < 2:
        return
    hidden = {sheet.name.strip() for sheet in book.sheets if sheet.visibility != VISIBLE}

    def name(sheet: str) -> str:
        if sheet == AS_FOUND:
            return _("As found")
        return _("%(sheet)s (hidden)") % {"sheet": sheet} if sheet in hidden else sheet

    choose(
        _("Sheet"),
        [AS_FOUND, *_names(book)],
        desk.overruled.get(("file", "sheet"), AS_FOUND),
        ("file", "sheet"),
        key="import-sheet",
        name=name,
        width=220,
    )


def _names(book: Workbook) -> list[str]:
    return [sheet.name.strip() for sheet in book.sheets]


def _date_chosen(desk: Desk) -> None:
    text = str(st.session_state["import-date"])
    try:
        day = datetime.strptime(text.strip(), "%d.%m.%Y").date()
    except ValueError:
        desk.wrong_date = text
        return
    desk.wrong_date = None
    desk.overruled["file", "export_date"] = day.isoformat()
