"""The second face: `python -m analytics`, as a nightly job meets it.

A process takes a second to start: the calls that are about processes start one, the others run
the same entry in this one.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from analytics.__main__ import main
from analytics.answers.invented import MIXED
from analytics.i18n import translator
from analytics.store.connection import Store

PROJECT = Path(__file__).resolve().parents[2]
EMPLOYEES = """Ansattnr;Navn;Avdeling;Overordnet enhet;Stillingsprosent;Startdato;Sluttdato;Kjønn
1001;Kari Nordmann;Post 1;Sykehjem;100;01.01.2024;;Kvinne
1002;Ola Nordmann;Post 1;Sykehjem;100;01.01.2024;;Mann
1003;Per Hansen;Post 1;Sykehjem;100;01.01.2024;;Mann
1004;Liv Hansen;Post 1;Sykehjem;100;01.01.2024;;Kvinne
1005;Anne Berg;Post 1;Sykehjem;100;01.01.2024;;Kvinne
1006;Nils Berg;Post 2;Sykehjem;50;01.01.2024;;Mann
"""
ABSENCES = """Ansattnr;Fraværstype;Fra dato;Til dato;Prosent
1001;Egenmelding;03.03.2025;05.03.2025;100
1002;Sykmelding;10.03.2025;21.03.2025;50
1003;Sykt barn;12.03.2025;12.03.2025;100
1004;Sykmelding;24.03.2025;;100
"""


@dataclass(frozen=True)
class Said:
    """What a call gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Line:
    """A command line with a store of its own."""

    folder: Path

    def __call__(self, *words: str, store: bool = True, **surroundings: str) -> Said:
        """What the call gives in this process."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name in ("NAERVAER_STORE", "NAERVAER_KEY", "NAERVAER_LANGUAGE"):
                patch.delenv(name, raising=False)
            for name, value in surroundings.items():
                patch.setenv(name, value)
            try:
                code = main([*words, *(self.place if store else [])])
            except SystemExit as end:  # the call could not be understood
                code = int(str(end.code))
        return Said(code, out.getvalue(), err.getvalue())

    def process(self, *words: str) -> Said:
        """What the call gives in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "analytics", *words, *self.place],
            cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False,
            env={key: value for key, value in os.environ.items() if "NAERVAER" not in key},
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    @property
    def place(self) -> list[str]:
        return ["--store", str(self.folder / "n.duckdb")]

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def bring(self, name: str, text: str, *more: str) -> Said:
        path = self.write(name, text)
        return self("import", path, "--json", "--today", "2025-03-28", *more)


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Line:
    """Six people, four absences; only read from."""
    line = Line(tmp_path_factory.mktemp("filled"))
    for name, text in (("ansatte.csv", EMPLOYEES), ("fravær.csv", ABSENCES)):
        said = line.bring(name, text)
        assert said.code == 0, said.err
    return line


def norwegian(message: str, **values: object) -> str:
    """The sentence that goes to standard error."""
    return translator("nb")(message) % values


def test_an_import_tells_where_every_row_went(line: Line) -> None:
    said = line.bring("ansatte.csv", EMPLOYEES).json
    assert (said["import_id"], said["version"], said["layout"]) == (1, 1, "rows")
    assert said["rows"] == {"read": 6, "used": 6, "ignored": 0, "quarantined": 0}
    assert said["spells"] == {"new": 6, "changed": 0, "unchanged": 0, "missing": 0}
    assert {"columns", "ignored", "problems", "dropped_columns", "decisions"} <= set(said)


def test_rows_read_are_used_ignored_or_quarantined(line: Line) -> None:
    line.bring("ansatte.csv", EMPLOYEES)
    said = line.bring("fravær.csv", ABSENCES + "1005;Egenmelding;31.02.2025;31.02.2025;100\n").json
    rows = said["rows"]
    assert rows["read"] == rows["used"] + rows["ignored"] + rows["quarantined"] == 5
    assert rows["quarantined"] == 1
    problem = next(p for p in said["problems"] if p["blocking"])
    assert set(problem) >= {"sheet", "row", "column", "value", "problem"}
    assert (problem["row"], problem["value"]) == (6, "31.02.2025")


def test_the_same_file_again_is_nothing_to_do(line: Line) -> None:
    line.bring("ansatte.csv", EMPLOYEES)
    again = line.bring("ansatte.csv", EMPLOYEES)
    assert (again.code, again.json["import_id"], again.json["version"]) == (1, None, 1)


