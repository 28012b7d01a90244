"""The invented organisation in a store: put in by one click, known again, and taken out again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from fnmatch import fnmatch
from pathlib import Path

from analytics import doors, queries
from analytics.access import Reader
from analytics.demo import write_workbooks
from analytics.demo.tables import read_toml
from analytics.errors import ReaderError
from analytics.i18n import N_
from analytics.ingest import together, workbook
from analytics.ingest.bring import Outcome
from analytics.ingest.reading import Kind
from analytics.ingest.together import File
from analytics.store.audit_log import Event, record
from analytics.store.connection import Cursor, Store
from analytics.store.emptying import empty

IN_USE = N_("There are data here already. The invented organisation is only put in an empty store.")
NOT_HERE = N_("The invented organisation is not here, so nothing was taken out.")
MIXED = N_(
    "Other files have come in beside the invented organisation. Undo them under «Earlier imports» "
    "first; then it can be taken out."
)


class Held(StrEnum):
    """What a store holds: nothing at all, the invented organisation and nothing else, that and
    something more, or data of its own."""

    NOTHING = "nothing"
    INVENTED = "invented"
    MIXED = "mixed"
    OWN = "own"


def held(store: Store) -> Held:
    """What the store holds, told by the employer's name and the names of the files: so it is known
    however it came in."""
    with store.cursor() as cursor:
        return _held(cursor)


def fill(
    reader: Reader,
    store: Store,
    *,
    today: date,
    now: datetime,
    employees: int = 400,
    months: int = 36,
    told: Callable[[str], None] = lambda step: None,
) -> int:
    """Put the invented organisation into an empty store by way of its files, whole or not at all;
    how many files. `told` hears the name of each file as it is read.

    Raises AccessDenied for others than HR, written down, and ReaderError where there are data.
    """
    doors.only(doors.HR, reader, store, Event(reader.who, "change", "demo put in"), now)
    if held(store) is not Held.NOTHING:
        raise ReaderError(IN_USE)
    with tempfile.TemporaryDirectory() as folder:
        made = write_workbooks(Path(folder), employees=employees, months=months, today=today)
        files = []
        for path in (made.employees, *made.absences, made.rosters):
            told(path.name)
            data = path.read_bytes()
            files.append(File(workbook.read(data, path.name), data))
    done = together.commit(
        store, files, today=today, now=now, rates=False, note=_writer(reader, now)
    )
    return len(done)


def take_out(reader: Reader, store: Store, *, now: datetime) -> int:
    """Take the invented organisation out with everything that was noted about its people; the new
    dataset version. Who has access, the log and the settings stay.

    Raises AccessDenied for others than HR, written down, and ReaderError where something else is
    here as well.
    """
    doors.only(doors.HR, reader, store, Event(reader.who, "change", "demo taken out"), now)
    with store.transaction() as cursor:
        found = _held(cursor)
        if found is not Held.INVENTED:
            raise ReaderError(MIXED if found is Held.MIXED else NOT_HERE)
        version, _ = empty(cursor, now=now)
        record(cursor, Event(reader.who, "change", "demo taken out"), now)
    return version


def _writer(reader: Reader, now: datetime) -> Callable[[Cursor, Outcome], None]:
    """Writes one line for all the files: by the first of them."""

    def note(cursor: Cursor, outcome: Outcome) -> None:
        if outcome.prepared.reading.kind is Kind.EMPLOYEES:
            record(cursor, Event(reader.who, "change", "demo put in"), now)

    return note


def _held(cursor: Cursor) -> Held:
    imports = queries.imports(cursor)
    files = imports[~imports["undone"].astype(bool)]["file_name"].tolist()
    if not files:
        return Held.NOTHING
    tree = queries.units(cursor)
    tops = set(tree[tree["depth"] == tree["depth"].min()]["name"])
    if employer() not in tops:
        return Held.OWN
    ours = all(any(fnmatch(name, known) for known in _file_names()) for name in files)
    return Held.INVENTED if ours and tops == {employer()} else Held.MIXED


def employer() -> str:
    """What the invented employer is called."""
    return str(read_toml("organisation")["employer"])


def _file_names() -> tuple[str, ...]:
    layout = read_toml("workbooks")
    yearly = str(layout["absences_file"]).format(year="????")
    return (str(layout["employees_file"]), yearly, str(read_toml("rosters")["roster"]["file"]))
