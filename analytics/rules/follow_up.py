"""What following up asks for in one episode, when it is due, and how it stands.

Deadlines hang on the episode, not on a registration: a relapse within 15 days goes on where the
absence left off, and does not begin the weeks anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from analytics.rules import catalogue
from analytics.rules.days import ONE_DAY
from analytics.rules.deadline import Deadline, Status, by_date, of_episode
from analytics.rules.episode import Episode
from analytics.rules.follow_up_rules import DUTIES, Duty, Rule, Term, term
from analytics.rules.milestones import milestones
from analytics.rules.settling import Mark, active, belongs, done, exception, fully_absent_since


def deadlines(
    episode: Episode,
    marks: Iterable[Mark],
    today: date,
    *,
    first_day_counts: bool = False,
    over: bool = False,
) -> list[Deadline]:
    """The deadlines of an episode as they stand on `today`, in the order of their dates.

    Nothing for an episode that begins later or ended more than 30 days ago (unless `over`).
    An episode that has ended answers only for what it lasted to; one that goes on is shown all
    that is ahead, and counts as due only what the absence is known or expected to reach.
    """
    if episode.start > today or not (over or _current(episode, today)):
        return []
    mine = [mark for mark in marks if belongs(mark, episode, today)]
    found = milestones(episode, today)
    for duty in DUTIES:
        try:
            when = _term(duty, episode, first_day_counts)
        except catalogue.NoRule:  # the absence is older than the rule
            continue
        found += _deadline(duty, when, episode, mine, today)
    return sorted(found, key=lambda deadline: (deadline.due, deadline.rule))


def _current(episode: Episode, today: date) -> bool:
    kept = catalogue.number("follow_up_ends_after", episode.start) * ONE_DAY
    return episode.open or episode.last_sick + kept >= today


def _term(duty: Duty, episode: Episode, first_day_counts: bool) -> Term:
    plain = term(duty.rule, episode.start, first_day_counts=first_day_counts)
    if duty.rule is not Rule.MEETING:
        return plain
    since = fully_absent_since(episode, (plain.lasting_to - episode.start).days + 1)
    return term(duty.rule, since or episode.start, first_day_counts=first_day_counts)


def _deadline(
    duty: Duty, when: Term, episode: Episode, marks: Sequence[Mark], today: date
) -> list[Deadline]:
    """How one duty stands; nothing where it does not come up."""
    reached = episode.reaches(when.lasting_to)
    why = done(duty, when.due, marks)
    status = Status.DONE
    if not why:
        if _does_not_come_up(duty, when, episode, today):
            return []
        if why := exception(duty, episode, when, marks):
            status = Status.EXEMPT
        elif not (why := active(duty, episode, when, today)):
            status = by_date(duty.rule, duty.whose, when.due, reached, today)
    version = catalogue.in_force(duty.rule, episode.start)
    evidence = of_episode(episode) | {
        "lasting_to": when.lasting_to,
        "reached": reached,
        "number": version.number,
        "unit": version.unit,
        "whose": duty.whose,
        "reference": version.reference,
    }
    return [Deadline(duty.rule, when.due, status, evidence | why)]


def _does_not_come_up(duty: Duty, when: Term, episode: Episode, today: date) -> bool:
    """Whether the absence ended before, or NAV does not ask: before eight weeks are registered,
    and when its window is shut."""
    through = today if episode.open else episode.last_sick
    if through < today and not episode.reaches(when.lasting_to):
        return True
    if duty.rule is Rule.ACTIVITY_STOP:
        return through < when.lasting_to
    window = duty.rule is Rule.NAV_QUESTION
    return window and today > term("motebehov_last_day", episode.start).due