def test_a_dry_run_says_the_same_and_keeps_nothing(line: Line) -> None:
    dry = line.bring("ansatte.csv", EMPLOYEES, "--dry-run").json
    wet = line.bring("ansatte.csv", EMPLOYEES).json
    assert dry["spells"] == wet["spells"]
    assert wet["version"] == 1


def test_an_undone_import_is_gone(line: Line) -> None:
    line.bring("ansatte.csv", EMPLOYEES)
    line.bring("fravær.csv", ABSENCES)
    said = line("undo", "2", "--json")
    assert (said.code, said.json["version"], said.json["restored_version"]) == (0, 3, 1)
    assert line("spells", "--json").json == []
    again = line("undo", "2", "--json")
    assert again.code == 2
    assert again.err.strip() == norwegian(
        "Import number %(import_id)s is undone already.", import_id=2
    )


def test_spells_are_runs_of_one_type_and_grade(filled: Line) -> None:
    said = filled("spells", "--json")
    assert said.code == 0
    assert [row["employee_no"] for row in said.json] == ["1001", "1002", "1003", "1004"]
    assert said.json[1] == {
        "employee_no": "1002",
        "spell": 2,
        "type": "doctor_certified",
        "start": "2025-03-10",
        "end": "2025-03-21",
        "absence_pct": 50,
        "open": False,
    }
    assert (said.json[3]["end"], said.json[3]["open"]) == (None, True)
    (one,) = filled("spells", "--employee", "01001", "--json").json
    assert one["employee_no"] == "1001"


def test_a_rate_comes_with_all_it_is_made_of(filled: Line) -> None:
    said = filled.process("rates", "--from", "2025-03", "--to", "2025-03", "--json")
    (row,) = said.json
    assert said.code == 0
    assert set(row) == {"lost_days", "agreed_days", "persons", "rate", "rate_rounded", "masked"}
    assert (row["lost_days"], row["agreed_days"], row["persons"]) == (13, 115.5, 6)
    assert (row["rate_rounded"], row["masked"]) == (11.3, False)
    assert row["rate"] == pytest.approx(100 * 13 / 115.5)


@pytest.mark.parametrize(
    ("by", "key", "values"),
    [
        ("month", "month", ["2025-02", "2025-03"]),
        ("quarter", "quarter", ["2025K1"]),
        ("unit", "unit", ["Sykehjem", "Post 1", "Post 2"]),
        ("certification", "certification", ["self_certified", "doctor_certified"]),
        ("duration", "duration", ["1-3", "4-16", "17-56", ">56"]),
        ("sex", "sex", ["F", "M"]),
    ],
)
def test_rates_are_grouped_as_asked(filled: Line, by: str, key: str, values: list[str]) -> None:
    said = filled("rates", "--from", "2025-02", "--to", "2025-03", "--by", by, "--json")
    assert [row[key] for row in said.json] == values
    for row in said.json:
        assert (row["rate"] is None) == (row["lost_days"] is None)


def test_a_unit_of_one_is_refused_to_be_shown(filled: Line) -> None:
    march = ["--from", "2025-03", "--to", "2025-03"]
    said = filled.process("rates", *march, "--unit", "Post 2", "--json")
    (row,) = said.json
    assert (said.code, row["masked"]) == (1, True)
    assert [row[k] for k in ("lost_days", "agreed_days", "rate", "rate_rounded")] == [None] * 4


def test_text_for_people_needs_no_json(filled: Line) -> None:
    said = filled("rates", "--from", "2025-03", "--to", "2025-03")
    assert "11,3 %" in said.out
    assert "nan" not in said.out
    hidden = filled("rates", "--from", "2025-03", "--to", "2025-03", "--unit", "Post 2")
    assert norwegian("Hidden (too few)") in hidden.out


def test_an_empty_store_has_nothing_to_show(line: Line) -> None:
    assert (line("spells", "--json").code, line("spells", "--json").json) == (1, [])
    rates = line("rates", "--from", "2025-01", "--to", "2025-02", "--json")
    assert (rates.code, rates.json) == (1, [])


