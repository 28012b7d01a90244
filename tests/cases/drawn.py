"""A case drawn event by event, for the tests of this folder and of the papers made from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from analytics.cases import events as e
from analytics.cases.absence import Absence, Stretch, summary
from analytics.cases.case import Case, fold
from analytics.domain.absence import AbsenceType

TODAY = date(2025, 10, 1)
KINDS = {"self": AbsenceType.SELF_CERTIFIED, "doctor": AbsenceType.DOCTOR_CERTIFIED}


def on(day: int, month: int = 9) -> date:
    return date(2025, month, day)


OPENED = e.CaseOpened(day=on(1), by="leader", employee_key="7", owner="Kari Leder", unit="A/B")
TRIED = e.MeasureStarted(day=on(2), by="leader", what="Fast dagvakt", who="Kari Leder")
YES = e.EmployeeAnswered(day=on(5), by="leader", agrees=True, asked_by="Kari Leder")
NO = e.EmployeeAnswered(day=on(25), by="leader", agrees=False, asked_by="Kari Leder")
NAME_YES = e.NameAnswered(day=on(6), by="leader", agrees=True, how=e.How.ORAL)
NAME_NO = e.NameAnswered(day=on(26), by="leader", agrees=False, how=e.How.WRITTEN)
NAV = e.NavContacted(day=on(8), by="leader", name="Nils Veileder", agrees=True)
EXPERT = e.ExpertChosen(
    day=on(9),
    by="leader",
    name="Eva Ekspert",
    firm="Hjelp AS",
    competence="Autorisert fysioterapeut",
    external=True,
    approved=True,
)
FACTS = {"tried": TRIED, "employee": YES, "nav": NAV, "expert": EXPERT}
SENT = e.ApplicationSent(day=on(10), by="leader")
GRANT = e.Granted(day=on(17), by="leader", amount=20_000, number="T-42")
STARTED = e.WorkStarted(day=on(20), by="leader")
REPORT = e.ReportReceived(day=on(30), by="leader")
CLAIM = e.RefundClaimed(day=on(30), by="leader", amount=18_500)
WAY = (SENT, GRANT, STARTED, REPORT, CLAIM)
ONE_OF_EACH = [
    OPENED,
    e.HandedOver(day=on(1), by="hr", owner="Ny Leder"),
    e.NameAnswered(day=on(1), by="hr", agrees=False, how=e.How.WRITTEN),
    *FACTS.values(),
    e.MeasureConsidered(day=on(2), by="l", what="Annen vakt", why_not="Ingen ledig"),
    e.MeasureEvaluated(day=on(3), by="l", measure=1, effect="Noe bedre", goes_on=True),
    e.MeetingHeld(day=on(4), by="l", template=e.Meeting.PLAN, agreed="Ny vakt fra mandag"),
    e.BreachRecorded(day=on(4), by="l", what=e.Breach.CERTIFICATE_LATE),
    e.DecisionMade(day=on(4), by="l", what="Fortsette", name="Kari", reason="Det virker"),
    e.NoteMade(day=on(4), by="l", note="Ringte, avtalt ny prat", restricted=True),
    e.SchemeWeighed(day=on(4), by="l", scheme=e.Scheme.EXEMPTION, outcome="Søkt"),
    SENT,
    replace(GRANT, refund_deadline=on(31, 10)),
    STARTED,
    REPORT,
    e.RefundClaimed(day=on(1, 10), by="l", amount=18_500),
    e.CaseClosed(day=on(2, 10), by="l", reason="Tiltakene følges opp på vanlig måte"),
]


def case(*more: e.Event) -> Case:
    """The opened case and what happened next."""
    return fold("sak-1", [OPENED, *more])


def ready(*more: e.Event) -> Case:
    """A case with the four human facts, and what happened next."""
    return case(*FACTS.values(), *more)


def absence(text: str = "", today: date = TODAY) -> Absence:
    """A line per stretch: kind | first | last; each is a spell of its own."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return summary(
        [
            Stretch(KINDS[kind], date.fromisoformat(first), date.fromisoformat(last), n)
            for n, (kind, first, last) in enumerate(rows)
        ],
        today,
    )


LONG = absence("doctor | 2025-03-01 | 2025-06-30")
