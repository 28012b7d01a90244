"""«We read it like this»: every choice made while reading a file, each of them open to change."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from analytics.ingest import columns
from analytics.ingest.bring import Prepared
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import ColumnGuess, Decision, Reading
from pages.components.chart import plain
from pages.components.desk import overrule
from pages.components.naming import FIELDS, KINDS, TYPES, UNSETTLED
from pages.components.session import Session


def show_reading(session: Session, prepared: Prepared, book: Workbook) -> None:
    """What the file was taken for, with selectors to overrule it."""
    _, words, reading = session.translate, session.words, prepared.reading
    st.header(_("We read it like this"), anchor=False)
    st.markdown(
        _("%(kind)s from «%(file)s», sheet «%(sheet)s», %(rows)s rows.")
        % {
            "kind": _(KINDS[reading.kind]),
            "file": plain(prepared.file_name),
            "sheet": plain(reading.sheet),
            "rows": words.count(reading.rows_read),
        }
    )
    if prepared.remembered:
        st.caption(
            _("Files like this have been imported before; what was settled then holds again.")
        )
    _file(session, prepared)
    _columns(session, reading)
    if reading.types:
        _types(session, reading)
    _decisions(session, reading, book)


def _file(session: Session, prepared: Prepared) -> None:
    _, words, reading = session.translate, session.words, prepared.reading
    with st.container(horizontal=True, vertical_alignment="bottom", key="file-choices"):
        kinds = list(KINDS)
        st.selectbox(
            _("What the file is about"),
            kinds,
            index=kinds.index(reading.kind),
            format_func=lambda kind: _(KINDS[kind]),
            filter_mode=None,
            key="import-kind",
            on_change=overrule,
            args=("file", "kind", "import-kind"),
            width=220,
        )
        st.text_input(
            _("Source"),
            value=prepared.source,
            help=_("Files of one source replace each other; give each payroll system its own."),
            key="import-source",
            on_change=overrule,
            args=("file", "source", "import-source"),
            width=220,
        )
        through = st.text_input(
            _("Exported on (dd.mm.yyyy)"),
            value=words.day(reading.data_through),
            key="import-date",
            on_change=_date_chosen,
            width=220,
        )
    if _day(through) is None:
        st.warning(
            _("«%(text)s» is not a date. Write it as 31.12.2025.") % {"text": plain(through or "")}
        )


def _day(text: str | None) -> str | None:
    """The ISO form of a date written `31.12.2025`; None when it is not one."""
    try:
        return datetime.strptime((text or "").strip(), "%d.%m.%Y").date().isoformat()
    except ValueError:
        return None


def _date_chosen() -> None:
    if (iso := _day(st.session_state["import-date"])) is not None:
        st.session_state["import-date-iso"] = iso
        overrule("file", "export_date", "import-date-iso")


def _columns(session: Session, reading: Reading) -> None:
    _ = session.translate
    unsure = any(not guess.sure for guess in reading.guesses)
    label = _("Columns: %(used)s of %(all)s in use") % {
        "used": len(reading.columns),
        "all": len(reading.guesses),
    }
    with st.expander(label, expanded=unsure, icon=":material/view_column:", key="columns"):
        for n, guess in enumerate(reading.guesses):
            _column(session, reading, guess, n)
        for dropped in reading.dropped:
            st.markdown(
                ":material/visibility_off: "
                + _("«%(column)s» was not read: %(why)s")
                % {"column": plain(dropped.column), "why": _(dropped.why)}
            )


def _column(session: Session, reading: Reading, guess: ColumnGuess, n: int) -> None:
    _ = session.translate
    options = list(dict.fromkeys(["", *columns.FIELDS[reading.kind], guess.field]))
    told, chosen = st.columns([3, 2], vertical_alignment="center")
    with told:
        st.markdown(f"**{plain(guess.header)}** {'' if guess.sure else ':material/help:'}")
        samples = ", ".join(plain(sample) for sample in guess.samples)
        st.caption(f"{samples} – {_(guess.why)}" if samples else _(guess.why))
    chosen.selectbox(
        guess.header,
        options,
        index=options.index(guess.field),
        format_func=lambda name: _(FIELDS.get(name or "", name or "")),
        label_visibility="collapsed",
        filter_mode=None,
        key=f"column-{n}",
        on_change=overrule,
        args=("columns", guess.header, f"column-{n}"),
    )


def _types(session: Session, reading: Reading) -> None:
    _, words = session.translate, session.words
    asked = any(kind == "" for kind, rows in reading.types.values())
    unsure = asked or any(d.id.startswith("type:") and not d.sure for d in reading.decisions)
    label = _("Kinds of absence: %(count)s") % {"count": len(reading.types)}
    with st.expander(label, expanded=unsure, icon=":material/category:", key="types"):
        options = list(TYPES)
        for n, (code, (kind, rows)) in enumerate(reading.types.items()):
            told, chosen = st.columns([3, 2], vertical_alignment="center")
            with told:
                st.markdown(f"**{plain(code)}**")
                st.caption(_("%(count)s rows") % {"count": words.count(rows)})
            chosen.selectbox(
                code,
                options,
                index=options.index(kind) if kind in options else options.index(""),
                format_func=lambda name: _(TYPES[name or UNSETTLED]),
                label_visibility="collapsed",
                filter_mode=None,
                key=f"type-{n}",
                on_change=overrule,
                args=("types", code, f"type-{n}"),
            )


def _decisions(session: Session, reading: Reading, book: Workbook) -> None:
    _ = session.translate
    shown = [d for d in reading.decisions if not d.id.startswith("type:")]
    if not shown and not book.notes:
        return
    label = _("Choices made while reading: %(count)s") % {"count": len(shown)}
    unsure = any(not decision.sure for decision in shown)
    with st.expander(label, expanded=unsure, icon=":material/rule:", key="decisions"):
        for n, decision in enumerate(shown):
            _decision(session, decision, n)
        for message, values in book.notes:
            st.markdown(":material/info: " + plain(_(message) % values))


def _decision(session: Session, decision: Decision, n: int) -> None:
    _ = session.translate
    told, chosen = st.columns([3, 2], vertical_alignment="center")
    with told:
        mark = ":material/check:" if decision.sure else ":material/help:"
        st.markdown(f"{mark} {plain(decision.text(_))}")
        if decision.samples:
            st.caption(", ".join(plain(sample) for sample in decision.samples))
    if len(decision.options) > 1 and decision.choice in decision.options:
        chosen.selectbox(
            decision.id,
            decision.options,
            index=decision.options.index(decision.choice),
            format_func=_,
            label_visibility="collapsed",
            filter_mode=None,
            key=f"choice-{n}",
            on_change=overrule,
            args=("choices", decision.id, f"choice-{n}"),
        )
