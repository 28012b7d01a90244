"""How much of following up was done in time, unit by unit: who has not been helped."""

from __future__ import annotations

import streamlit as st

from analytics import queries
from analytics.answers.follow_up_open import Noted, noted, share_rows
from analytics.answers.follow_up_share import Share
from analytics.domain.period import Period
from analytics.figures.wording import HIDDEN, is_missing
from analytics.rules.follow_up_rules import Rule
from pages.components import periods
from pages.components.explain import HIDING, HIDING_GROUPS
from pages.components.follow_up_open import unit_names
from pages.components.listing import show_in_turns
from pages.components.references import linked
from pages.components.session import Session
from pages.components.view import newest_year

PER_CENT = "\N{NO-BREAK SPACE}%"


def show(session: Session) -> None:
    """Plans and first meetings that fell due in the newest year, and the share done in time."""
    _, words = session.translate, session.words
    reach = periods.known(session.dataset)
    if reach is None:
        return
    year = newest_year(reach)
    st.header(_("Done in time, by unit"), anchor=False)
    told = session.made(_rows, year, noted(session.store))
    st.caption(words.period(year))
    if told is None:
        st.markdown(
            _(
                "Nothing to tell yet: no plan or meeting fell due after somebody first wrote down "
                "what was done."
            )
        )
        return
    with st.container(key="follow-up-share"):
        show_in_turns(
            session, told, key="shares", alt=_("Plans and meetings done in time, by unit")
        )
    _explained(session)


def _rows(session: Session, year: Period, written: Noted) -> dict[str, list[str]] | None:
    """The table; None where there is nothing to tell."""
    rows: list[Share] = session.find(share_rows, year, session.today, written)
    return table(session, rows) if rows else None


def table(session: Session, rows: list[Share]) -> dict[str, list[str]]:
    """A row per unit in the order of the tree; what could point at somebody is hidden."""
    _ = session.translate
    names = {queries.EVERYBODY: _("All units")} | unit_names(session)
    told = {(row.unit_id, row.rule): row for row in rows}
    units = list(dict.fromkeys(row.unit_id for row in rows))
    return {
        _("Unit"): [names.get(unit, unit) for unit in units],
        _("Plan"): [_told(session, told.get((unit, Rule.PLAN))) for unit in units],
        _("Meeting"): [_told(session, told.get((unit, Rule.MEETING))) for unit in units],
    }


def _told(session: Session, row: Share | None) -> str:
    """A share and what is missing: as counts for readers who see persons, else in whole per cent
    with the class of people."""
    _, words = session.translate, session.words
    if row is None:
        return "–"
    if row.masked or row.share is None or is_missing(row.persons):
        return _(HIDDEN)
    if row.episodes is not None:
        done = round(row.share * row.episodes / 100)
        return _("%(done)s of %(all)s in time, %(missing)s not") % {
            "done": words.count(done),
            "all": words.count(row.episodes),
            "missing": words.count(row.episodes - done),
        }
    people = words.persons({"masked": False, "persons": row.persons}, exact=False)
    return _("%(share)s in time, %(missing)s not (%(people)s people)") % {
        "share": f"{row.share:.0f}{PER_CENT}",
        "missing": f"{100 - row.share:.0f}{PER_CENT}",
        "people": people,
    }


def _explained(session: Session) -> None:
    _ = session.translate
    with st.popover(
        _("What is this?"), icon=":material/help:", type="tertiary", key="follow-up-share-what"
    ):
        st.markdown(
            _(
                "Of the plans and first meetings that fell due, how many were done by their date. "
                "What was exempted is left out, and so is the time before anything was written "
                "down. A missing note is not the same as a missing talk."
            )
        )
        st.markdown(
            _(
                "The plan is for full and part-time absence (%(plan)s). The meeting is counted "
                "after seven weeks of full absence, as the law says (%(meeting)s); other sources "
                "count part-time absence as well."
            )
            % {"plan": linked("aml § 4-6 tredje ledd"), "meeting": linked("aml § 4-6 fjerde ledd")}
        )
        st.caption(_(HIDING if session.reader.sees_persons else HIDING_GROUPS))
