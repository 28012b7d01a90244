"""The import desk: one uploaded file (or one sheet of it), what the reader overruled, and what
would come of it. Several files lie on a `tray` of desks."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import streamlit as st

from analytics.domain.absence import AbsenceType
from analytics.figures.tally import days_by_code
from analytics.ingest import bring, handing_in, workbook
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import Kind, Memory
from pages.components import ahead, tour
from pages.components.mending import Mending, put_by
from pages.components.session import Session

_DESK, _ROUND, _TOLD = "desk", "import-round", "import-told"

Key = tuple[object, ...]


@dataclass
class Desk:
    """One file in one browser window. Nothing here is in the store before the reader confirms.

    `overruled` holds only what was changed by hand, keyed by what it is about ("columns", "types",
    "choices", "file") and its name, so that everything else may still be judged afresh. `unknown`
    names the codes nobody knew, in the order they were met; `days` is how many days hang on a code.
    `part` is the sheet this desk is about where a workbook holds sheets of several kinds; `known`
    is what the file was understood as last.
    """

    name: str
    data: bytes
    file_id: str = ""
    part: str | None = None
    password: str | None = None
    overruled: dict[tuple[str, str], str] = field(default_factory=dict)
    book: Workbook | None = None
    known: bring.Prepared | None = None
    outcome: bring.Outcome | None = None
    considered: Key = ()
    unknown: list[str] = field(default_factory=list)
    days: dict[str, int] = field(default_factory=dict)
    wrong_date: str | None = None
    nonce: str = field(default_factory=lambda: secrets.token_hex(4))

    def mending(self) -> Mending | None:
        """What an error file is made of; None when nothing is wrong with the rows."""
        if self.book is None or self.outcome is None:
            return None
        reading = self.outcome.prepared.reading
        return Mending(self.book, reading, self.nonce) if reading.problems else None


def open_up(desk: Desk) -> None:
    """Let the choices on the screen be about this desk from now on."""
    st.session_state[_DESK] = desk


def clear(told: str | None = None) -> None:
    """Put the file away; `told` is said at the top of the page in the next run."""
    st.session_state.pop(_DESK, None)
    st.session_state[_ROUND] = upload_round() + 1
    st.session_state[_TOLD] = told


def upload_round() -> int:
    """How many files this window has put away: an uploader with a new key is empty."""
    return int(st.session_state.get(_ROUND, 0))


def told() -> str | None:
    """What the last import has to say, once."""
    text: str | None = st.session_state.pop(_TOLD, None)
    return text


def overrule(what: str, name: str, key: str) -> None:
    """Take over the value of the widget `key`; called when the reader changes it."""
    desk: Desk = st.session_state[_DESK]
    desk.overruled[what, name] = str(st.session_state[key])


def start_over() -> None:
    """Forget what was overruled: the file is read as if it had just come."""
    desk: Desk = st.session_state[_DESK]
    desk.overruled.clear()


def settled(desk: Desk) -> bring.Settled:
    """The reader's choices so far, as the import takes them."""

    def of(what: str) -> dict[str, str]:
        return {name: value for (kind, name), value in desk.overruled.items() if kind == what}

    file = of("file")
    return bring.Settled(
        kind=Kind(file["kind"]) if "kind" in file else None,
        source=file.get("source") or None,
        memory=Memory(columns=of("columns"), types=of("types"), choices=of("choices")),
        export_date=date.fromisoformat(file["export_date"]) if "export_date" in file else None,
        remove_missing=file["missing"] == "True" if "missing" in file else None,
        sheet=file.get("sheet") or desk.part,
    )


def consider(session: Session, desk: Desk) -> bring.Outcome:
    """Read, understand and compare the file; worked out again only when something changed.

    Raises ImportRefused (PasswordNeeded for a locked file). Writes nothing.
    """
    _, words = session.translate, session.words
    now: Key = (
        session.dataset.version, session.today, desk.password, *sorted(desk.overruled.items())
    )  # fmt: skip
    if desk.outcome is not None and desk.considered == now:
        return desk.outcome
    desk.outcome = None
    if desk.book is None:
        with st.spinner(_("Reading the file …")):
            desk.book = workbook.read(desk.data, desk.name, password=desk.password)
    lines = words.count(sum(len(sheet.rows) for sheet in desk.book.sheets))
    with st.spinner(_("Understanding %(rows)s rows …") % {"rows": lines}):
        prepared = understood(session, desk, desk.book)
    rows = words.count(len(prepared.reading.rows))
    with st.spinner(_("Comparing %(rows)s rows with what is here …") % {"rows": rows}):
        desk.outcome = handing_in.dry_run(
            session.reader, session.store, prepared, now=datetime.now(UTC)
        )
    desk.considered = now
    return desk.outcome


def understood(session: Session, desk: Desk, book: Workbook) -> bring.Prepared:
    """The file understood; as it was before while nothing has changed. Raises ImportRefused."""
    prepared = _prepare(session, desk, book, settled(desk))
    if prepared is not desk.known:
        note(session, desk, book, prepared)
    return prepared


def note(session: Session, desk: Desk, book: Workbook, prepared: bring.Prepared) -> None:
    """Keep on the desk what the file was understood as, and what hangs on its kinds of absence;
    where some are unknown, it is understood once more to see that."""
    desk.known, known = prepared, prepared.reading
    unknown = [code for code, (kind, rows) in known.types.items() if kind == ""]
    desk.unknown += [code for code in unknown if code not in desk.unknown]
    desk.days = days_by_code(known.rows, known.data_through)
    if unknown:
        as_absence, choices = dict.fromkeys(unknown, str(AbsenceType.OTHER)), settled(desk)
        memory = replace(choices.memory, types={**choices.memory.types, **as_absence})
        tried = _prepare(session, desk, book, replace(choices, memory=memory)).reading
        desk.days |= {
            code: days
            for code, days in days_by_code(tried.rows, tried.data_through).items()
            if code in as_absence
        }


def _prepare(
    session: Session, desk: Desk, book: Workbook, choices: bring.Settled
) -> bring.Prepared:
    return handing_in.prepare(
        session.reader, session.store, book, desk.data,
        today=session.today, now=datetime.now(UTC), settled=choices, known=desk.known,
    )  # fmt: skip


def confirm(session: Session, desk: Desk, outcome: bring.Outcome) -> None:
    """Keep the file as a new dataset version, and put it away. Raises ReaderError where `outcome`,
    which the reader saw, no longer holds."""
    _ = session.translate
    with st.spinner(_("Importing …")):
        done = handing_in.commit(
            session.reader, session.store, outcome.prepared, now=datetime.now(UTC), shown=outcome
        )
    ahead.expect_the_overview()
    put_by(desk.mending())
    tour.begin_after_the_first(session)
    clear(
        _("«%(file)s» is imported. The data are now version %(version)s.")
        % {"file": done.prepared.file_name, "version": done.change.version}
    )
