"""Codes in place of names and numbers, in texts that people wrote and in rows as they are kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics import access, persons, queries
from analytics.access import Reader, Role
from analytics.answers import own
from analytics.cases import keeping
from analytics.cases.events import CaseOpened, NoteMade
from analytics.documents import person_sheet
from analytics.i18n import translator
from analytics.pseudonyms import Veil, veil
from analytics.store.connection import Store
from tests.builders import NOW, absences, drawn, employees, keep

KEY = b"of nobody"
VEIL = Veil(
    KEY,
    "(hidden)",
    numbers={"1042": "1042", "07": "7", "AB12": "AB12"},
    names={"kari dag nordmann": "1042", "ola berg": "", "berg ola": "7"},
)
KARI, OLA = VEIL.code("1042"), VEIL.code("7")
TEXTS = """
written                            | everybody put away          | Kari alone put away
Ringte Kari Dag Nordmann           | Ringte KARI                 | Ringte KARI
ringte KARI DAG NORDMANN i dag     | ringte KARI i dag           | ringte KARI i dag
Kari og Nordmann, en dag           | Kari og Nordmann, en dag    | KARI og KARI, en dag
Dag for dag                        | Dag for dag                 | KARI for dag
Ola Berg og Berg Ola               | (hidden) og OLA             | Ola Berg og Berg Ola
Bola Bergsen                       | Bola Bergsen                | Bola Bergsen
ansatt 1042.                       | ansatt KARI.                | ansatt KARI.
ansatt 01042 eller 10420           | ansatt 01042 eller 10420    | ansatt 01042 eller 10420
nr 07 av 10                        | nr 07 av 10                 | nr 07 av 10
\\1 Kari Dag Nordmann              | \\1 KARI                    | \\1 KARI
"""


@pytest.mark.parametrize("row", drawn(TEXTS), ids=lambda row: row["written"])
def test_names_and_numbers_in_a_text_become_codes(row: dict[str, str]) -> None:
    def coded(text: str) -> str:
        return text.replace("KARI", KARI).replace("OLA", OLA)

    written = row["written"]
    assert VEIL.text(written) == coded(row["everybody put away"])
    assert VEIL.about(written, "1042") == coded(row["Kari alone put away"])


def test_in_a_row_as_it_is_kept_every_name_and_number_is_put_away() -> None:
    row = {
        "employee_no": "01042",
        "employee_key": "1042",
        "employment_no": "1042-1",
        "name": "Kari Dag Nordmann",
        "leader": "Ola Berg",
        "unit": "Berg sykehjem",
        "file": "ola berg.xlsx",
        "value": "Kjell som ingen kjenner",
        "places": {"value": "Kjell", "count": 3},
        "detail": {"owner": "Kjell", "note": "Kari vil prøve", "agrees": True},
        "who": "hr:AAAA",
        "start_date": None,
    }
    assert VEIL.row(row, "1042") == {
        "employee_no": KARI,
        "employee_key": KARI,
        "employment_no": "(hidden)",
        "name": "(hidden)",
        "leader": "(hidden)",
        "unit": "Berg sykehjem",
        "file": "(hidden).xlsx",
        "value": "(hidden)",
        "places": {"value": "(hidden)", "count": 3},
        "detail": {"owner": "(hidden)", "note": f"{KARI} vil prøve", "agrees": True},
        "who": "hr:AAAA",
        "start_date": None,
    }


def test_in_an_answer_people_are_codes_and_units_keep_their_names() -> None:
    places = json.dumps({"value": "Kari"})
    people = VEIL.frame(pd.DataFrame({"employee_no": ["1042"], "name": ["Kari"], "n": [1]}))
    assert people.to_dict("records") == [{"employee_no": KARI, "name": "(hidden)", "n": 1}]
    problems = VEIL.frame(pd.DataFrame({"value": ["Kari", None], "places": [places, "{}"]}))
    assert json.loads(problems["places"][0]) == {"value": "(hidden)"}
    assert problems["value"][0] == "(hidden)"
    units = pd.DataFrame({"unit_id": ["A/Kari Dag Nordmann"], "name": ["Kari Dag Nordmann"]})
    assert VEIL.frame(units).equals(units)


def test_the_code_on_screen_is_the_one_advisers_work_with_after_every_import(
    store: Store,
) -> None:
    keep(store, employees("no | unit\n0107 | B"))
    keep(store, absences("no | type | from | to\n0999 | self | 2025-03-03 | 2025-03-04"))
    away, hr = Reader(Role.HR, names=False), Reader(Role.HR)
    codes = {person.employee_key: code for code, person in persons.reach(hr, store).items()}
    for imported in ("none since", "another"):
        if imported == "another":
            keep(store, employees("no | unit\n0108 | B"), file_hash="next")
        (adviser,) = persons.reach(Reader(Role.CONSULTANT, "B"), store).keys() & {codes["107"]}
        assert persons.reach(away, store)[adviser].label == adviser
        assert access.answer(away, store, queries.gaps)["employee_no"].tolist() == [codes["999"]]
        assert access.answer(hr, store, queries.gaps)["employee_no"].tolist() == ["0999"]


def test_lists_and_frames_of_everybody_name_nobody_either(store: Store) -> None:
    keep(store, employees("no | unit\n107 | B"))
    away = Reader(Role.HR, names=False)
    for question in (queries.employees, queries.people):
        answer = access.answer(away, store, question)
        assert "107" not in str(answer)
        assert "Navn" not in str(answer)
        assert "107" in str(access.answer(Reader(Role.HR), store, question))


def test_the_hidden_word_is_in_the_readers_language(store: Store) -> None:
    with store.transaction() as cursor:
        assert veil(cursor, translator("en")).hidden == "(name hidden)"


def test_the_sheet_that_hr_reads_with_names_away_names_nobody_on_screen_or_as_a_file(
    store: Store,
) -> None:
    keep(store, employees("no | unit\n0710934826 | B"))
    keep(store, absences("no | type | from | to\n0710934826 | self | 2025-03-03 | 2025-03-04"))
    hr = Reader(Role.HR)
    (whom,) = persons.reach(hr, store)
    persons.give_purpose(hr, store, whom, "case", NOW)
    day = date(2025, 5, 5)
    opened = CaseOpened(day=day, by="", employee_key="710934826", owner="Kari Leder")
    case = keeping.open_case(hr, store, opened, NOW).case_id
    note = NoteMade(day=day, by="", note="Navn 0710934826 kommer (0710934826)")
    keeping.record(hr, store, case, note, NOW)
    away = replace(hr, names=False)
    nothing_found = pd.DataFrame({"employee_key": pd.Series(dtype=str), "kind": ""})
    said = {
        reader.names: person_sheet.text(
            own.as_seen_by(reader, store, whom, nothing_found, day, NOW)
        )
        for reader in (hr, away)
    }
    assert all(word in said[True] for word in ("Navn 0710934826", "0710934826", "Kari Leder"))
    assert not [word for word in ("Navn 0", "710934826", "Kari Leder") if word in said[False]]
    assert said[False].count(whom) > 5
