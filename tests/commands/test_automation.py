"""`watch`, `export` and `report` as a nightly job meets them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from analytics import queries
from analytics.__main__ import main
from analytics.access import Reader, Role, answer
from analytics.domain.period import Period
from analytics.i18n import translator
from analytics.queries import By, Selection
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from tests.builders import absences, employees, keep
from tests.ingest.inbox_files import ROWS, STORE, absence, make_template, table

QUARTER = Period.parse("2025-01", "2025-03")
norwegian: Callable[[str], str] = translator("nb")


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(store: Path, *words: str) -> Said:
    """What a call gives, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([*words, "--store", str(store)])
        except SystemExit as end:
            code = int(str(end.code))
    return Said(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nord with eight people, Sør with six, Liten with three, and absence through 2025."""
    path = tmp_path_factory.mktemp("house") / STORE
    staff = [("N", "=Nord", 8), ("S", "Sør", 6), ("L", "Liten", 3)]
    register = "\n".join(
        f"{letter}{n} | {unit} | Huset" for letter, unit, size in staff for n in range(size)
    )
    away = "\n".join(
        f"{letter}{month % size} | doctor | 2025-{month:02d}-03 | 2025-{month:02d}-{7 + size:02d}"
        for letter, _, size in staff
        for month in range(1, 13)
    )
    with Store(path) as store:
        keep(store, employees("no | unit | parent\n" + register))
        keep(store, absences("no | type | from | to\n" + away))
    return path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


def test_watch_takes_what_is_there_and_says_so(template: Path, tmp_path: Path) -> None:
    shutil.copytree(template, tmp_path / "store")
    store, inbox = tmp_path / "store" / STORE, tmp_path / "inbox"
    inbox.mkdir()
    watch = ("watch", str(inbox), "--once", "--settle", "0", "--json")
    assert run(store, *watch).code == 1  # nothing to do
    (inbox / "a.csv").write_text(table([*ROWS, absence(40)]), encoding="utf-8")
    said = run(store, *watch)
    assert (said.code, said.err) == (0, "")
    (taken,) = said.json
    assert (taken["outcome"], taken["kind"], taken["import_id"]) == ("imported", "absence", 3)
    assert taken["rows"] == {"read": 41, "used": 41, "ignored": 0, "quarantined": 0}
    (inbox / "Kari Nordmann.csv").write_text("x")
    said = run(store, *watch)
    assert said.code == 2
    assert said.json[0]["reasons"][0]["code"] == "refused"
    assert "Kari" not in said.out


def test_watch_leaves_the_file_while_somebody_has_the_store_open(
    template: Path, tmp_path: Path
) -> None:
    shutil.copytree(template, tmp_path / "store")
    (tmp_path / "a.csv").write_text("x")
    with Store(tmp_path / "store" / STORE):
        watch = ("watch", str(tmp_path), "--once", "--settle", "0")
        said = run(tmp_path / "store" / STORE, *watch)
    assert said.code == 2
    assert "NAERVAER_INBOX" in said.err
    assert (tmp_path / "a.csv").exists()


def test_watch_refuses_a_folder_that_is_none(tmp_path: Path) -> None:
    said = run(tmp_path / STORE, "watch", str(tmp_path / "nowhere"), "--once")
    assert (said.code, said.out) == (2, "")
    assert not (tmp_path / STORE).exists()


@pytest.mark.parametrize("of", [By.UNIT, By.CERTIFICATION, By.DURATION, By.SEX, By.TOTAL])
def test_an_export_is_what_the_page_shows_somebody_without_person_access(
    house: Path, tmp_path: Path, of: By
) -> None:
    out = tmp_path / "f.json"
    span = ("--from", "2025-01", "--to", "2025-03")
    run(house, "export", "--format", "json", *span, "--by", of.value, "--out", str(out))
    rows = json.loads(out.read_text(encoding="utf-8"))["rows"]
    with Store(house) as store:
        page = answer(Reader(Role.CONSULTANT), store, queries.rates, Selection(QUARTER), of)
    assert len(rows) == len(page)
    for row, shown in zip(rows, page.to_dict("records"), strict=True):
        if shown["masked"]:
            assert row["suppressed"] == "hidden"
            assert {row[name] for name in ("lost_days", "agreed_days", "rate")} == {None}
            assert row["persons_low"] is row["persons_high"] is None
        else:
            assert row["suppressed"] is None
            assert row["rate"] == shown["rate_rounded"]
            assert (row["lost_days"], row["agreed_days"]) == (
                shown["lost_days"],
                shown["agreed_days"],
            )
            assert row["persons_low"] == shown["persons"]


def test_a_small_unit_is_in_no_export_by_itself(house: Path, tmp_path: Path) -> None:
    out = tmp_path / "f.json"
    run(house, "export", "--format", "json", "--by", "unit", "month", "--out", str(out))
    document = json.loads(out.read_text(encoding="utf-8"))
    named = {row["unit"]: row["suppressed"] for row in document["rows"] if not row["is_group"]}
    assert named["Liten"] == "hidden"
    assert {row["from"] for row in document["rows"]} == {f"2025-{m:02d}" for m in range(1, 13)}
    assert all(row["from"] == row["to"] for row in document["rows"])
    shown = [row for row in document["rows"] if row["suppressed"] is None]
    assert shown
    assert min(row["persons_low"] for row in shown) >= 5


def test_the_three_formats_hold_the_same_rows_and_where_they_are_from(
    house: Path, tmp_path: Path
) -> None:
    for form in ("csv", "json", "parquet"):
        out = str(tmp_path / f"f.{form}")
        call = ("export", "--format", form, "--by", "unit", "quarter", "--out", out)
        assert run(house, *call, "--today", "2026-01-02").code == 0
    document = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    parquet = pq.read_table(tmp_path / "f.parquet")
    assert parquet.to_pylist() == document["rows"]
    source = {k: v for k, v in document.items() if k not in ("rows", "columns")}
    assert json.loads(parquet.schema.metadata[b"naervaer"]) == source
    assert (source["dataset_version"], source["data_through"]) == (2, "2025-12-31")
    assert source["made_on"] == "2026-01-02"
    with (tmp_path / "f.csv").open(encoding="utf-8", newline="") as file:
        table_ = list(csv.DictReader(file))
    assert [row["rate"] for row in table_] == [
        "" if row["rate"] is None else str(row["rate"]) for row in document["rows"]
    ]
    assert {(row["dataset_version"], row["definition"]) for row in table_} == {("2", "comparable")}
    # what a spreadsheet would run is text there, and itself in the other formats
    assert {row["unit"] for row in table_} >= {"'=Nord"}
    assert {row["unit"] for row in document["rows"]} >= {"=Nord"}


def test_an_export_takes_the_place_of_the_last_one_whole(house: Path, tmp_path: Path) -> None:
    out = tmp_path / "f.csv"
    out.write_text("last night's")
    assert run(house, "export", "--format", "csv", "--out", str(out)).code == 0
    assert out.read_text().startswith("from,to,unit_path")
    assert [path.name for path in tmp_path.iterdir()] == ["f.csv"]
    assert out.stat().st_mode & 0o077 == 0


def test_an_export_that_holds_nothing_shown_says_so_by_its_exit_code(
    house: Path, tmp_path: Path
) -> None:
    call = ("export", "--format", "csv", "--by", "sex", "--out", str(tmp_path / "f.csv"))
    assert run(house, *call).code == 1
    both = ("export", "--format", "csv", "--by", "unit", "sex", "--out", str(tmp_path / "f.csv"))
    assert run(house, *both).code == 2


def test_reports_are_the_same_to_the_last_byte_from_the_same_version(
    house: Path, tmp_path: Path
) -> None:
    made = []
    for name in ("a.pdf", "b.pdf"):
        out = tmp_path / name
        call = ("report", "amu", "--quarter", "2025K3", "--out", str(out), "--version", "2")
        said = run(house, *call, "--today", "2026-01-02")
        assert said.code == 0, said.err
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF")


def test_a_report_of_another_version_is_refused(house: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    said = run(house, "report", "amu", "--out", str(out), "--version", "1")
    assert said.code == 2
    assert not out.exists()


def test_the_newest_whole_quarter_is_reported_where_none_is_named(
    house: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a.xlsx"
    assert run(house, "report", "leader", "--unit", "Sør", "--out", str(out)).code == 0
    book = openpyxl.load_workbook(out)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert (rows[1][5].date(), rows[1][6].date()) == (date(2025, 10, 1), date(2025, 12, 31))
    with Store(house) as store:
        selection = Selection(Period.parse("2025-10", "2025-12"), "Huset/Sør")
        page = answer(Reader(Role.CONSULTANT), store, queries.rates, selection, By.TOTAL)
    assert (rows[1][1] == norwegian("Hidden (too few)")) == bool(page["masked"].iloc[0])


@pytest.mark.parametrize(
    "words",
    [
        ("leader", "--quarter", "2025K3"),
        ("register", "--unit", "Sør"),
        ("amu", "--quarter", "2026K1"),
        ("amu", "--quarter", "summer"),
        ("amu", "--unit", "Nowhere"),
    ],
)
def test_a_report_that_cannot_be_made_says_why_and_writes_nothing(
    house: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    out = tmp_path / "a.xlsx"
    said = run(house, "report", *words, "--out", str(out))
    assert said.code == 2
    assert said.err.strip().endswith((".", "!"))
    assert not out.exists()


def test_what_is_taken_out_is_written_down(house: Path, tmp_path: Path) -> None:
    run(house, "report", "register", "--out", str(tmp_path / "a.xlsx"))
    run(house, "export", "--format", "csv", "--out", str(tmp_path / "f.csv"))
    with Store(house) as store, store.cursor() as cursor:
        told = [(x.event.who, x.event.action, x.event.what) for x in lines(cursor)]
    assert told[-2:] == [
        ("command", "export", "register"),
        ("command", "export", "machine_export"),
    ]
