"""`export` and `report`: figures and papers that may leave the house, made without anybody there.

Both hold what somebody without person access may be shown, whoever runs them.
"""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress
from datetime import date
from pathlib import Path

from analytics import queries
from analytics.access import Reader, Role
from analytics.answers import workplace
from analytics.answers.amu import Amu, amu
from analytics.answers.benchmark import held
from analytics.commands import automation, private_file, unit_papers
from analytics.commands.context import DONE, NOTHING, WHO, Context
from analytics.commands.showing import period_of, unit_of
from analytics.documents import amu_report, amu_workbook, machine, register
from analytics.documents.register import Origin
from analytics.domain.absence import Definition, DurationLens
from analytics.domain.period import Month, Period
from analytics.errors import ReaderError
from analytics.figures.wording import Words
from analytics.i18n import N_
from analytics.persons import write_down
from analytics.queries import By, Dataset, Selection
from analytics.store.audit_log import Event
from analytics.store.connection import Store

TIMES = (By.MONTH, By.QUARTER)
NEWEST = "newest"
REPORTS = ("amu", "leader", "register", *unit_papers.WRITERS)
_SAID = {"register": "register", "month": "leader_month", "board": "board_picture"}  # in the log
OLD_AFTER = 45  # days; as the reports page has it
_WRITERS = {".pdf": amu_report.pdf, ".xlsx": amu_workbook.workbook}


def export(context: Context) -> int:
    """Write the published figures of a period for another program to read."""
    args, chosen = context.args, [By(name) for name in context.args.by]
    times, others = ([by for by in chosen if (by in TIMES) is timed] for timed in (True, False))
    if len(times) > 1 or len(others) > 1:
        raise ReaderError(
            N_("Choose month or quarter, and one of unit, certification, duration and sex.")
        )
    with context.open() as store:
        with store.cursor() as cursor:
            data, unit = queries.dataset(cursor), unit_of(cursor, args.unit)
        reach = _reach(data)
        if reach is None:
            raise ReaderError(N_("There is no complete month with absence data yet."))
        selection = Selection(
            period_of(args.start or str(reach.start), args.end or str(reach.end)),
            unit,
            Definition(args.definition),
            DurationLens(args.lens),
        )
        time, of = (times[0] if times else None), (others[0] if others else By.TOTAL)
        rows = machine.figures(store, selection, time, of, context.settings.language)
        source = machine.Source(
            data.version, data.data_through, selection.definition, selection.lens, context.today
        )
        private_file.write(
            Path(args.out), machine.FORMATS[args.format](rows, source, context.translate)
        )
        write_down(store, Event(WHO, "export", "machine_export"), context.now)
    hidden = sum(row["suppressed"] is not None for row in rows)
    _told(context, data, rows=len(rows), suppressed=hidden)
    return NOTHING if hidden == len(rows) else DONE


def report(context: Context) -> int:
    """Write one of the papers of the reports page."""
    args = context.args
    words = Words(context.settings.language)
    if args.what == "leader" and not args.unit:
        raise ReaderError(N_("A leader leads a unit. Name it with --unit."))
    with context.open() as live, automation.looked_at(context, live) as (store, day):
        with store.cursor() as cursor:
            data, unit = queries.dataset(cursor), unit_of(cursor, args.unit)
        period = _asked(args, data)
        _refuse_unless_known(data, period)
        origin = Origin(unit, period, data.data_through, data.version, context.today)
        made = _made(store, data, origin, words, args, day)
        automation.refuse_new_groups(store)
        private_file.write(Path(args.out), made)
        write_down(
            store, Event(WHO, "export", _SAID.get(args.what, "committee_report")), context.now
        )
    _told(context, data)
    return DONE


def _asked(args: Namespace, data: Dataset) -> Period:
    """The quarter, or of the papers about one unit the month, that the call names."""
    if args.what in unit_papers.WRITERS:
        return unit_papers.month(args.month, _reach(data))
    return _newest(data) if args.quarter == NEWEST else _quarter(args.quarter)


def _made(
    store: Store, data: Dataset, origin: Origin, words: Words, args: Namespace, day: date
) -> bytes:
    out, reach = Path(args.out), _reach(data)
    assert reach is not None  # what was asked for lies in it
    if args.what == "register":
        return _register(store, origin.period, origin, words)
    if args.what in unit_papers.WRITERS:
        remarks = _remarks(origin, words, day)
        return unit_papers.paper(args.what, store, origin, reach, words, remarks, out)
    return _committee(store, data, origin, words, out, day)


def _committee(
    store: Store, data: Dataset, origin: Origin, words: Words, out: Path, day: date
) -> bytes:
    write = _WRITERS.get(out.suffix.lower())
    if write is None:
        raise ReaderError(N_("This report is a PDF or a workbook: let --out end in .pdf or .xlsx."))
    reader = Reader(Role.HR, origin.unit, words.language)
    like, mark = workplace.compared_with(store), ""
    with suppress(ReaderError):
        mark = held(store)[1]
    reach = _reach(data)
    assert reach is not None  # the quarter lies in it
    facts: Amu = amu(reader, store, origin.period, reach, like, mark)
    return write(facts, origin, words, _remarks(origin, words, day))


def _register(store: Store, quarter: Period, origin: Origin, words: Words) -> bytes:
    if origin.unit:
        raise ReaderError(N_("The register is of the whole organisation: leave --unit out."))
    with store.cursor() as cursor:
        rows = queries.register(cursor, quarter)
    return register.workbook(rows, origin, words.translate)


def _remarks(origin: Origin, words: Words, day: date) -> list[str]:
    """What those who see groups are told of the data: their age, when they are old on `day`."""
    age = (day - origin.data_through).days if origin.data_through else 0
    if age <= OLD_AFTER:
        return []
    text = words.translate(N_("The data are %(days)s days old: they go to %(day)s."))
    return [text % {"days": age, "day": words.day(origin.data_through)}]


def _newest(data: Dataset) -> Period:
    """The newest quarter that the absence data cover from end to end."""
    reach = _reach(data)
    end = reach.end.plus(-(reach.end.number % 3)) if reach else None
    if reach is None or end is None or end.plus(-2) < reach.start:
        raise ReaderError(
            N_("There is no complete quarter with absence data yet. HR imports them.")
        )
    return Period(end.plus(-2), end)


def _quarter(text: str) -> Period:
    year, mark, number = text.upper().replace("Q", "K").partition("K")
    if mark and year.isdecimal() and len(year) == 4 and number in {"1", "2", "3", "4"}:
        return Period.quarter(int(year), int(number))
    raise ReaderError(N_("A quarter is written 2025K4, or “newest”; got %(given)s."), given=text)


def _refuse_unless_known(data: Dataset, quarter: Period) -> None:
    reach = _reach(data)
    if reach is None or quarter.start < reach.start or quarter.end > reach.end:
        raise ReaderError(
            N_("The absence data do not cover %(quarter)s from end to end; they cover %(reach)s."),
            quarter=quarter,
            reach=reach or "–",
        )


def _reach(data: Dataset) -> Period | None:
    """The complete months with absence data."""
    if data.data_through is None or data.first_absence is None:
        return None
    last, first = Month.of(data.data_through), Month.of(data.first_absence)
    last = last if data.data_through == last.last else last.plus(-1)
    return Period(first, last) if first <= last else None


def _told(context: Context, data: Dataset, **counts: int) -> None:
    text = context.translate(N_("%(path)s is written, from version %(version)s of the data."))
    context.say(
        {"file": context.args.out, "version": data.version, **counts},
        text % {"path": context.args.out, "version": data.version},
    )
