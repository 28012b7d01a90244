"""What is done about findings: marks in their history, each written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from analytics import persons
from analytics.access import Reader, within
from analytics.answers.patterns import Finding, list_purpose, refuse_unless_reader
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.persons import PurposeNeeded
from analytics.store import findings as kept
from analytics.store.audit_log import Event, record
from analytics.store.connection import Store
from analytics.store.findings import Mark, State

# Why a finding is set aside. Chosen, not written: free text about absence turns into health data.
SET_ASIDE: Mapping[str, str] = {
    "known": N_("The reason is known, and it is as it should be"),
    "agreed": N_("Something is agreed on already"),
    "data": N_("The data are wrong or incomplete"),
    "passed": N_("What it was about is over"),
    "weak": N_("Too little to say anything"),
}


def put(
    reader: Reader, store: Store, finding: Finding, state: State, reason: str | None, now: datetime
) -> None:
    """Write down what was done about a finding; `reason`: key of SET_ASIDE where it is not
    relevant, None otherwise.

    Raises AccessDenied out of reach, ReaderError for an unknown reason, PurposeNeeded about a
    person while no purpose for the list holds.
    """
    refuse_unless_reader(reader)
    if (state is State.NOT_RELEVANT) != (reason in SET_ASIDE):
        raise ReaderError(N_("Say why the finding is not relevant: choose one of the reasons."))
    why = list_purpose(reader, store, now)
    whom = finding.person.code if finding.person else None
    if whom is None and not within(finding.unit, reader.unit):
        raise AccessDenied(N_("This unit is outside what you may see."))
    if whom is not None:
        persons.find(reader, store, whom, "finding", now)
        if why is None:
            raise PurposeNeeded(N_("Say why you look before anything about a person is shown."))
    who = persons.subject(reader)
    event = Event(who, "mark", f"finding {state}", whom, why.reason if why else None)
    with store.transaction() as cursor:
        kept.mark(cursor, finding.facts, state, by=who, now=now, reason=reason)
        record(cursor, event, now)


def history(store: Store, finding: Finding) -> list[Mark]:
    """What has been done about a finding that the reader was shown, oldest first."""
    with store.cursor() as cursor:
        return kept.history(cursor, finding.facts)
