"""What fields, kinds and types are called on the screen."""

from __future__ import annotations

from analytics.domain.absence import AbsenceType
from analytics.i18n import N_
from analytics.ingest.reading import Kind

KINDS = {
    Kind.ABSENCE: N_("Absence"),
    Kind.EMPLOYEES: N_("Employees"),
    Kind.AGREED: N_("Agreed days"),
    Kind.AGGREGATE: N_("Finished figures"),
    Kind.ROSTER: N_("Roster"),
}
IGNORE, UNSETTLED = "ignore", ""
TYPES: dict[str, str] = {
    AbsenceType.SELF_CERTIFIED: N_("Self-certified"),
    AbsenceType.DOCTOR_CERTIFIED: N_("Doctor-certified"),
    AbsenceType.SICK: N_("Own sickness, certification unknown"),
    AbsenceType.CHILD_SICK: N_("Sick child"),
    AbsenceType.LEAVE: N_("Leave without pay"),
    AbsenceType.HOLIDAY: N_("Holiday"),
    AbsenceType.OTHER: N_("Other absence with pay"),
    IGNORE: N_("Not absence (left out)"),
    UNSETTLED: N_("Unknown (left out until you choose)"),
}
PARTS: dict[str, str] = {  # what a finished figure is about
    "total": N_("All"),
    AbsenceType.SELF_CERTIFIED: TYPES[AbsenceType.SELF_CERTIFIED],
    AbsenceType.DOCTOR_CERTIFIED: TYPES[AbsenceType.DOCTOR_CERTIFIED],
}
OPTIONS: dict[str, str] = {  # of decisions whose options are not texts themselves
    "apart": N_("Several absences"),
    "joined": N_("One and the same absence"),
}
FIELDS: dict[str, str] = {
    "": N_("Not used"),
    "employee_id": N_("Employee number"),
    "employee_name": N_("Name"),
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "employment_number": N_("Employment number"),
    "start_date": N_("First day"),
    "end_date": N_("Last day"),
    "end_date_exclusive_TRAP": N_("First day back"),
    "absence_type": N_("Kind of absence"),
    "absence_code": N_("Code of the kind of absence"),
    "absence_pct": N_("Absence, per cent"),
    "work_pct_INVERTED": N_("Able to work, per cent"),
    "position_pct": N_("Position, per cent"),
    "calendar_days": N_("Calendar days"),
    "days": N_("Days"),
    "work_days": N_("Working days"),
    "date": N_("Date"),
    "shift_code": N_("Shift"),
    "start_time": N_("Shift begins"),
    "end_time": N_("Shift ends"),
    "hours": N_("Hours"),
    "quantity": N_("Amount"),
    "unit": N_("Unit of the amount"),
    "status": N_("Status"),
    "department": N_("Unit"),
    "department_id": N_("Unit code"),
    "parent": N_("Unit above"),
    "unit_level": N_("Level in the organisation"),
    "employment_start": N_("Hired on"),
    "employment_end": N_("Left on"),
    "manager": N_("Leader"),
    "gender": N_("Sex"),
    "birth_year": N_("Year of birth"),
    "agreed_workdays": N_("Agreed days"),
    "month": N_("Month"),
    "year": N_("Year"),
    "headcount": N_("People"),
}
