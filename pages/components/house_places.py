"""The pages, questions, papers and settings that the audit log names by a code."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.i18n import N_

PLACES: Mapping[str, str] = {
    "inbox": N_("the inbox"),
    "machine_export": N_("published figures for other programs"),
    # Single persons.
    "employee": N_("the page of an employee"),
    "own_sheet": N_("everything that is kept about an employee"),
    "purpose": N_("saying why somebody is looked at"),
    "patterns": N_("the list of patterns"),
    "finding": N_("a finding"),
    "follow_up": N_("the follow-up of an employee"),
    "follow_up_list": N_("the list of who is followed up"),
    "case": N_("a case"),
    "unit": N_("a unit"),
    "reach": N_("the list of whom one may look at"),
    # Files and papers.
    "person_sheet": N_("everything that is kept about an employee, as a file"),
    "follow_up_calendar": N_("dates of the follow-up, as a file"),
    "error_file": N_("a file with its faults marked"),
    "committee_report": N_("the report for the working environment committee"),
    "register": N_("the statutory register of absence"),
    "backup": N_("a backup"),
    "overlevering": N_("a hand-over paper"),
    "oppfolgingsplan": N_("a follow-up plan"),
    "samtalestotte": N_("support for a talk"),
    "informasjon-til-ansatt": N_("information for the employee"),
    "refusjon": N_("a claim for refund"),
    "soknad-ekspertbistand": N_("an application for expert help"),
    "refleksjon": N_("questions to think through before expert help"),
    # Lists that commands print.
    "spells": N_("the list of absences"),
    "episodes": N_("the list of episodes"),
    "deadlines": N_("the list of deadlines"),
    "cases": N_("the list of cases"),
    # Settings and access.
    "industry and sector": N_("industry and sector"),
    "target set": N_("a target was set"),
    "target ended": N_("a target was ended"),
    "retention": N_("how long data are kept"),
    "backup restored": N_("a backup was put back"),
    "key": N_("the key of the store"),
    "erasure lifted": N_("an erased number was let in again"),
    "sign_out": N_("signed out"),
    "sign_out_everywhere": N_("signed out everywhere"),
    "signed_in": N_("signed in"),
    "person": N_("everything that was kept about somebody"),
    # Questions that a role may be refused.
    "amu": N_("figures for the working environment committee"),
    "attendance": N_("how many are at work"),
    "beside": N_("units beside one another"),
    "change": N_("the change from last year"),
    "level": N_("what a day of absence costs"),
    "course": N_("the course of the rate"),
    "lower_than_last_year": N_("units that are lower than last year"),
    "opened": N_("the list of who is followed up"),
    "outlook": N_("the forecast"),
    "share_rows": N_("how much of the follow-up was in time"),
    "spells_change": N_("the change in the number of absences"),
    "stand": N_("how the targets stand"),
    "standing": N_("where a unit stands"),
    "alike": N_("units of the same kind"),
    "standings": N_("where the units stand"),
    "worth_a_talk": N_("how many it may be worth talking to"),
    "aggregates": N_("finished figures"),
    "coverage": N_("what the data cover"),
    "employees": N_("employees"),
    "employer_days": N_("days that the employer pays"),
    "follow_up_marks": N_("marks of the follow-up"),
    "gaps": N_("what the files lack"),
    "open_spells": N_("absences that go on"),
    "problems": N_("faults in files"),
}
