"""The draft of NAV's application: NAV's fields in NAV's order. Nothing written here is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import groupby

import streamlit as st

from analytics.cases import entries, form
from analytics.cases.standing import Standing
from analytics.documents import application
from analytics.errors import ReaderError
from analytics.i18n import translator
from pages.components import papers
from pages.components.chart import plain
from pages.components.session import Session

LONG = frozenset(application.FREE)
NAME = "ansatt.navn"


def show(session: Session, stand: Standing) -> None:
    """The fields, what NAV would refuse, the cap of the year, and the draft."""
    _ = session.translate
    if not session.reader.names:
        st.info(
            _("Names are hidden. The application to NAV carries names: show names to fill it in."),
            icon=":material/visibility_off:",
        )
        return
    st.markdown(
        _(
            "Fill it in together with the employee. The fields are NAV's, in NAV's order. What you "
            "write goes into the document and is not kept here, the identity number least of all."
        )
    )
    known = application.prefilled(stand.case, stand.absence, stand.plans, stand.meetings)
    if stand.name:
        known[NAME] = stand.name
    answers = _answers(stand.case.case_id, known)
    _before_it_is_sent(session, answers)
    draft = partial(application.draft, answers, session.today, application.known_caps())
    papers.offer(session, draft, "soknad-ekspertbistand", whom=stand.code)


def _answers(case_id: str, known: Mapping[str, str]) -> dict[str, str]:
    """What stands in each field, by NAV's keys. What was written stays while the reader looks at
    other parts of the page; the identity number does not."""
    held: dict[str, str] = st.session_state.setdefault(f"nav-{case_id}", {})
    answers: dict[str, str] = {}
    for part, fields in groupby(form.fields(), key=lambda one: one.part):
        with st.container(border=True, key=f"part-{part}"):
            st.subheader(part, anchor=False)
            for one in fields:
                before = known.get(one.key, "")
                answer = answers[one.key] = _field(one, held.get(one.key, before), case_id)
                if answer == before:
                    held.pop(one.key, None)
                elif one.rule != "national_id":
                    held[one.key] = answer
    return answers


def _field(one: form.Field, known: str, case_id: str) -> str:
    key, about = f"nav-{case_id}-{one.key}", one.help or None
    if one.rule == "confirmed":
        return "ja" if st.checkbox(one.label, value=bool(known), key=key) else ""
    if one.rule == "start":
        chosen: date | None = st.date_input(
            one.label,
            value=entries.start_day(known),
            format="DD.MM.YYYY",
            key=key,
            help=about,
            width=320,
        )
        return chosen.isoformat() if chosen else ""
    if one.key in LONG:
        return st.text_area(one.label, value=known, key=key, help=about, height=140)
    # The browser shall not offer to remember an identity number.
    remember = "off" if one.rule == "national_id" else None
    return st.text_input(
        one.label, value=known, key=key, help=about, autocomplete=remember, width=420
    )


def _before_it_is_sent(session: Session, answers: Mapping[str, str]) -> None:
    """What NAV would refuse, in NAV's words, and what NAV accepts but costs the employer."""
    _, words = session.translate, session.words
    caps = application.known_caps()
    year = max(caps)
    st.header(_("Before it is sent"), anchor=False)
    st.markdown(
        _("The highest grant of a case known here is %(cap)s kroner, from %(year)s.")
        % {"cap": words.count(int(caps[year])), "year": year}
    )
    for told in application.warnings(answers, session.today, caps):
        st.info(plain(told.text(_)), icon=":material/info:")
    try:
        faults = form.faults(answers, session.today)
    except ReaderError as error:
        st.info(plain(error.text(_)))
        return
    if not faults:
        st.success(_("Every field is filled in as NAV asks."), icon=":material/check_circle:")
        return
    norwegian = translator(application.LANGUAGE)  # NAV's own words
    with st.expander(
        _("To fill in or correct: %(count)s") % {"count": words.count(len(faults))},
        icon=":material/edit:",
        key="nav-faults",
    ):
        for fault in faults:
            st.markdown(
                plain(f"{fault.field.part} – {fault.field.label}: {fault.told.text(norwegian)}")
            )
