"""Several files at once: in an order that works, each upon those before it, all of them or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from analytics import queries
from analytics.errors import ImportRefused, ReaderError
from analytics.ingest import bring, prepared, together, workbook
from analytics.ingest.bring import Settled
from analytics.ingest.reading import Kind
from analytics.ingest.together import File
from analytics.store.connection import Store
from tests.builders import facts

TODAY, NOW = date(2026, 1, 8), datetime(2026, 1, 8, 9)
STAFF = "Ansattnr;Navn;Avdeling;Stillingsprosent;Fra dato\n" + "".join(
    f"10{n};Prøve;Nord;100;01.01.2024\n" for n in range(6)
)
AWAY = """Ansattnr;Fraværstype;Fra dato;Til dato
101;Egenmelding;03.03.2025;05.03.2025
999;Egenmelding;03.03.2025;05.03.2025
"""
LATER = """Ansattnr;Fraværstype;Fra dato;Til dato
101;Egenmelding;01.09.2025;02.09.2025
"""
LETTER = "Kjære alle\nvi minner om julebordet\n"


def file(text: str, name: str = "fil.csv") -> File:
    data = text.encode()
    return File(workbook.read(data, name), data)


def imports(store: Store) -> int:
    with store.cursor() as cursor:
        return len(queries.imports(cursor))


def test_employees_come_before_absence_and_older_exports_before_newer(store: Store) -> None:
    texts = [f"Utskriftsdato 30.09.2025\n\n{LATER}", f"Utskriftsdato 31.03.2025\n\n{AWAY}", STAFF]
    read = [bring.prepare(store, one.book, one.data, today=TODAY) for one in map(file, texts)]
    assert together.in_order(read) == [2, 1, 0]


def test_absence_is_held_against_the_employees_of_the_file_before_it(store: Store) -> None:
    files = [file(STAFF), file(AWAY)]
    tried = together.dry_run(store, files, today=TODAY, now=NOW)
    assert imports(store) == 0  # nothing is written
    done = together.commit(store, files, today=TODAY, now=NOW)
    for outcomes in (tried, done):
        assert [one.prepared.reading.kind for one in outcomes] == [Kind.EMPLOYEES, Kind.ABSENCE]
        assert [one.change.count("new") for one in outcomes] == [6, 1]
        assert outcomes[1].prepared.reading.quarantined == 1  # 999 is in no register
    assert tried[1].moves.equals(done[1].moves)
    assert imports(store) == 2


def test_files_taken_in_together_give_the_facts_they_give_one_after_the_other(
    store: Store, tmp_path: Path
) -> None:
    files = [file(STAFF), file(AWAY), file(LATER)]
    together.commit(store, files, today=TODAY, now=NOW)
    with Store(tmp_path / "apart.duckdb") as apart:
        for one in files:
            prepared = bring.prepare(apart, one.book, one.data, today=TODAY)
            bring.commit(apart, prepared, now=NOW)
        with store.cursor() as mine, apart.cursor() as theirs:
            assert facts(mine) == facts(theirs)
            assert any(facts(mine).values())


def test_a_file_that_is_refused_keeps_all_of_them_out(store: Store) -> None:
    with pytest.raises(ImportRefused):
        together.commit(store, [file(STAFF), file(LETTER)], today=TODAY, now=NOW)
    assert imports(store) == 0


def test_a_note_that_fails_keeps_all_of_them_out(store: Store) -> None:
    def full(cursor: object, outcome: object) -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        together.commit(store, [file(STAFF)], today=TODAY, now=NOW, note=full)
    assert imports(store) == 0


def test_the_same_files_again_change_nothing(store: Store) -> None:
    files = [file(STAFF), file(AWAY)]
    together.commit(store, files, today=TODAY, now=NOW)
    again = together.commit(store, files, today=TODAY, now=NOW)
    assert [one.change.import_id for one in again] == [None, None]
    assert imports(store) == 2


def test_without_the_rates_the_same_is_told_and_the_facts_are_the_same(
    store: Store, tmp_path: Path
) -> None:
    files = [file(STAFF), file(AWAY), file(LATER)]
    full = together.dry_run(store, files, today=TODAY, now=NOW)
    short = together.dry_run(store, files, today=TODAY, now=NOW, rates=False)
    assert [one.change for one in short] == [one.change for one in full]
    assert [one.period for one in short] == [None, None, None]
    assert imports(store) == 0
    done = together.commit(store, files, today=TODAY, now=NOW, rates=False)
    assert [one.change for one in done] == [one.change for one in full]
    with Store(tmp_path / "apart.duckdb") as apart:
        together.commit(apart, files, today=TODAY, now=NOW)
        with store.cursor() as mine, apart.cursor() as theirs:
            assert facts(mine) == facts(theirs)


def test_what_was_understood_is_used_again_until_something_it_hangs_on_has_changed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[str] = []
    really = prepared.understand
    monkeypatch.setattr(
        prepared, "understand", lambda *given, **how: (times.append(""), really(*given, **how))[1]
    )
    files = [file(STAFF), file(AWAY)]
    tried = together.dry_run(store, files, today=TODAY, now=NOW)
    assert len(times) == 2
    files = [replace(one, known=told.prepared) for one, told in zip(files, tried, strict=True)]
    together.dry_run(store, files, today=TODAY, now=NOW)
    assert len(times) == 2
    for changed in (
        replace(files[0], settled=Settled(source="Huldt")),
        replace(files[0], data=STAFF.replace("Nord", "Vest").encode()),
        file(STAFF),
    ):
        together.dry_run(store, [changed], today=TODAY, now=NOW)
    assert len(times) == 5
    together.dry_run(store, files, today=date(2026, 1, 9), now=NOW)  # another day
    assert len(times) == 7
    # Held against nobody the absence is understood otherwise: all its rows may come in.
    alone = together.dry_run(store, files[1:], today=TODAY, now=NOW)
    assert (len(times), alone[0].change.count("new")) == (8, 2)


def test_what_was_settled_meanwhile_for_files_of_its_shape_is_understood_anew(
    store: Store,
) -> None:
    before = bring.prepare(store, file(AWAY).book, AWAY.encode(), today=TODAY)
    one = file(AWAY)
    other = Settled(source="Huldt")
    bring.commit(
        store, bring.prepare(store, one.book, one.data, today=TODAY, settled=other), now=NOW
    )
    again = bring.prepare(store, one.book, one.data, today=TODAY, known=before)
    assert (before.source, again.source) == ("absence", "Huldt")


def test_what_another_import_has_overtaken_is_not_kept_as_it_was_shown(store: Store) -> None:
    files = [file(STAFF), file(AWAY)]
    shown = together.dry_run(store, files, today=TODAY, now=NOW, rates=False)
    files = [replace(one, known=told.prepared) for one, told in zip(files, shown, strict=True)]
    other = bring.prepare(store, file(LATER).book, LATER.encode(), today=TODAY)
    bring.commit(store, other, now=NOW)
    with pytest.raises(ReaderError, match="have changed since"):
        together.commit(store, files, today=TODAY, now=NOW, rates=False, shown=shown)
    assert imports(store) == 1
    anew = together.dry_run(store, files, today=TODAY, now=NOW, rates=False)
    # The absence of the other file lies outside of this one's window, and stays.
    assert [one.change.counts for one in anew] == [{"new": 6}, {"new": 1, "outside": 1}]
    files = [replace(one, known=told.prepared) for one, told in zip(files, anew, strict=True)]
    done = together.commit(store, files, today=TODAY, now=NOW, rates=False, shown=anew)
    assert [one.change for one in done] == [one.change for one in anew]


def test_one_file_too_is_kept_as_it_was_shown_or_not_at_all(store: Store) -> None:
    read = bring.prepare(store, file(LATER).book, LATER.encode(), today=TODAY)
    shown = bring.dry_run(store, read, now=NOW, rates=False)
    assert shown.change == bring.dry_run(store, read, now=NOW).change
    other = bring.prepare(store, file(AWAY).book, AWAY.encode(), today=TODAY)
    bring.commit(store, other, now=NOW)
    with pytest.raises(ReaderError, match="have changed since"):
        bring.commit(store, read, now=NOW, shown=shown)
    assert imports(store) == 1
    assert bring.commit(store, read, now=NOW).change.count("new") == 1


def test_files_that_are_refused_are_named_by_their_place_and_the_others_tried(
    store: Store,
) -> None:
    refused: dict[int, ImportRefused] = {}
    files = [file(LETTER), file(STAFF), file(LETTER)]
    tried = together.dry_run(store, files, today=TODAY, now=NOW, refused=refused)
    assert [one.prepared.reading.kind for one in tried] == [Kind.EMPLOYEES]
    assert list(refused) == [0, 2]
