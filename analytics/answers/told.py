"""What the patterns and the rules came to about one person, fired or not, in words."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.answers.episodes import followed
from analytics.answers.sheet import Told
from analytics.i18n import N_, Translate, day, translator
from analytics.patterns.engine import TESTS, UNIT_CLUSTER, judge
from analytics.patterns.loading import history
from analytics.patterns.story import story
from analytics.patterns.wording import KINDS
from analytics.rules.assessment import Outcome
from analytics.rules.deadline import Status
from analytics.rules.follow_up import deadlines
from analytics.rules.presets import assess, for_preset, presets
from analytics.rules.rulebook import NAMES, PRESETS
from analytics.store.connection import Cursor

STATUSES = {
    Status.UPCOMING: N_("upcoming"),
    Status.DUE: N_("due"),
    Status.OVERDUE: N_("overdue"),
    Status.DONE: N_("done"),
    Status.EXEMPT: N_("does not hold"),
}
OUTCOMES = {
    Outcome.MET: N_("reached"),
    Outcome.NOT_MET: N_("not reached"),
    Outcome.UNDETERMINED: N_("cannot be told from what is registered"),
}
STANDS_OUT = N_("stands out")
PASSED = N_("has passed")
NOTHING = N_("looked for; nothing stands out")


def kinds() -> list[str]:
    """Every kind of finding about a person."""
    return [kind for kind in TESTS if kind != UNIT_CLUSTER]


def of_patterns(cursor: Cursor, key: str, today: date, language: str) -> list[Told]:
    """Each kind of finding: what stands out about the person with its whole story, or that
    nothing does."""
    return of_judged(judge(history(cursor, today), kinds()).persons, key, language)


def of_judged(found: pd.DataFrame, key: str, language: str) -> list[Told]:
    """The same, of a judgement (`Judgement.persons`) that has been made already."""
    _ = translator(language)
    mine = found[found["employee_key"] == key].to_dict("records")
    by_kind = {str(row["kind"]): {str(k): v for k, v in row.items()} for row in mine}
    told: list[Told] = []
    for kind in kinds():
        if kind in by_kind:
            lines = [line.text(_) for line in story(by_kind[kind], language).lines[1:]]
            told.append(Told(_(KINDS[kind].title), _(STANDS_OUT), lines))
        else:
            told.append(Told(_(KINDS[kind].title), _(NOTHING)))
    return told


def of_rules(cursor: Cursor, key: str, today: date, translate: Translate) -> list[Told]:
    """The deadlines of every episode, and each ready-made count, reached or not."""
    told: list[Told] = []
    for person in followed(cursor, today, key):
        for episode in person.episodes:
            for found in deadlines(episode, person.marks, today, over=True):
                title = f"{translate(NAMES[found.rule])} ({day(episode.start)})"
                # NAV's own dates are never overdue: on a sheet of the past they are just past
                past = found.status is Status.DUE and found.due < today
                word = translate(PASSED if past else STATUSES[found.status])
                outcome = f"{word}, {day(found.due)}"
                told.append(Told(title, outcome, [str(found.evidence.get("reference", ""))]))
        for preset in presets():
            held = assess(for_preset(preset, person.runs, person.episodes), preset, today)
            outcome = translate(OUTCOMES[held.outcome])
            told.append(Told(translate(PRESETS[preset.name]), outcome, [held.reference]))
    return told
