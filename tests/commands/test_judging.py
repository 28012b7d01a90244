"""`patterns`: one JSON object a line for each finding, or a few lines of text; nothing else."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.commands.context import DONE, NOTHING, Context
from analytics.commands.judging import patterns
from analytics.settings import Settings
from analytics.store.audit_log import Event, lines
from analytics.store.connection import Store
from tests.builders import absences, keep, people
from tests.patterns.test_engine import TODAY, mondays, ordinary

KEYS = [
    *("employee_no", "kind", "tier", "window", "evidence"),
    *("expected", "observed", "p_value", "q_value"),
]


def called(path: Path, **asked: Any) -> tuple[int, Context]:
    given = {"json": True, "tier": "clear", "today": TODAY, **asked}
    settings = Settings.read({}, str(path))
    context = Context(Namespace(**given), settings, datetime(2026, 1, 2, tzinfo=UTC))
    return patterns(context), context


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("judged") / "naervaer.duckdb"
    with Store(found) as store:
        keep(store, people(61, since="2020-01-01"))
        lines = ["no | type | from | to", *ordinary(), *mondays(16)]
        keep(store, absences("\n".join(lines)))
    return found


def test_each_finding_is_one_json_object_on_a_line_of_its_own(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = called(path)
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == DONE
    assert all(list(each) == KEYS and each["tier"] == "clear" for each in found)
    weekday = next(each for each in found if each["kind"] == "weekday")
    assert weekday["employee_no"] == "61"
    assert weekday["window"] == ["2023-01-01", "2025-12-31"]
    assert weekday["evidence"]["dates"][:2] == ["2023-01-16", "2023-02-20"]
    assert weekday["evidence"]["weekdays"] == [0]


def test_the_possible_tier_prints_the_clear_one_too(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    called(path)
    clear = capsys.readouterr().out.splitlines()
    called(path, tier="possible")
    both = capsys.readouterr().out.splitlines()
    assert set(clear) <= set(both)


def test_people_get_text_with_reasons_and_the_number_looked_at(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, context = called(path, json=False)
    text = capsys.readouterr().out
    assert code == DONE
    assert "61" in text
    assert "16.01.2023" in text
    assert context.translate("Wait and see: look again after the next import.") in text


def test_nothing_stands_out_on_a_day_before_there_was_anything(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = called(path, today=date(2023, 2, 1))
    assert (code, capsys.readouterr().out) == (NOTHING, "")


def test_nobody_who_does_not_stand_out_is_named(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    called(path)
    named = {json.loads(line)["employee_no"] for line in capsys.readouterr().out.splitlines()}
    assert named == {"61"}


def test_that_findings_were_printed_is_written_down_without_anybodys_name(path: Path) -> None:
    with Store(path) as store, store.cursor() as cursor:
        before = len(lines(cursor))
    called(path)
    with Store(path) as store, store.cursor() as cursor:
        added = [line.event for line in lines(cursor)][before:]
    assert added == [Event("command", "export", "patterns")]
