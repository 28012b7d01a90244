"""Several files at once: in an order that works, each upon those before it, all of them or none."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from analytics import queries
from analytics.errors import ImportRefused
from analytics.ingest import bring, together, workbook
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
