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


@pytest.fixture(scope="module")
def corrected(house: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store whose reports were made on 5 January 2026, and to which a correction came on the
    seventh: the store, and the folder of the reports made then."""
    folder = tmp_path_factory.mktemp("corrected")
    path = folder / STORE
    for file in house.parent.glob("naervaer.*"):
        shutil.copy(file, folder / file.name)
    for name, words in REPORTS.items():
        said = run(path, "report", *words, "--out", str(folder / name), "--today", "2026-01-05")
        assert said.code == 0, said.err
    away = "no | type | from | to\nN1 | doctor | 2025-07-01 | 2025-09-30\nS1 | self | 2025-08-04 |"
    with Store(path) as store:
        keep(store, absences(away), source="late")
        keep(store, employees("no | unit | parent\nL9 | Liten | Huset"))
        days = [(1, "2026-01-02"), (2, "2026-01-02"), (3, "2026-01-07"), (4, "2026-01-07")]
        with store.transaction() as cursor:
            for number, day in days:
                cursor.execute(
                    "UPDATE dataset_version SET made_at = ? WHERE version = ?", [day, number]
                )
    return path, folder


REPORTS = {
    "amu.pdf": ("amu", "--quarter", "2025K3"),
    "leader.xlsx": ("leader", "--unit", "=Nord", "--quarter", "2025K3"),
    "register.xlsx": ("register", "--quarter", "2025K3"),
}


def cells(path: Path) -> list[tuple[Any, ...]]:
    """Every row of a workbook but the line that says when it was made."""
    rows = [
        (sheet.title, *row)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows(values_only=True)
    ]
    made = norwegian("Made on")
    assert sum(made in row for row in rows) <= 1
    return [row for row in rows if made not in row]


@pytest.mark.parametrize(
    ("name", "then"),
    [
        ("amu.pdf", ("--version", "2")),
        ("leader.xlsx", ("--as-of", "2026-01-06")),
        ("register.xlsx", ("--as-of", "2026-01-06")),
    ],
)
def test_a_report_is_made_again_to_the_digit_after_corrections(
    corrected: tuple[Path, Path], tmp_path: Path, name: str, then: tuple[str, str]
) -> None:
    path, folder = corrected
    again, now = tmp_path / name, tmp_path / f"now-{name}"
    call = ("report", *REPORTS[name])
    # The PDF says when it was made among its words.
    day = "2026-01-05" if name.endswith(".pdf") else "2026-11-05"
    said = run(path, *call, *then, "--today", day, "--out", str(again))
    assert (said.code, said.err) == (0, "")
    if name.endswith(".pdf"):
        assert again.read_bytes() == (folder / name).read_bytes()
        return
    assert run(path, *call, "--today", day, "--out", str(now)).code == 0
    assert cells(again) == cells(folder / name)
    assert cells(now) != cells(again)


def test_a_report_made_again_says_when_it_was_made_and_of_which_version(
    corrected: tuple[Path, Path], tmp_path: Path
) -> None:
    path, _ = corrected
    out = tmp_path / "a.xlsx"
    call = ("report", "amu", "--quarter", "2025K3", "--version", "2", "--out", str(out))
    assert run(path, *call, "--today", "2026-06-01", "--json").json["version"] == 2
    rows = list(openpyxl.load_workbook(out).worksheets[-1].iter_rows(values_only=True))
    told = {row[0]: row[1] for row in rows if row[0]}
    assert told[norwegian("Dataset version")] == 2
    assert told[norwegian("Made on")].date() == date(2026, 6, 1)
    old = norwegian("The data are %(days)s days old: they go to %(day)s.").partition("%")[0]
    assert not any(str(cell).startswith(old) for row in rows for cell in row)  # nor were they then
    with Store(path) as store, store.cursor() as cursor:
        assert lines(cursor)[-1].event.what == "committee_report"


def test_a_report_of_a_version_nobody_was_shown_groups_of_is_refused(
    house: Path, tmp_path: Path
) -> None:
    for file in house.parent.glob("naervaer.*"):
        shutil.copy(file, tmp_path / file.name)
    path, out = tmp_path / STORE, tmp_path / "a.pdf"
    with Store(path) as store:
        with store.transaction() as cursor:
            cursor.execute("DELETE FROM disclosure_block")
        keep(store, employees("no | unit | parent\nL9 | Liten | Huset"))
    said = run(path, "report", "amu", "--version", "2", "--out", str(out))
    assert (said.code, out.exists()) == (2, False)
    assert len(said.err.strip()) > 50
    call = ("report", "register", "--version", "2", "--out", str(tmp_path / "r.xlsx"))
    assert run(path, *call).code == 0  # it is HR's own, and of no groups


def test_a_report_of_a_version_that_is_not_kept_or_has_no_quarter_is_refused(
    house: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    for then in (
        ("--version", "1"),  # employees alone
        ("--version", "9"),
        ("--as-of", "2020-01-01"),
        ("--version", "2", "--as-of", "2026-01-06"),
    ):
        said = run(house, "report", "amu", *then, "--out", str(out))
        assert (said.code, out.exists()) == (2, False)
        assert said.err.strip()


def test_a_report_made_again_says_that_data_have_been_deleted_since(
    corrected: tuple[Path, Path], tmp_path: Path
) -> None:
    path, _ = corrected
    for file in path.parent.glob("naervaer.*"):
        shutil.copy(file, tmp_path / file.name)
    assert run(tmp_path / STORE, "erase", "N7").code == 0
    out = tmp_path / "r.xlsx"
    call = ("report", "register", "--quarter", "2025K3", "--version", "2", "--out", str(out))
    said = run(tmp_path / STORE, *call)
    assert said.code == 0
    assert len(said.err.strip().splitlines()) == 1
    row = next(
        row
        for row in openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)
        if row[0] == norwegian("Employees")
    )
    assert row[-1] == 16  # of seventeen: nobody erased is counted again


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
