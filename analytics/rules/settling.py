"""What settles a duty of following up: something done, an exception, or work in part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics.rules.episode import Episode, together_until
from analytics.rules.follow_up_rules import Duty, MarkKind, Reason, Rule, Term

ACTIVITY = (Rule.ACTIVITY, Rule.ACTIVITY_STOP)


@dataclass(frozen=True)
class Mark:
    """Something that was done on a day; exceptions name the rule and one of the fixed reasons."""

    kind: MarkKind
    day: date
    rule: Rule | None = None
    reason: Reason | None = None


def belongs(mark: Mark, episode: Episode, today: date) -> bool:
    """Whether a mark is of this episode: from its first day to the last on which a relapse would
    go on with it; what lies after `today` has not happened."""
    last = today if episode.open else min(today, together_until(episode))
    return episode.start <= mark.day <= last


def done(duty: Duty, due: date, marks: Sequence[Mark]) -> dict[str, object]:
    """`done_on` and `days_late` of the first mark that settles the duty; empty without one."""
    days = [mark.day for mark in marks if mark.kind is duty.settled_by]
    if not days:
        return {}
    return {"done_on": min(days), "days_late": max(0, (min(days) - due).days)}


def exception(duty: Duty, episode: Episode, when: Term, marks: Sequence[Mark]) -> dict[str, object]:
    """Why the duty does not hold; empty while it does.

    Somebody working in part has the first dialogue meeting when one of the parties finds it
    useful (aml § 4-6 fourth paragraph): the product lays it on nobody.
    """
    for mark in marks:
        if mark.kind is MarkKind.EXCEPTION and mark.rule is duty.rule:
            return {"decided_on": mark.day, "reason": mark.reason}
    length = (when.lasting_to - episode.start).days + 1
    if duty.rule is Rule.MEETING and fully_absent_since(episode, length) is None:
        return {"reason": "graded"}
    return {}


def active(duty: Duty, episode: Episode, when: Term, today: date) -> dict[str, object]:
    """Whether work in part answers the activity requirement (NAV: fulfilled by itself) once eight
    weeks have gone; empty when not."""
    through = today if episode.open else episode.last_sick
    answered = duty.rule in ACTIVITY and episode.graded and through >= when.lasting_to
    return {"reason": "graded"} if answered else {}


def fully_absent_since(episode: Episode, days: int) -> date | None:
    """The first day from which the person was fully absent for so many days without working in
    part; None when they always worked in part before. What lies ahead counts as long enough."""
    since: date | None = None
    for absence in episode.absences:
        if not absence.kind.sick:
            continue
        if absence.grade >= 1:
            since = absence.start if since is None else since
        elif since is not None and (absence.start - since).days >= days:
            return since
        else:
            since = None
    return since
