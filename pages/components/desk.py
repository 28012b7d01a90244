"""The import desk: one uploaded file, what the reader overruled, and what would come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import streamlit as st

from analytics.ingest import bring, workbook
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import Kind, Memory
from pages.components.session import Session

_DESK, _ROUND, _TOLD = "desk", "import-round", "import-told"

Key = tuple[object, ...]


@dataclass
class Desk:
    """One file in one browser window. Nothing here is in the store before the reader confirms.

    `overruled` holds only what was changed by hand, keyed by what it is about ("columns", "types",
    "choices", "file") and its name, so that everything else may still be judged afresh.
    """

    name: str
    data: bytes
    password: str | None = None
    overruled: dict[tuple[str, str], str] = field(default_factory=dict)
    book: Workbook | None = None
    outcome: bring.Outcome | None = None
    considered: Key = ()


def desk_for(name: str, data: bytes) -> Desk:
    """The desk of this file; another file clears the desk."""
    desk: Desk | None = st.session_state.get(_DESK)
    if desk is None or desk.name != name or desk.data != data:
        desk = Desk(name, data)
        st.session_state[_DESK] = desk
    return desk


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
    )


def consider(session: Session, desk: Desk) -> bring.Outcome:
    """Read, understand and compare the file; worked out again only when something changed.

    Raises ImportRefused (PasswordNeeded for a locked file). Writes nothing.
    """
    _ = session.translate
    now: Key = (session.dataset.version, desk.password, *sorted(desk.overruled.items()))
    if desk.outcome is not None and desk.considered == now:
        return desk.outcome
    with st.status(_("Reading the file …")) as status:
        if desk.book is None:
            desk.book = workbook.read(desk.data, desk.name, password=desk.password)
        status.update(label=_("Understanding the columns …"))
        prepared = bring.prepare(
            session.store, desk.book, desk.data, today=session.today, settled=settled(desk)
        )
        status.update(label=_("Comparing with what is here …"))
        desk.outcome = bring.dry_run(session.store, prepared, now=datetime.now(UTC))
        desk.considered = now
        status.update(label=_("Read, understood and compared"), state="complete")
    return desk.outcome


def confirm(session: Session, outcome: bring.Outcome) -> None:
    """Keep the file as a new dataset version, and put it away."""
    done = bring.commit(session.store, outcome.prepared, now=datetime.now(UTC))
    _ = session.translate
    clear(
        _("«%(file)s» is imported. The data are now version %(version)s.")
        % {"file": done.prepared.file_name, "version": done.change.version}
    )
