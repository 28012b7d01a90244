"""The rules as a reader looks them up: name, number, source, and where sources disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analytics.i18n import N_
from analytics.rules import catalogue
from analytics.rules.catalogue import Side, Version
from analytics.rules.days import ONE_DAY
from analytics.rules.presets import Preset, presets

NAMES = {
    "employer_period_days": N_("Length of the employer period"),
    "employer_period_gap": N_("Gap that begins a new employer period"),
    "episode_gap": N_("Gap that begins a new follow-up episode"),
    "oppfolgingsplan_week4": N_("Follow-up plan"),
    "dialogmote1_week7": N_("Dialogue meeting 1"),
    "aktivitetskrav_week8": N_("Activity requirement"),
    "aktivitetskrav_stoppunkt": N_("NAV considers the activity requirement"),
    "motebehov_week16": N_("NAV asks about the need for dialogue meeting 2"),
    "motebehov_last_day": N_("Last day to answer NAV about dialogue meeting 2"),
    "dialogmote2_kandidat": N_("NAV considers dialogue meeting 2"),
    "dialogmote2_week26": N_("Dialogue meeting 2"),
    "one_year_week52": N_("One year of sickness absence"),
    "warning_days": N_("Notice before a deadline"),
    "follow_up_ends_after": N_("Follow-up is shown after the absence"),
    "self_certification_days": N_("Self-certification, days at a time"),
    "self_certification_gap": N_("Gap after which self-certified days begin anew"),
    "self_certification_earned_after": N_("Employment before self-certification"),
    "self_certification_withdrawal": N_("Absences without certificate before withdrawal"),
    "self_certification_reassess": N_("New assessment after withdrawal"),
    "wider_self_certification_days": N_("Wider self-certification, days at a time"),
    "wider_self_certification_days_12_months": N_("Wider self-certification, days in 12 months"),
    "sick_pay_days": N_("Sick pay from NAV"),
    "sick_pay_days_from_67": N_("Sick pay from NAV, from age 67"),
    "sick_pay_new_right_after": N_("Time without sick pay that gives a new right"),
    "sick_pay_window": N_("Time in which paid days are counted"),
    "expert_assistance_cap": N_("Expert assistance, highest grant for a case"),
    "expert_assistance_refund": N_("Expert assistance, deadline for the refund claim"),
    "arbeidsgiverperiode_last_day": N_("Last day of the employer period"),
    "nav_pays_from": N_("NAV pays from"),
}

UNITS = {
    "calendar_days": N_("calendar days"),
    "weekdays": N_("weekdays (Monday to Friday)"),
    "weeks": N_("weeks after the first day"),
    "months": N_("months"),
    "years": N_("years"),
    "kroner": N_("kroner"),
    "day_number": N_("days, the first one counted"),
    "days_after_start": N_("days after the first day"),
    "occasions_12_months": N_("times in 12 months"),
}

PRESETS = {
    "hospital_programme_days": N_("25 days in 12 months"),
    "five_occasions": N_("5 times in 12 months"),
    "four_without_certificate": N_("4 times without a certificate in 12 months"),
    "exemption_8_20": N_("35 days, or 25 days over 5 times, in 12 months"),
    "nav_recurrent": N_("NAV's recurrent absence: 5 long episodes and 100 days, or 2 and 300"),
    "more_than_three_short": N_("More than 3 spells of at most 14 days in 12 months"),
    "six_occasions": N_("6 times in 12 months"),
}

NOT_FOUND = N_("Not found for this time. Check at nav.no.")
CHECK = N_("Check at nav.no whether it has changed.")


@dataclass(frozen=True)
class Row:
    """One version of a rule for the page; `name`, `unit` and `note` are gettext ids (`note` ""
    when there is nothing to say). `until`: the day before the next version, None while it holds.
    `disagreement`: what other sources say."""

    rule: str
    name: str
    number: int | None
    unit: str
    in_force_from: date
    in_force_confirmed: bool
    until: date | None
    reference: str
    source: str
    checked_on: date
    stale: bool
    note: str
    disagreement: tuple[Side, ...]


def rows(today: date) -> list[Row]:
    """Every version of every rule, a rule's newest first, in the files' order."""
    found: list[Row] = []
    for of_rule in catalogue.versions().values():
        until_next = [version.in_force_from - ONE_DAY for version in of_rule[1:]]
        told = [
            _row(version, until, today)
            for version, until in zip(of_rule, [*until_next, None], strict=True)
        ]
        found += reversed(told)
    return found


def preset_rows() -> list[tuple[str, Preset]]:
    """Every preset with its name (a gettext id)."""
    return [(PRESETS[preset.name], preset) for preset in presets()]


def _row(version: Version, until: date | None, today: date) -> Row:
    stale = until is None and version.stale(today)
    note = NOT_FOUND if version.number is None else CHECK if stale else ""
    return Row(
        version.rule,
        NAMES[version.rule],
        version.number,
        UNITS[version.unit],
        version.in_force_from,
        version.confirmed,
        until,
        version.reference,
        version.source,
        version.checked_on,
        stale,
        note,
        version.disagreement,
    )
