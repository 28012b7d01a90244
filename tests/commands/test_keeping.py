"""`backup`, `restore` and `rotate-key` as they are called."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.__main__ import main
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from tests.builders import absences, keep, people

Answer = tuple[int, str, str]
Call = Callable[..., Answer]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    with Store(folder / "n.duckdb") as store:
        keep(store, people(6))
        keep(store, absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05"))
    return folder


@pytest.fixture
def path(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "store")) / "n.duckdb"


@pytest.fixture
def call(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """A command on the store: its code, what it said and what it complained of, in English."""
    monkeypatch.setenv("NAERVAER_LANGUAGE", "en")
    monkeypatch.delenv("NAERVAER_KEY", raising=False)

    def run(*words: str) -> Answer:
        code = main([*words, "--store", str(path)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def document(answer: Answer) -> Any:
    assert answer[0] == 0, answer[2]
    return json.loads(answer[1])


def logged(path: Path, key: str | None = None) -> list[tuple[str, str]]:
    with Store(path, key) as store, store.cursor() as cursor:
        return [(line.event.action, line.event.what) for line in lines(cursor)]


def test_a_backup_is_tried_at_once_and_says_so_in_one_line(call: Call, tmp_path: Path) -> None:
    code, said, complained = call("backup", str(tmp_path / "b.duckdb"), "--drill")
    assert (code, complained) == (0, "")
    backed_up, tried = said.splitlines()
    assert "Version 2 is backed up" in backed_up
    assert "version 2 is whole" in tried
    assert "absence rate are those of the store" in tried


def test_an_older_backup_is_tried_and_nothing_is_put_back(
    call: Call, path: Path, tmp_path: Path
) -> None:
    copy = str(tmp_path / "b.duckdb")
    assert document(call("backup", copy, "--json")) == {"backup": copy, "version": 2}
    with Store(path) as store:
        keep(store, people(6, to="2025-06-30"))
    found = document(call("restore", copy, "--drill", "--json"))
    assert (found["restored"], found["version"]) == (None, 2)
    assert (found["drill"]["live"], found["drill"]["compared"]) == (3, False)
    assert "answer" not in found["drill"]  # of a small workplace nobody may read the rate
    assert "gone on to version 3" in call("restore", copy, "--drill")[1]
    with Store(path) as store, store.cursor() as cursor:
        assert cursor.execute("SELECT max(version) FROM dataset_version").fetchall() == [(3,)]


def test_a_backup_that_is_not_whole_ends_the_nightly_job_with_a_fault(
    call: Call, path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "b.duckdb"
    call("backup", str(copy))
    key = path.with_suffix(".key").read_text().strip()
    with Store(copy, key) as changed, changed.transaction() as cursor:
        cursor.execute("DELETE FROM absence")
    code, said, complained = call("restore", str(copy), "--drill")
    assert (code, said) == (2, "")
    assert "cannot be trusted" in complained


def test_a_new_key_and_a_restore_under_it_are_in_the_log(
    call: Call, path: Path, tmp_path: Path
) -> None:
    copy, old = str(tmp_path / "b.duckdb"), path.with_suffix(".key").read_text().strip()
    call("backup", copy)
    done = document(call("rotate-key", "--json"))
    assert done["key"] == str(path.with_suffix(".key"))
    assert Path(done["former"]).read_text().strip() == old
    assert logged(path) == [("export", "backup"), ("change", "key")]
    Path(done["former"]).rename(tmp_path / "old.key")
    code, _, complained = call("restore", copy)
    assert (code, "--key-file" in complained) == (2, True)
    call("restore", copy, "--key-file", str(tmp_path / "old.key"))
    assert logged(path) == [("change", "backup restored")]


def test_a_key_from_the_environment_is_changed_only_where_a_file_is_named(
    call: Call, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAERVAER_KEY", path.with_suffix(".key").read_text().strip())
    path.with_suffix(".key").unlink()
    code, said, complained = call("rotate-key")
    assert (code, said) == (2, "")
    assert "--new-key-file FILE" in complained
    new = tmp_path / "new.key"
    code, said, _ = call("rotate-key", "--new-key-file", str(new))
    assert code == 0
    assert "Put the new key in NAERVAER_KEY" in said
    assert new.read_text().strip() not in said
    assert logged(path, new.read_text().strip()) == [("change", "key")]
    assert not path.with_suffix(".key").exists()
    assert "does not fit" in call("audit")[2]


def test_an_open_store_keeps_its_key_and_the_sentence_says_what_to_do(
    call: Call, path: Path
) -> None:
    with Store(path):
        code, _, complained = call("rotate-key")
    assert code == 2
    assert "Close it and try again" in complained
