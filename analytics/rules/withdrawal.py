"""When the right to self-certification may be withdrawn: it is no quota.

Source: folketrygdloven § 8-27.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analytics.domain.absence import AbsenceType
from analytics.rules import catalogue
from analytics.rules.assessment import Assessment, Outcome, outcome
from analytics.rules.days import Run, each_day, ranges
from analytics.rules.months import months_after


def withdrawal(runs: Sequence[Run], today: date) -> Assessment:
    """Whether there are so many absences without certificate in twelve months that the employer
    may withdraw the right. It is no quota: the employee is heard first, and it is looked at anew
    after six months. UNDETERMINED where it hangs on sickness nobody is known to have certified.
    """
    version = catalogue.in_force("self_certification_withdrawal", today)
    needed = catalogue.number(version.rule, today)
    since = months_after(today, -12)
    without, unknown = without_certificate(
        [run for run in runs if since < run.end and run.start <= today]
    )
    told = outcome(len(without) >= needed)
    if told is Outcome.NOT_MET and len(without) + len(unknown) >= needed:
        told = Outcome.UNDETERMINED
    evidence = {
        "since": since,
        "absences": without,
        "certificate_unknown": unknown,
        "needed": needed,
        "hear_the_employee": True,
        "reassess_after_months": catalogue.number("self_certification_reassess", today),
    }
    return Assessment(version.rule, told, evidence, version.reference, version.source)


def without_certificate(
    runs: Sequence[Run],
) -> tuple[tuple[tuple[date, date], ...], tuple[tuple[date, date], ...]]:
    """Absences of own sickness (first and last day) that nobody certified, and those of which it
    is not known. An absence that became doctor-certified is neither."""
    own = [run for run in runs if run.type.own_sickness]
    whole = ranges(sorted({day for run in own for day in each_day(run.start, run.end)}))
    kinds = {spell: {r.type for r in own if spell[0] <= r.start <= spell[1]} for spell in whole}
    alone = tuple(s for s in whole if kinds[s] == {AbsenceType.SELF_CERTIFIED})
    unknown = tuple(
        s
        for s in whole
        if AbsenceType.SICK in kinds[s] and AbsenceType.DOCTOR_CERTIFIED not in kinds[s]
    )
    return alone, unknown
