"""A short walk through the reader's own figures: a few steps in the page, left whenever one likes.

It begins by itself in the window where the first data came in, and is offered at the foot of the
overview otherwise. Whoever has left it is not asked again in that window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from analytics import queries
from analytics.access import Role
from analytics.domain.period import Period
from analytics.figures.wording import HIDDEN, Row
from analytics.queries import By, Selection
from pages.components import periods
from pages.components.chart import plain
from pages.components.findings import findings
from pages.components.session import Session
from pages.components.view import newest_year, top

_AT = "tour-at"  # the step, from 0; None or missing while nobody walks


@dataclass(frozen=True)
class Step:
    """One step: a heading, what to see there, and the page where one goes on (if another)."""

    heading: str
    text: str
    page: str = ""
    link: str = ""
    address: Mapping[str, str] = field(default_factory=dict)


def begin() -> None:
    """Walk from the first step, the next time the overview is drawn."""
    st.session_state[_AT] = 0


def begin_after_the_first(session: Session) -> None:
    """The same where `session` (as it was before an import) had no rate to show yet."""
    if periods.known(session.dataset) is None or not session.dataset.units:
        begin()


def end() -> None:
    """Leave it."""
    st.session_state[_AT] = None


def show(session: Session, reach: Period) -> None:
    """The step the reader is at; nothing where nobody walks."""
    at = st.session_state.get(_AT)
    if at is None or session.looks_back:
        return
    steps = session.made(_steps, reach)
    at = min(at, len(steps) - 1)
    step = steps[at]
    with st.container(border=True, gap="small", key="tour"):
        _ = session.translate
        st.caption(_("A look around: %(at)s of %(all)s") % {"at": at + 1, "all": len(steps)})
        st.markdown(f"**{step.heading}**  \n{step.text}")
        with st.container(horizontal=True, vertical_alignment="center", key="tour-ways"):
            if at:
                st.button(_("Back"), on_click=_to, args=(at - 1,), key="tour-back")
            if at + 1 < len(steps):
                st.button(_("Next"), type="primary", on_click=_to, args=(at + 1,), key="tour-next")
            else:
                st.button(_("Finish"), type="primary", on_click=end, key="tour-done")
            if step.page:
                st.page_link(
                    f"pages/{step.page}.py",
                    label=plain(step.link),
                    icon=":material/arrow_forward:",
                    query_params=dict(step.address),
                )
            if at + 1 < len(steps):
                st.button(_("Leave"), type="tertiary", on_click=end, key="tour-leave")


def offer(session: Session) -> None:
    """The way into it, at the foot of the page."""
    _ = session.translate
    if st.session_state.get(_AT) is None and not session.looks_back:
        st.button(
            _("Show me around"),
            type="tertiary",
            icon=":material/directions_walk:",
            on_click=begin,
            key="tour-begin",
        )


def _to(at: int) -> None:
    st.session_state[_AT] = at


def _steps(session: Session, reach: Period) -> list[Step]:
    """The steps for this reader, on what they may see."""
    after: dict[Role, Callable[[Session], list[Step]]] = {Role.HR: _of_hr, Role.LEADER: _of_leader}
    own = after.get(session.reader.role)
    return [_rate(session, reach), *_unit(session, reach), *_months(session, reach),
            *(own(session) if own else [])]  # fmt: skip


def _rate(session: Session, reach: Period) -> Step:
    _, words = session.translate, session.words
    period = next(iter(periods.quarters(reach)), None) or Period(reach.end, reach.end)
    row: Row = session.ask(queries.rates, Selection(period), By.TOTAL).iloc[0].to_dict()
    heading = _("This is the rate")
    if not words.has_number(row):
        told = _("For %(period)s it says «%(rate)s». «What is this?» beside a figure says why.")
        return Step(heading, told % {"period": words.period(period), "rate": words.rate(row)})
    told = _(
        "%(rate)s in %(period)s: of %(agreed)s agreed working days, %(lost)s were lost to "
        "sickness. «What is this?» below the figures has the definition and what each number was "
        "made from."
    )
    return Step(heading, told % {
        "rate": words.rate(row),
        "period": words.period(period),
        "agreed": words.days(row, "agreed_days"),
        "lost": words.days(row, "lost_days"),
    })  # fmt: skip


def _unit(session: Session, reach: Period) -> list[Step]:
    """The largest unit below the reader's own that has a figure (else their own): a step further
    down. Chosen by size, never by absence."""
    _, words = session.translate, session.words
    asked = Selection(newest_year(reach))
    rows = session.ask(queries.rates, asked, By.UNIT).to_dict("records")
    shown = [row for row in rows if not row.get("group") and words.has_number(row)]
    above = top(session.ask(queries.units))
    shown = [row for row in shown if row["unit_id"] != above] or shown
    if not shown:
        return []
    row = max(shown, key=lambda one: float(one["agreed_days"]))
    told = _("%(unit)s had %(rate)s from %(start)s to %(end)s. Click to see what it is made of.")
    said = told % {
        "unit": plain(str(row["unit"])),
        "rate": words.rate(row),
        "start": words.month(asked.period.start),
        "end": words.month(asked.period.end),
    }
    link = _("See %(unit)s") % {"unit": row["unit"]}
    return [Step(_("Each unit has a page"), said, "avdelinger", link, {"enhet": row["unit_id"]})]


def _months(session: Session, reach: Period) -> list[Step]:
    _, words = session.translate, session.words
    if len(reach.months) < 3:
        return []
    told = _(
        "Further down the months stand side by side since %(month)s. «Table» shows the same as "
        "numbers; «%(hidden)s» and 0.0 %% are different things."
    )
    said = told % {"month": words.month(reach.start), "hidden": _(HIDDEN)}
    return [Step(_("Month by month"), said, "utvikling", _("Go to Trends"))]


def _of_hr(session: Session) -> list[Step]:
    _, count = session.translate, len(findings(session))
    sure = _("Nothing in the files needs a look right now. When it does, it stands on this page.")
    some = _("%(count)s things in the files need a look before you trust every figure.")
    told = some % {"count": session.words.count(count)} if count else sure
    return [
        Step(_("What the figures stand on"), told, "datakvalitet", _("See data quality")),
        Step(
            _("Next month"),
            _(
                "Drop the new exports on Import as they are. Only what has changed is taken in, "
                "you see it before it happens, and it can be undone."
            ),
            "importer",
            _("Go to Import"),
        ),
    ]


def _of_leader(session: Session) -> list[Step]:
    _ = session.translate
    told = _("Plans and meetings with their dates are on Follow-up: what is due, and why.")
    return [Step(_("Who needs you"), told, "oppfoelging", _("Go to Follow-up"))]
