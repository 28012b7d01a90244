"""The commands for deleting, for access and for the log, as they are called."""

from __future__ import annotations

import json
import logging
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from analytics.commands import deleting, importing, privacy
from analytics.commands.context import DONE, NOTHING, Context
from analytics.errors import ReaderError
from analytics.settings import Settings
from analytics.store.audit_log import as_json, lines
from analytics.store.connection import Store
from tests.privacy.planted import DIGEST, KEY, NAME, NO, plant

Answer = tuple[int, Any]
PEOPLE = "Ansattnr;Navn;Avdeling;Startdato\n90417;Kari Elverhøy Berg;Nord;01.01.2020\n" + "".join(
    f"{n};Navn {n};Nord;01.01.2020\n" for n in range(2, 8)
)
SICK = (
    "Ansattnr;Type;Fra;Til;Fødselsnummer\n"
    "90417;Egenmelding;03.03.2025;05.03.2025;01017012345\n2;Sykmelding;07.04.2025;31.02.2025;\n"
)
NEUTRAL: dict[str, Any] = {
    "json": True,
    "today": date(2026, 1, 15),
    "dry_run": False,
    "lift": False,
    "pdf": None,
    "verify": False,
    "lines": False,
    "dpia": False,
    "word": None,
    "periods": [],
    "kind": None,
    "source": None,
    "export_date": None,
    "remove_missing": None,
    "password": None,
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    with Store(folder / "naervaer.duckdb") as store:
        plant(store)
    return folder


@pytest.fixture
def path(kept: Path, tmp_path: Path) -> Path:
    """A planted store of this test's own."""
    for file in kept.iterdir():
        copy(file, tmp_path / file.name)
    return tmp_path / "naervaer.duckdb"


def call(run: Callable[[Context], int], path: Path, **asked: Any) -> int:
    settings = Settings.read({}, str(path))
    moment = datetime(2026, 1, 15, 9, tzinfo=UTC)
    return run(Context(Namespace(**{**NEUTRAL, **asked}), settings, moment))


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def logged(path: Path) -> list[tuple[str, str, str | None]]:
    with Store(path) as store, store.cursor() as cursor:
        kept = [line.event for line in lines(cursor)]
    return [(event.action, event.what, event.purpose) for event in kept][2:]


def test_erasing_says_what_went_and_what_is_left_to_do(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    former = path.with_name("naervaer.before-restore")
    former.write_bytes(b"a former store")
    assert call(deleting.erase, path, employee_no=NO) == DONE
    done = told(capsys)
    assert (done["rows"]["absence"], done["copies_left"]) == (3, [str(former)])
    assert logged(path) == [("erase", "person", None)]
    with pytest.raises(ReaderError, match="nothing about"):
        call(deleting.erase, path, employee_no=NO)
    assert call(deleting.erase, path, employee_no=KEY, lift=True) == DONE
    assert call(deleting.erase, path, employee_no=KEY, lift=True) == NOTHING


def test_a_dry_run_of_the_purge_says_the_same_and_deletes_nothing(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = []
    for dry_run in (True, False, False):
        code = call(deleting.purge, path, today=date(2028, 6, 1), dry_run=dry_run)
        answers.append((code, told(capsys)))
    (dry, first), (wet, second), (again, third) = answers
    assert (dry, wet, again) == (DONE, DONE, NOTHING)
    assert first["rows"] == second["rows"] > 0 == third["rows"]
    assert first["kept_from"] == "2025-06-01"
    assert logged(path) == [("purge", f"{first['rows']} rows", None)]


def test_periods_are_shown_settled_and_refused(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(deleting.retain, path, periods=["analytics=24"]) == DONE
    assert told(capsys)["analytics"] == 24
    for wrong in ("analytics", "nothing=3", "analytics=-1", "analytics=0"):
        with pytest.raises(ReaderError):
            call(deleting.retain, path, periods=[wrong])
    call(deleting.retain, path)
    assert told(capsys)["analytics"] == 24
    assert logged(path) == [("change", "retention", None)]


def test_the_person_sheet_says_which_rules_were_reached_and_which_not(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = tmp_path / "ark.pdf"
    assert call(privacy.person, path, employee_no=NO, pdf=str(pdf)) == DONE
    document = told(capsys)
    assert document["names"] == [NAME]
    assert [finding["outcome"] for finding in document["findings"]] != []
    assert len({each["outcome"] for each in document["assessments"]}) > 1
    assert pdf.read_bytes().startswith(b"%PDF")
    assert pdf.stat().st_mode & 0o777 == 0o600
    assert logged(path) == [("export", "person_sheet", "own_request")]
    with pytest.raises(ReaderError, match="exists already"):
        call(privacy.person, path, employee_no=NO, pdf=str(pdf))


def test_a_log_that_was_tampered_with_is_told_from_the_first_broken_line(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(privacy.audit, path, verify=True) == DONE
    assert told(capsys)["broken_at"] is None
    with Store(path) as store, store.transaction() as cursor:
        cursor.execute("UPDATE audit SET purpose = 'case' WHERE line = 2")
    assert call(privacy.audit, path, verify=True) == NOTHING == 1
    assert told(capsys)["broken_at"] == 2


def test_names_and_numbers_never_get_into_any_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "n.duckdb"
    for name, text in (("ansatte Kari.csv", PEOPLE), ("fravær 90417.csv", SICK)):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        call(importing.bring, path, files=[str(file)])
    call(importing.undo, path, import_id=2)
    call(privacy.person, path, employee_no=KEY)
    call(deleting.erase, path, employee_no=KEY)
    errors = capsys.readouterr().err
    assert call(privacy.audit, path, lines=True) == DONE
    log = capsys.readouterr().out
    assert [json.loads(line)["action"] for line in log.splitlines()] == [
        *("import", "import", "undo", "export", "erase"),
    ]
    said = DIGEST.sub("·", log + errors + caplog.text)
    for word in ("90417", "Kari", "Berg", "Nord", "01017012345", ".csv"):
        assert word not in said, word
    with Store(path) as store, store.cursor() as cursor:
        assert log.splitlines() == [as_json(line) for line in lines(cursor)]


def test_the_record_and_the_draft_say_what_is_set_up_here(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call(deleting.retain, path, periods=["closed_cases=7"])
    capsys.readouterr()
    word = tmp_path / "protokoll.docx"
    assert call(privacy.privacy_record, path, word=str(word)) == DONE
    record = told(capsys)["markdown"]
    assert call(privacy.privacy_record, path, dpia=True) == DONE
    draft = told(capsys)["markdown"]
    assert all(": 7 " in text for text in (record, draft))
    assert word.read_bytes().startswith(b"PK")
    assert draft.count("- [ ] ") == 5
