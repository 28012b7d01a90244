"""What a reader should do today: a few lines, each with the page where it is done."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from analytics.access import Role
from analytics.answers.benchmark import held
from analytics.answers.standings import Standings, standings
from analytics.answers.today import late_rules
from analytics.domain.period import Period
from analytics.errors import ReaderError
from analytics.rules.deadline import Status
from analytics.stats.comparison import Verdict
from pages.components import periods
from pages.components.chart import plain
from pages.components.findings import findings
from pages.components.follow_up_counts import whole
from pages.components.session import Session

BENCHMARK_OLD_AFTER = 120  # days: SSB publishes every quarter


@dataclass(frozen=True)
class Errand:
    """One thing to do: a sentence, and the page and the words of the link to it."""

    text: str
    page: str
    link: str
    address: dict[str, str] = field(default_factory=dict)


def show(session: Session) -> None:
    """The reader's errands of today, or that there is none."""
    _ = session.translate
    if session.looks_back:
        return
    st.header(_("What should I do today?"), anchor=False)
    errands = of_role(session)
    if not errands:
        st.markdown(":material/check_circle: " + _("Nothing waits for you today."))
    for number, errand in enumerate(errands):
        with st.container(border=True, gap="xxsmall", key=f"errand-{number}"):
            st.markdown(plain(errand.text))
            st.page_link(
                f"pages/{errand.page}.py",
                label=errand.link,
                icon=":material/arrow_forward:",
                query_params=errand.address,
            )
    if session.reader.role is Role.CONSULTANT:
        # Judging everybody takes seconds: it is done where it is asked for, not on the front page.
        label = _("See whether absence in a unit hangs together")
        st.page_link("pages/moenstre.py", label=label, icon=":material/arrow_forward:")
    if session.reader.role is Role.ADMIN:
        st.caption(
            _(
                "Backups: the dashboard cannot see copies that are kept elsewhere. Check that "
                "there is one from this week, and that it can be opened."
            )
        )


def of_role(session: Session) -> list[Errand]:
    """What waits for somebody with this role; nobody is named."""
    found = {
        Role.LEADER: _following,
        Role.HR: _hr,
        Role.CONSULTANT: _units,
        Role.ADMIN: _keeping,
    }
    return found[session.reader.role](session)


def _following(session: Session) -> list[Errand]:
    """Plans and meetings whose date has passed or that are due within a week."""
    _, words = session.translate, session.words
    waiting = whole(session)
    texts = [
        (
            waiting.get(Status.OVERDUE, 0),
            _("One plan or meeting has passed its date. If it is done, write it down."),
            _(
                "%(count)s plans or meetings have passed their date. If they are done, write "
                "it down."
            ),
        ),
        (
            waiting.get(Status.DUE, 0),
            _("One plan or meeting is due within a week."),
            _("%(count)s plans or meetings are due within a week."),
        ),
    ]
    told = [
        one if many == 1 else more % {"count": words.count(many)}
        for many, one, more in texts
        if many
    ]
    return [Errand(" ".join(told), "oppfoelging", _("Go to Follow-up"))] if told else []


def _hr(session: Session) -> list[Errand]:
    """What is due, and what in the data needs a look."""
    _, words = session.translate, session.words
    found = _following(session)
    in_data = len(findings(session))
    if in_data:
        text = _("The data have %(count)s kinds of findings that may make figures wrong.")
        if in_data == 1:
            text = _("The data have one finding that may make figures wrong.")
        text %= {"count": words.count(in_data)}
        found.append(Errand(text, "datakvalitet", _("See data quality")))
    return found


def _units(session: Session) -> list[Errand]:
    """Units that stand out from what is ordinary for their size: a place to begin asking."""
    _ = session.translate
    reach = periods.known(session.dataset)
    if reach is None:
        return []
    year = Period.twelve_months(reach.end)
    found: Standings = session.find(standings, Period(max(year.start, reach.start), year.end))
    rows = found.rows
    out = rows[rows["verdict"] == Verdict.STANDS_OUT.value].to_dict("records")
    return [
        Errand(
            _(
                "%(unit)s: the absence is not what is ordinary for its size. Ask about the "
                "working environment first."
            )
            % {"unit": row["unit"]},
            "avdelinger",
            _("See the unit"),
            {"enhet": str(row["unit_id"])},
        )
        for row in out
    ]


def _keeping(session: Session) -> list[Errand]:
    """Rules to look up anew, and figures from SSB that have grown old."""
    _, words = session.translate, session.words
    found = []
    if late := late_rules(session.today):
        text = _("%(count)s rules should be looked up anew at nav.no.")
        if late == 1:
            text = _("One rule should be looked up anew at nav.no.")
        text %= {"count": words.count(late)}
        found.append(Errand(text, "regelbok", _("See the rulebook")))
    try:
        figures = held(session.store)[0]
    except ReaderError as error:
        return [*found, Errand(error.text(_), "sammenlikning", _("See the comparison"))]
    if figures.age(session.today) > BENCHMARK_OLD_AFTER:
        text = figures.age_text(session.today, _)
        found.append(Errand(text, "sammenlikning", _("Fetch new figures")))
    return found
