"""`case-brief`: a case for a reflection group or NAV's contact, in which nobody is recognised."""

from __future__ import annotations

from pathlib import Path

from analytics import queries
from analytics.access import Reader, Role
from analytics.cases import standing
from analytics.cases.likeness import Likeness
from analytics.cases.standing import Standing
from analytics.commands import private_file
from analytics.commands.context import DONE, WHO, Context
from analytics.documents import brief
from analytics.documents.word import word
from analytics.domain.period import Month
from analytics.errors import ReaderError
from analytics.i18n import N_
from analytics.persons import write_down
from analytics.store.audit_log import Event
from analytics.store.connection import Store


def case_brief(context: Context) -> int:
    """Write the brief of an open case as Word; what is not answered in the call is left to write
    by hand. Raises ReaderError where there is no such case, or somebody could be recognised."""
    args = context.args
    reader = Reader(Role.HR, language=context.settings.language)
    answers = {key: getattr(args, key) or "" for key in brief.QUESTIONS}
    with context.open() as store:
        case = _case(reader, store, context)
        person, everybody = _likeness(reader, store, case)
        names = standing.names(store, case.case)
        paper = brief.brief(answers, person, everybody, names, context.today, reader.language)
        private_file.write(Path(args.out), word(paper))
        event = Event(WHO, "export", "refleksjon", whom=case.code)
        write_down(store, event, context.now)
    context.say({"file": args.out, "case_id": case.case.case_id}, str(args.out))
    return DONE


def _case(reader: Reader, store: Store, context: Context) -> Standing:
    asked = context.args.case
    for found in standing.standings(reader, store, context.today):
        if found.case.case_id == asked:
            return found
    raise ReaderError(N_("There is no case %(case)s."), case=asked)


def _likeness(reader: Reader, store: Store, found: Standing) -> tuple[Likeness, list[Likeness]]:
    with store.cursor() as cursor:
        through = queries.dataset(cursor).data_through
    alike = standing.alike(reader, store, Month.of(through)) if through else {}
    person = alike.get(found.case.employee_key)
    if person is None:
        raise ReaderError(N_("The employee is not in the register, so that no brief can be made."))
    return person, list(alike.values())
