"""The sheet itself: who it is about, the file to take along, the rows, and what can be done."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.answers import own
from analytics.answers.sheet import Section, Sheet
from analytics.documents import person_sheet
from analytics.documents.person_words import cells
from pages.components.chart import plain, show_table
from pages.components.clock import now
from pages.components.session import Session

WIDE, MANY = 4, 6  # columns of a table; rows told in lines before they scroll
ELSEWHERE = frozenset({"audit", "case_event"})  # told in words of their own, above


def lead(session: Session, sheet: Sheet) -> None:
    """Who the page is about, and what it is."""
    _ = session.translate
    who = ", ".join(sheet.names) or "–"
    st.markdown(
        plain(
            _(
                "Here is all that Nærvær holds about employee number %(number)s (%(name)s). "
                "Others than your leader and HR see you as %(code)s."
            )
            % {"number": sheet.employee_no, "name": who, "code": sheet.code}
        )
    )
    if session.reader.subject:
        st.caption(
            _("Is this not you? Sign out and tell your administrator: the link must be put right.")
        )


def take(session: Session, sheet: Sheet) -> None:
    """Everything as a PDF, made on the click; that it was taken is written down."""
    _ = session.translate
    st.download_button(
        _("Download everything (PDF)"),
        partial(_file, session, sheet),
        file_name=session.file_name(_("my-information"), "pdf"),
        mime="application/pdf",
        icon=":material/download:",
        key="own-pdf",
        on_click="ignore",
    )


def rows(session: Session, sheet: Sheet) -> None:
    """Every kind of row, closed until asked for; kinds without rows in one sentence, since
    nothing is an answer too."""
    _ = session.translate
    st.header(_("Everything that is registered"), anchor=False)
    sections = [section for section in sheet.sections if section.key not in ELSEWHERE]
    for section in sections:
        if section.rows:
            count = session.words.count(len(section.rows))
            with st.expander(f"{_(section.title)} ({count})", key=f"own-{section.key}"):
                _section(session, section)
    empty = [_(section.title) for section in sections if not section.rows]
    if empty:
        st.caption(plain(_("There is nothing under: %(kinds)s.") % {"kinds": "; ".join(empty)}))


def rights(session: Session) -> None:
    """How to have it corrected or deleted, and whom to complain to."""
    _ = session.translate
    st.header(_("Is something wrong?"), anchor=False)
    st.markdown(
        _(
            "- **Corrected:** tell HR what is wrong. It is put right in the payroll system, and "
            "comes right here with the next file.\n"
            "- **Deleted:** ask HR. Absence is deleted by itself when it is no longer needed; some "
            "things the employer must keep for a time by law.\n"
            "- **Objection:** you may object to how the data are used, and HR must answer you.\n"
            "- **Complaint:** you may complain to Datatilsynet (datatilsynet.no)."
        )
    )


def _section(session: Session, section: Section) -> None:
    _ = session.translate
    told = [dict(cells(row, _)) for row in section.rows]
    columns = list(dict.fromkeys(name for row in told for name in row))
    if len(columns) > WIDE:  # as a table these could be read on no phone
        lines = (" · ".join(f"{name}: **{plain(row[name])}**" for name in row) for row in told)
        with st.container(height=420 if len(told) > MANY else "content"):
            st.markdown("\n".join(f"- {line}" for line in lines))
        return
    show_table(
        {name: [row.get(name, "–") for row in told] for name in columns}, alt=_(section.title)
    )


def _file(session: Session, sheet: Sheet) -> bytes:
    made = person_sheet.pdf(sheet, session.reader.language)
    own.taken(session.reader, session.store, sheet.code, now())
    return made
