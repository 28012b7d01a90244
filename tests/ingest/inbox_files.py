"""The files of a payroll system with forty absences, and a store that has had them by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from analytics.ingest import workbook
from analytics.ingest.bring import Outcome, commit, prepare
from analytics.ingest.inbox import Inbox
from analytics.ingest.taking import Taken
from analytics.store.connection import Store

STORE = "naervaer.duckdb"
STAFF = 20
EMPLOYEES = "Ansattnr;Navn;Avdeling;Stillingsprosent;Startdato;Sluttdato;Kjønn\n" + "".join(
    f"{1000 + n};Person {n};Post {n % 2};100;01.01.2024;;{'MK'[n % 2]}\n" for n in range(STAFF)
)
HEADINGS = "Ansattnr;Fraværstype;Fra dato;Til dato;Prosent"


def absence(n: int, kind: str = "Egenmelding", grade: int = 100) -> str:
    """One of the absences: two days of person `n` modulo the staff, nobody twice at once."""
    start = date(2025, 1, 6) + timedelta(days=7 * n)
    end = start + timedelta(days=1)
    return f"{1000 + n % STAFF};{kind};{start:%d/%m/%Y};{end:%d/%m/%Y};{grade}"


ROWS = [absence(n) for n in range(40)]


def table(rows: Sequence[str]) -> str:
    """The absence file with these rows."""
    return "\n".join([HEADINGS, *rows]) + "\n"


def by_hand(store: Store, text: str, name: str = "fravær.csv") -> Outcome:
    """What somebody does on the Import page."""
    data, now = text.encode(), datetime.now(UTC)
    prepared = prepare(store, workbook.read(data, name), data, today=now.date())
    return commit(store, prepared, now=now)


def make_template(folder: Path) -> Path:
    """A store where both files have been imported by hand once."""
    with Store(folder / STORE) as store:
        by_hand(store, EMPLOYEES, "ansatte.csv")
        by_hand(store, table(ROWS))
    return folder


@dataclass(frozen=True)
class Watched:
    """A copy of that store, and an inbox beside it."""

    store: Store
    box: Inbox

    @classmethod
    def at(cls, template: Path, folder: Path, translate: Callable[[str], str] = str) -> Watched:
        """Make both in `folder`, and open them."""
        shutil.copytree(template, folder / "store")
        (folder / "inbox").mkdir()
        return cls.opened(folder, translate)

    @classmethod
    def opened(cls, folder: Path, translate: Callable[[str], str] = str) -> Watched:
        """Those in `folder`, as another program opens them."""
        return cls(Store(folder / "store" / STORE), Inbox(folder / "inbox", translate))

    @property
    def folder(self) -> Path:
        return self.box.folder

    def drop(self, text: str, name: str = "a.csv") -> Path:
        """A file that arrives."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def look(self, days: int = 0) -> list[Taken]:
        """One pass, a minute (and so many days) from now."""
        now = datetime.now(UTC) + timedelta(days=days, minutes=1)
        return self.box.pass_through(lambda: nullcontext(self.store), now)

    def waiting(self) -> list[str]:
        """What lies in the folder of waiting files."""
        return sorted(path.name for path in (self.folder / "quarantine").iterdir())

    def note(self) -> str:
        """The note beside the one waiting file."""
        (name,) = [name for name in self.waiting() if name.endswith(".txt")]
        return (self.folder / "quarantine" / name).read_text(encoding="utf-8")
