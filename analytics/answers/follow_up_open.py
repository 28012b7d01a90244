"""Following up, opened for a purpose: how much is due before any name, then who it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from analytics import persons, queries
from analytics.access import Reader, Role, within
from analytics.answers.episodes import Followed, followed, followed_up
from analytics.answers.follow_up import FOLLOWERS
from analytics.answers.follow_up_share import Share, shares
from analytics.domain.period import Period
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.once import once
from analytics.persons import Person
from analytics.queries import EVERYBODY
from analytics.rules.deadline import Deadline, Status
from analytics.rules.episode import together_until
from analytics.rules.follow_up import deadlines
from analytics.rules.follow_up_rules import MarkKind, Whose
from analytics.rules.settling import belongs
from analytics.store import purposes
from analytics.store.audit_log import Event, record
from analytics.store.connection import Store

READERS = (*FOLLOWERS, Role.CONSULTANT)
LIST = "follow_up_list"
ONE_BY_ONE = 25  # people; for so few, asking about each is quicker than reading everybody
OPEN = (Status.OVERDUE, Status.DUE, Status.UPCOMING)

Noted = tuple[int, int]


@dataclass(frozen=True)
class Opening:
    """What a reader opened: the people of a unit and below it (or the one with the code `whom`),
    for which reason (a key of `persons.REASONS`), and when (UTC)."""

    reason: str
    at: datetime
    unit: str = EVERYBODY
    whom: str = ""


@dataclass(frozen=True)
class Following:
    """One episode of somebody within reach. `end`: None while it goes on; `weeks`: whole weeks so
    far; `grade_pct`: per cent absent at the end; `contacted`: whether a contact was noted;
    `notes_until`: the last day of which a note counts here; `deadlines`: all of the episode, by
    date."""

    person: Person
    start: date
    end: date | None
    weeks: int
    grade_pct: float
    contacted: bool
    notes_until: date
    deadlines: tuple[Deadline, ...]

    @property
    def next(self) -> Deadline | None:
        """What is to be done first: the employer's own duties before what is others' turn; None
        when nothing is left."""
        left = [d for d in self.deadlines if d.status in OPEN]
        own = [d for d in left if employers(d)]
        others = [d for d in left if d.evidence["whose"] is not Whose.MILESTONE]
        return next(iter(own or others), None)


def employers(deadline: Deadline) -> bool:
    """Whether it is the employer who is to act."""
    return deadline.evidence["whose"] is Whose.EMPLOYER


def noted(store: Store) -> Noted:
    """What changes whenever something is noted or taken back: how many entries there are, and the
    newest. What is remembered of following up is remembered under it."""
    with store.cursor() as cursor:
        return queries.follow_up_noted(cursor)


def standing(
    reader: Reader, store: Store, today: date, _noted: Noted
) -> dict[str, Counter[Status]]:
    """How many of the employer's duties stand how among the reader's own people, by the unit they
    work in ("" when unknown), in the order of the units. Numbers only: nobody is shown.

    Raises AccessDenied for readers who follow nobody up.
    """
    if reader.role not in FOLLOWERS:
        raise AccessDenied(N_("Only HR and leaders follow up single employees."))
    found: dict[str, Counter[Status]] = {}
    for each in _everybody(store, persons.within_reach(reader, store), today, _noted):
        mine = [d.status for d in each.deadlines if employers(d)]
        found.setdefault(each.person.unit or EVERYBODY, Counter()).update(mine)
    return {unit: found[unit] for unit in sorted(found) if found[unit]}


def opened(
    reader: Reader, store: Store, opening: Opening, today: date, _noted: Noted
) -> list[Following]:
    """The episodes that are followed up among the people opened, what is due first first; advisers
    get codes. Each person's purpose is kept and the view written down, once for an opening.

    Raises ReaderError for an unknown reason, and AccessDenied for readers who follow nobody up and
    for a person out of reach.
    """
    if reader.role not in READERS:
        raise AccessDenied(N_("Only HR and leaders follow up single employees."))
    if opening.reason not in persons.REASONS:
        raise ReaderError(N_("Choose one of the reasons."))
    if opening.whom:
        person = persons.find(reader, store, opening.whom, LIST, opening.at)
        mine = {person.employee_key: person}
    else:
        mine = {
            key: person
            for key, person in persons.within_reach(reader, store).items()
            if within(person.unit or EVERYBODY, opening.unit)
        }
    found = _everybody(store, mine, today, _noted)
    _write_down(reader, store, opening, {each.person.code for each in found})
    return sorted(found, key=_first_due)


def share_rows(
    reader: Reader, store: Store, period: Period, today: date, _noted: Noted
) -> list[Share]:
    """`follow_up_share.shares`, remembered until something is noted."""
    return shares(reader, store, period, today)


def _everybody(
    store: Store, mine: Mapping[str, Person], today: date, noted_: Noted
) -> list[Following]:
    """What is followed up of the people by their keys."""
    return [
        following
        for each in _followed(store, mine, today, noted_)
        for following in _following(mine[each.employee_key], each, today)
    ]


def _followed(store: Store, keys: Iterable[str], today: date, noted_: Noted) -> list[Followed]:
    def asked() -> list[Followed]:
        with store.cursor() as cursor:
            return followed_up(cursor, today)

    wanted = sorted(keys)
    if len(wanted) <= ONE_BY_ONE:
        with store.cursor() as cursor:
            return [each for key in wanted for each in followed(cursor, today, key)]
    among = set(wanted)
    # Everybody's episodes are the same for every reader.
    everybody = once(store, ("followed up", today, noted_), asked)
    return [each for each in everybody if each.employee_key in among]


def _following(person: Person, each: Followed, today: date) -> Iterable[Following]:
    for episode in each.episodes:
        found = deadlines(episode, each.marks, today)
        if found:
            yield Following(
                person,
                episode.start,
                None if episode.open else episode.end,
                episode.weeks_by(today),
                round(100 * episode.grade, 2),
                any(m.kind is MarkKind.CONTACT and belongs(m, episode, today) for m in each.marks),
                today if episode.open else min(today, together_until(episode)),
                tuple(found),
            )


def _first_due(each: Following) -> tuple[bool, date, str]:
    """What is due first, first; those with nothing left to do last."""
    left = each.next
    return (left is None, left.due if left else each.start, each.person.code)


def _write_down(reader: Reader, store: Store, opening: Opening, codes: set[str]) -> None:
    """Keep the purpose for each person of an opening and log the view, unless that was done."""
    who = persons.subject(reader)
    with store.transaction() as cursor:
        for whom in sorted(codes):
            held = purposes.holding(cursor, who, whom, opening.at)
            if held and (held.given_at, held.reason) == (_bare(opening.at), opening.reason):
                continue
            purposes.give(cursor, who, whom, opening.reason, opening.at)
            record(cursor, Event(who, "view", LIST, whom, purpose=opening.reason), opening.at)


def _bare(moment: datetime) -> datetime:
    """A moment as the store keeps it: UTC without saying so."""
    return moment.replace(tzinfo=None)
