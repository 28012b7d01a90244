"""A date that following up asks for, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.rules import catalogue
from analytics.rules.days import ONE_DAY
from analytics.rules.episode import Episode
from analytics.rules.follow_up_rules import Rule, Whose

ASKED = (Rule.ACTIVITY_STOP, Rule.NAV_QUESTION, Rule.NAV_CANDIDATE)  # NAV's own: never overdue


class Status(StrEnum):
    """How a deadline stands. `due`: within the week before it, the day itself included."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class Deadline:
    """One rule for one episode. `evidence`: dates, numbers and the reference it stands on."""

    rule: Rule
    due: date
    status: Status
    evidence: dict[str, object]


def by_date(rule: Rule, whose: Whose, due: date, reached: bool, today: date) -> Status:
    """How a date stands that nothing has settled; `reached`: whether the absence is known or
    expected to last so long that it holds at all."""
    if today > due and whose is Whose.MILESTONE:
        return Status.DONE
    if today > due and rule not in ASKED:
        return Status.OVERDUE
    # NAV asks on its own day and not before, so it is not announced as due
    ahead = 0 if rule in ASKED else catalogue.number("warning_days", due)
    return Status.DUE if reached and today >= due - ahead * ONE_DAY else Status.UPCOMING


def of_episode(episode: Episode) -> dict[str, object]:
    """What every deadline of an episode stands on."""
    return {
        "episode_start": episode.start,
        "episode_end": None if episode.open else episode.end,
        "days": episode.days,
        "grade_pct": round(100 * episode.grade, 2),
    }