@pytest.mark.parametrize(
    ("words", "message", "values"),
    [
        (
            ["rates", "--from", "2025-03", "--to", "2025-01"],
            "A period is two months, YYYY-MM, the first not after the last; got %(given)s.",
            {"given": "2025-03 2025-01"},
        ),
        (
            ["rates", "--from", "2025-01", "--to", "2025-03", "--unit", "Kantina"],
            "There is no unit called %(unit)s. Units are named as in the employee file.",
            {"unit": "Kantina"},
        ),
        (["undo", "7"], "There is no import number %(import_id)s.", {"import_id": 7}),
    ],
)
def test_a_wrong_call_gets_a_sentence_on_standard_error(
    filled: Line, words: list[str], message: str, values: dict[str, object]
) -> None:
    said = filled(*words, "--json")
    assert (said.code, said.out) == (2, "")
    assert said.err.strip() == norwegian(message, **values)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["fly"],
        ["undo", "x"],
        ["rates"],
        ["rates", "--from", "2025-01"],
        ["demo", "--months", "0"],
    ],
)
def test_arguments_that_make_no_sense_end_with_two(line: Line, words: list[str]) -> None:
    said = line(*words, store=False)
    assert (said.code, said.out) == (2, "")
    assert said.err.strip()


def test_a_missing_file_is_said_and_stops_none_of_the_others(line: Line) -> None:
    good = line.write("ansatte.csv", EMPLOYEES)
    gone = str(line.folder / "borte.csv")
    said = line("import", gone, good, "--json", "--today", "2025-03-28")
    assert said.code == 2
    sentence = norwegian("There is no file %(path)s.", path=gone)
    assert sentence in said.err
    refused, kept = said.json
    assert refused == {"file": gone, "refused": sentence}
    assert kept["version"] == 1


def test_a_file_that_is_no_table_is_refused_and_nothing_is_kept(line: Line) -> None:
    said = line("import", line.write("bilde.csv", "\0\x01\x02 ikke en tabell"), "--json")
    assert said.code == 2
    assert said.err.strip()
    assert line("spells", "--json").code == 1


def test_a_wrong_key_and_a_store_in_use_end_with_two(filled: Line) -> None:
    path = filled.folder / "n.duckdb"
    assert filled("spells", "--json", NAERVAER_KEY="feil").code == 2
    with Store(path):
        said = filled.process("spells", "--json")
    assert said.code == 2
    assert str(path) in said.err


def test_a_backup_is_restored_to_the_same_figures(line: Line) -> None:
    march = ["rates", "--from", "2025-03", "--to", "2025-03", "--by", "unit", "--json"]
    line.bring("ansatte.csv", EMPLOYEES)
    line.bring("fravær.csv", ABSENCES)
    before = line(*march).json
    copy = str(line.folder / "kopi.duckdb")
    assert line("backup", copy, "--json").json["version"] == 2
    line("undo", "2")
    assert line(*march).json != before
    assert line("restore", copy, "--json").json["version"] == 2
    assert line(*march).json == before
    assert line("backup", copy).code == 2
    assert line("restore", str(line.folder / "borte.duckdb")).code == 2


def test_the_surroundings_name_the_store_when_the_call_does_not(line: Line) -> None:
    said = line("spells", "--json", store=False, NAERVAER_STORE=str(line.folder / "their.duckdb"))
    assert said.code == 1
    assert (line.folder / "their.duckdb").exists()


def test_the_demo_fills_an_empty_store_and_no_other(line: Line) -> None:
    made = line("demo", "--employees", "40", "--months", "6", "--today", "2025-06-30", "--json")
    assert made.code == 0, made.err
    assert set(made.json) == {"version", "imports", "employed"}
    assert made.json["imports"]
    rates = line("rates", "--from", "2025-01", "--to", "2025-06", "--json")
    assert 0 < rates.json[0]["rate"] < 30
    assert line("demo", "--json").code == 1
    assert line("demo", "--if-empty", "--json").code == 0


def test_whoever_imports_beside_the_demo_is_told_so(line: Line) -> None:
    line("demo", "--employees", "40", "--months", "6", "--today", "2025-06-30")
    assert line.bring("ansatte.csv", EMPLOYEES).err.strip() == norwegian(MIXED)


def test_a_later_employee_file_brings_in_those_who_are_new(line: Line) -> None:
    line.bring("juni.csv", EMPLOYEES)
    new = "1007;Prøve Ny;Post 2;Sykehjem;80;01.03.2025;;Kvinne\n"
    said = line.bring("juli.csv", EMPLOYEES + new).json
    assert said["rows"] == {"read": 7, "used": 7, "ignored": 0, "quarantined": 0}
    assert said["spells"] == {"new": 1, "changed": 0, "unchanged": 6, "missing": 0}
