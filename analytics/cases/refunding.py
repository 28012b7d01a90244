"""When the money must be claimed: the letter's own date, else six months after the measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.cases import events as e
from analytics.cases.case import Case
from analytics.rules.catalogue import number
from analytics.rules.months import months_after

# Normally six to eight weeks (HMS-Senteret); some providers say up to three months.
WEEKS = (6, 8)


@dataclass(frozen=True)
class Deadline:
    """The last day to claim, and whether it is the letter's own (else reckoned from the report)."""

    day: date
    from_letter: bool


def deadline(case: Case) -> Deadline | None:
    """The deadline that holds; None while neither letter nor report gives one. The letter wins:
    it may be much shorter, and NAV withdraws the grant after it."""
    if case.grant is not None and case.grant.refund_deadline is not None:
        return Deadline(case.grant.refund_deadline, True)
    reports = case.of(e.ReportReceived)
    if not reports:
        return None
    ended = reports[-1].day
    return Deadline(months_after(ended, number("expert_assistance_refund", ended)), False)


def expected_end(case: Case) -> tuple[date, date] | None:
    """First and last day the report is to be expected, by the normal six to eight weeks; None
    before the expert has begun."""
    started = case.of(e.WorkStarted)
    if not started:
        return None
    first, last = (started[-1].day + timedelta(weeks=weeks) for weeks in WEEKS)
    return first, last
