"""`episodes` and `deadlines`: following up, person by person, for HR's own nightly jobs."""

from __future__ import annotations

from datetime import date
from typing import Any

from analytics.answers.episodes import Followed, followed
from analytics.answers.told import STATUSES
from analytics.commands.context import DONE, NOTHING, Context
from analytics.i18n import N_, Translate, day
from analytics.rules.deadline import Deadline, Status
from analytics.rules.episode import Episode
from analytics.rules.follow_up import deadlines
from analytics.rules.rulebook import NAMES


def episodes(context: Context) -> int:
    """Print everybody's episodes and their employer periods. Open spells last to the day given
    with --today, and what begins after it is left out; without it, to their export."""
    today = context.args.today
    with context.open() as store:
        with store.cursor() as cursor:
            people = followed(cursor, today)
        context.exported(store, "episodes")
    rows = [
        _episode(person, episode)
        for person in people
        for episode in person.episodes
        if today is None or episode.start <= today
    ]
    lines = [
        f"{row['employee_no']:>10}  {day(row['start'])}–{day(row['end']) if row['end'] else '':10}"
        f"  {row['days']:>4}"
        for row in rows
    ]
    context.say(rows, "\n".join(lines) or context.translate(N_("There are no absences.")))
    return DONE if rows else NOTHING


def deadlines_of_everybody(context: Context) -> int:
    """Print every deadline of the episodes that go on, or ended in the last thirty days."""
    today = context.today
    with context.open() as store:
        with store.cursor() as cursor:
            people = followed(cursor, today)
        context.exported(store, "deadlines")
    rows = [
        _deadline(person, found)
        for person in people
        for episode in person.episodes
        for found in deadlines(episode, person.marks, today)
    ]
    rows.sort(key=lambda row: (row["due"], row["employee_no"], row["rule"]))
    nothing = context.translate(N_("There are no deadlines."))
    text = "\n".join(_line(row, context.translate) for row in rows)
    context.say(rows, text or nothing)
    return DONE if rows else NOTHING


def _episode(person: Followed, episode: Episode) -> dict[str, Any]:
    periods = episode.employer_periods
    days: list[tuple[date, date]] = [row for period in periods for row in period.days]
    return {
        "employee_no": person.employee_no,
        "start": episode.start,
        "end": None if episode.open else episode.end,
        "days": episode.days,
        "open": episode.open,
        "employer_period": days,
        # of several, leave between them, the last is the one that runs
        "employer_period_complete": bool(periods) and periods[-1].complete,
    }


def _deadline(person: Followed, found: Deadline) -> dict[str, Any]:
    return {
        "employee_no": person.employee_no,
        "rule": found.rule.value,
        "due": found.due,
        "status": found.status.value,
        "evidence": found.evidence,
    }


def _line(row: dict[str, Any], translate: Translate) -> str:
    status = translate(STATUSES[Status(row["status"])])
    name = translate(NAMES[row["rule"]])
    return f"{day(row['due'])}  {row['employee_no']:>10}  {status:14}  {name}"
