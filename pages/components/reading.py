"""«We read it like this»: every choice made while reading a file, each of them open to change."""

from __future__ import annotations

import streamlit as st

from analytics.ingest import columns
from analytics.ingest.bring import Prepared
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import ColumnGuess, Decision, Kind, Reading
from pages.components.chart import plain
from pages.components.chooser import choose
from pages.components.desk import Desk
from pages.components.file_choices import show_file_choices
from pages.components.naming import FIELDS, KINDS, OPTIONS
from pages.components.session import Session
from pages.components.type_choices import show_types

PLAIN_LIST = "rows"
EXPORT_DATE = "export_date"
# Decisions whose options are told but not chosen among here: sheets have a selector of their own.
TOLD_ONLY = ("measure:", "sheets", "sheets_unused", "hidden_sheets")


def show_reading(session: Session, prepared: Prepared, desk: Desk, book: Workbook) -> None:
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
    if reading.dropped:
        names = ", ".join(f"«{plain(dropped.column)}»" for dropped in reading.dropped)
        st.markdown(":material/visibility_off: " + _("Left unread: %(names)s.") % {"names": names})
    show_file_choices(session, prepared, desk)
    if reading.kind is not Kind.AGGREGATE:  # there the layout itself says what each column is
        _columns(session, reading)
    show_types(session, reading, desk)
    _decisions(session, reading, book)


def _columns(session: Session, reading: Reading) -> None:
    _, say = session.translate, session.translate
    unsure = any(not guess.sure for guess in reading.guesses)
    label = _("Columns: %(used)s of %(all)s in use") % {
        "used": len(reading.columns),
        "all": len(reading.guesses),
    }
    with st.expander(label, expanded=unsure, icon=":material/view_column:", key="columns"):
        unread = {dropped.column for dropped in reading.dropped}
        for n, guess in enumerate(reading.guesses):
            if guess.field or guess.header not in unread:
                _column(session, reading, guess, n)
        for dropped in reading.dropped:
            st.markdown(
                ":material/visibility_off: "
                + _("«%(column)s» was not read: %(why)s")
                % {"column": plain(dropped.column), "why": say(dropped.why)}
            )


def _column(session: Session, reading: Reading, guess: ColumnGuess, n: int) -> None:
    say = session.translate
    told, chosen = st.columns([3, 2], vertical_alignment="center")
    header = str(_own(session, reading, guess.header))
    with told, st.container(gap="xxsmall"):
        st.markdown(f"**{plain(header)}** {'' if guess.sure else ':material/help:'}")
        samples = ", ".join(plain(sample) for sample in guess.samples)
        st.caption(f"{samples} – {say(guess.why)}" if samples else say(guess.why))
    choose(
        header,
        list(dict.fromkeys(["", *columns.FIELDS[reading.kind], guess.field])),
        guess.field,
        ("columns", guess.header),
        key=f"column-{n}",
        name=lambda field: say(FIELDS.get(field, field)),
        place=chosen,
    )


def _own(session: Session, reading: Reading, text: object) -> object:
    """A heading as it is shown: layouts that are no plain list name some columns themselves."""
    if reading.layout == PLAIN_LIST or not isinstance(text, str):
        return text
    return session.translate(text)


def _decisions(session: Session, reading: Reading, book: Workbook) -> None:
    _, say = session.translate, session.translate
    shown = [d for d in reading.decisions if not d.id.startswith("type:")]
    if not shown and not book.notes:
        return
    label = _("Choices made while reading: %(count)s") % {"count": len(shown)}
    # Where the day of the export was guessed, a field of its own shows it: nobody need be asked.
    unsure = any(not decision.sure and decision.id != EXPORT_DATE for decision in shown)
    with st.expander(label, expanded=unsure, icon=":material/rule:", key="decisions"):
        for n, decision in enumerate(shown):
            _decision(session, reading, decision, n)
        for message, values in book.notes:
            st.markdown(":material/info: " + plain(say(message) % values))


def _decision(session: Session, reading: Reading, decision: Decision, n: int) -> None:
    say = session.translate
    values = {name: _own(session, reading, value) for name, value in decision.values.items()}
    text = say(decision.message) % values
    told_only = decision.id.startswith(TOLD_ONLY)
    told, chosen = st.columns([3, 2], vertical_alignment="center")
    with told, st.container(gap="xxsmall"):
        mark = ":material/check:" if decision.sure else ":material/help:"
        st.markdown(f"{mark} {plain(text)}")
        if decision.samples:
            st.caption(", ".join(plain(sample) for sample in decision.samples))
    if len(decision.options) > 1 and decision.choice in decision.options and not told_only:
        choose(
            text,
            decision.options,
            decision.choice,
            ("choices", decision.id),
            key=f"choice-{n}",
            name=lambda option: say(OPTIONS.get(option, option)),
            place=chosen,
        )
