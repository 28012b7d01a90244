"""The duties and milestones of following up: when each falls due, whose it is, what settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.rules import catalogue
from analytics.rules.days import ONE_DAY


class Whose(StrEnum):
    """Who is to act; a milestone is a date that asks for nothing by itself."""

    EMPLOYER = "employer"
    EMPLOYEE = "employee"
    NAV = "nav"
    MILESTONE = "milestone"


class MarkKind(StrEnum):
    """What was done, as it is kept: never why somebody is sick."""

    PLAN = "plan"
    MEETING = "meeting"
    CONTACT = "contact"
    ACTIVITY = "activity"
    NAV_ANSWER = "nav_answer"
    NAV_MEETING = "nav_meeting"
    EXCEPTION = "exception"


class Reason(StrEnum):
    """Why a duty does not hold. Fixed words, so that nothing about health can be written down."""

    CLEARLY_UNNECESSARY = "clearly_unnecessary"
    RETURNING_SOON = "returning_soon"
    NOT_RETURNING = "not_returning"
    GRADED_IN_DIALOGUE = "graded_in_dialogue"
    NOT_AT_THIS_WORKPLACE = "not_at_this_workplace"
    EXEMPTED_BY_NAV = "exempted_by_nav"


class Rule(StrEnum):
    """The rules with a date; the values are those of the catalogue and the command line."""

    PERIOD_LAST_DAY = "arbeidsgiverperiode_last_day"
    NAV_PAYS_FROM = "nav_pays_from"
    PLAN = "oppfolgingsplan_week4"
    MEETING = "dialogmote1_week7"
    ACTIVITY_STOP = "aktivitetskrav_stoppunkt"
    ACTIVITY = "aktivitetskrav_week8"
    NAV_QUESTION = "motebehov_week16"
    NAV_CANDIDATE = "dialogmote2_kandidat"
    NAV_MEETING = "dialogmote2_week26"
    YEAR = "one_year_week52"


@dataclass(frozen=True)
class Duty:
    """A rule, who is to act, and the kind of mark that settles it (None: nothing does)."""

    rule: Rule
    whose: Whose
    settled_by: MarkKind | None


DUTIES = (
    Duty(Rule.PLAN, Whose.EMPLOYER, MarkKind.PLAN),
    Duty(Rule.MEETING, Whose.EMPLOYER, MarkKind.MEETING),
    Duty(Rule.ACTIVITY_STOP, Whose.NAV, MarkKind.ACTIVITY),
    Duty(Rule.ACTIVITY, Whose.EMPLOYEE, MarkKind.ACTIVITY),
    Duty(Rule.NAV_QUESTION, Whose.NAV, MarkKind.NAV_ANSWER),
    Duty(Rule.NAV_CANDIDATE, Whose.NAV, MarkKind.NAV_MEETING),
    Duty(Rule.NAV_MEETING, Whose.NAV, MarkKind.NAV_MEETING),
    Duty(Rule.YEAR, Whose.MILESTONE, None),
)


@dataclass(frozen=True)
class Term:
    """When a rule falls due, and the last day of absence that it takes to fall due at all."""

    due: date
    lasting_to: date


def term(rule: str, first: date, *, first_day_counts: bool = False) -> Term:
    """The term of a rule for an absence that began on `first`.

    The law does not say whether the first day counts. `within w weeks` is reckoned here as the
    first day + 7 × w days; with `first_day_counts` a day earlier, as NAV's code reckons the eight
    weeks. Raises catalogue.NoRule for a day before the rule.
    """
    version = catalogue.in_force(rule, first)
    number = catalogue.number(rule, first)
    if version.unit == "weeks":
        whole = first + (7 * number - 1) * ONE_DAY
        return Term(whole if first_day_counts else whole + ONE_DAY, whole)
    due = first + (number - (version.unit == "day_number")) * ONE_DAY
    return Term(due, due)
