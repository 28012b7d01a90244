"""Findings about people: nothing before a reason, then cards in no order of weight."""

from __future__ import annotations

import streamlit as st

from analytics.answers import patterns
from analytics.answers.patterns import Finding, Known, Listed, Wanted
from analytics.patterns.wording import KINDS
from analytics.queries import EVERYBODY
from pages.components import finding_card, finding_life, purpose
from pages.components.chart import plain
from pages.components.clock import now
from pages.components.session import Session

MORE = 10
SIZE = "patterns-size"


def show(session: Session, found: Known, *, possible: bool) -> None:
    """The question why, or the findings within the reader's reach."""
    _ = session.translate
    st.header(_("Findings about people"), anchor=False)
    why = patterns.list_purpose(session.reader, session.store, now())
    if why is None:
        purpose.ask(
            session,
            _(
                "The list shows single people's absence. Say why you look. Most who stand out "
                "have good reasons, and nobody is ranked."
            ),
            patterns.LIST_REASONS,
            lambda reason: patterns.give_list_purpose(session.reader, session.store, reason, now()),
            key="patterns-purpose",
        )
        return
    purpose.held(session, why)
    tested(session, found)
    _listed(session, found, possible=possible)


def tested(session: Session, found: Known) -> None:
    """Among how many was looked, and of how many nothing can be said."""
    _, words = session.translate, session.words
    st.markdown(
        _(
            "%(people)s people were looked at. %(silent)s of them have too few short absences to "
            "say anything about, and stand nowhere on this page."
        )
        % {
            "people": words.count(found.judgement.people),
            "silent": words.count(found.judgement.silent),
        }
    )


def _listed(session: Session, found: Known, *, possible: bool) -> None:
    _ = session.translate
    settled = st.toggle(_("Show those set aside or settled too"), key="patterns-settled")
    everything = Wanted(possible=possible, settled=settled, size=0)
    there = patterns.about_persons(session.reader, session.store, found, everything, now())
    if not there.total:
        st.markdown(":material/check_circle: " + _("Nobody stands out."))
        return
    kind, unit = _filters(session, there)
    size = st.session_state.get(SIZE, MORE)
    wanted = Wanted(kind, unit, possible, settled, size)
    listed = patterns.about_persons(session.reader, session.store, found, wanted, now())
    st.caption(
        _("Shows %(shown)s of %(total)s findings, by unit.")
        % {"shown": len(listed.shown), "total": session.words.count(listed.total)}
    )
    for finding in listed.shown:
        _card(session, finding)
    if listed.total > len(listed.shown):
        st.button(_("Show more"), key="patterns-more", on_click=_more, args=(size,))


def _filters(session: Session, there: Listed) -> tuple[str, str]:
    """The kind and the unit chosen, "" for all."""
    _ = session.translate
    units = sorted(there.units)
    kinds = ["", *(name for name in KINDS if there.kinds[name])]
    with st.container(horizontal=True, gap="small"):
        kind = st.selectbox(
            _("Kind of finding"),
            kinds,
            format_func=lambda name: (
                f"{_(KINDS[name].title)} ({there.kinds[name]})" if name else _("All kinds")
            ),
            key="patterns-kind",
            filter_mode=None,
            width=420,
        )
        unit = st.selectbox(
            _("Unit"),
            [EVERYBODY, *units],
            format_func=lambda name: (
                f"{name.rpartition('/')[2]} ({there.units[name]})" if name else _("All units")
            ),
            key="patterns-unit",
            width=420,
        )
    return kind, unit


def _more(size: int) -> None:
    st.session_state[SIZE] = size + MORE


def _card(session: Session, finding: Finding) -> None:
    _, person = session.translate, finding.person
    if person is None:
        return
    key = f"finding-{person.code}-{finding.kind}"
    with st.container(border=True, gap="xsmall", key=key):
        title = finding_card.told(session, finding.row).title.text(_)
        st.subheader(plain(title), anchor=False)
        st.markdown(plain(f"{person.label} · {finding.unit.rpartition('/')[2]}"))
        finding_card.badges(session, finding.state, possible=finding.possible)
        finding_card.body(session, finding.row, key=key)
        finding_life.history(session, finding)
        finding_life.buttons(session, finding, key=key)
        st.page_link(
            "pages/ansatt.py",
            label=_("Open the employee's page"),
            icon=":material/person:",
            query_params={"kode": person.code},
        )
