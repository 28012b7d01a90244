"""`episodes` and `deadlines`, from a payroll file to JSON: NAV's cases by way of an import."""

from __future__ import annotations

import io
import json
from argparse import Namespace
from contextlib import redirect_stdout
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from analytics.__main__ import main
from analytics.commands import following
from analytics.commands.context import DONE, NOTHING, Context
from analytics.settings import Settings
from tests.rules.drawing import VECTORS, runs, vectors

WORDS = {
    "doctor_certified": "Sykmelding",
    "self_certified": "Egenmelding",
    "holiday": "Ferie",
    "leave": "Permisjon uten lønn",
    "other": "Permisjon",
}
TODAY = date(2026, 3, 4)
Rows = list[tuple[str, str, date, date | None, int]]


def asked(path: Path, command: Any, today: date | None = None, as_json: bool = True) -> Any:
    """What a command prints about the store at `path`, and its exit code."""
    args = Namespace(json=as_json, today=today)
    context = Context(args, Settings(store=path), datetime(2026, 3, 4, tzinfo=UTC))
    out = io.StringIO()
    with redirect_stdout(out):
        code = command(context)
    return (json.loads(out.getvalue()) if as_json else out.getvalue()), code


def imported(folder: Path, rows: Rows, export: date) -> Path:
    """A store with these registrations, brought in as a payroll export."""
    lines = ["Ansattnr;Fraværstype;Fra dato;Til dato;Prosent"]
    for no, kind, first, last, grade in rows:
        until = f"{last:%d.%m.%Y}" if last else ""
        lines.append(f"{no};{WORDS[kind]};{first:%d.%m.%Y};{until};{grade}")
    file, store = folder / "fravaer.csv", folder / "n.duckdb"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with redirect_stdout(io.StringIO()):
        assert main(["import", str(file), "--export-date", str(export), "--store", str(store)]) == 0
    return store


def test_navs_employer_periods_come_out_of_an_import(tmp_path: Path) -> None:
    cases = vectors(VECTORS, "agp_spleis")["cases"]
    rows: Rows = [
        (str(1000 + n), run.type.value, run.start, run.end, 100)
        for n, case in enumerate(cases)
        for run in runs(case["days"], date.fromisoformat(case["start"]))
    ]
    found, code = asked(imported(tmp_path, rows, date(2018, 6, 1)), following.episodes)
    assert code == DONE
    by_person: dict[str, list[dict[str, Any]]] = {}
    for episode in found:
        by_person.setdefault(episode["employee_no"], []).append(episode)
    for n, case in enumerate(cases):
        episodes = by_person.get(str(1000 + n), [])
        expected = case["expect"]["arbeidsgiverperioder"]
        days = [row for episode in episodes for row in episode["employer_period"]]
        assert days == [row for period in expected for row in period["agp_days"]], case["name"]
        if len(episodes) == len(expected):
            complete = [episode["employer_period_complete"] for episode in episodes]
            assert complete == [period["complete"] for period in expected], case["name"]
        elif expected:
            assert episodes[-1]["employer_period_complete"] is expected[-1]["complete"]


def test_navs_episodes_come_out_of_an_import(tmp_path: Path) -> None:
    words = {"sick": "doctor_certified", "ferie_permisjon": "holiday"}
    cases = vectors(VECTORS, "oppfolgingstilfelle")["cases"]
    rows: Rows = [
        (
            str(1000 + n),
            words[part["type"]],
            TODAY + timedelta(days=part["from"]),
            TODAY + timedelta(days=part["to"]),
            100,
        )
        for n, case in enumerate(cases)
        for part in case["days"]
        if part["type"] in words
    ]
    found, _ = asked(imported(tmp_path, rows, TODAY), following.episodes, TODAY)
    expected = [
        (
            str(1000 + n),
            (TODAY + timedelta(days=e["start"])).isoformat(),
            (TODAY + timedelta(days=e["end"])).isoformat(),
            e["antallSykedager"],
        )
        for n, case in enumerate(cases)
        for e in case["expect"]
    ]
    assert [(e["employee_no"], e["start"], e["end"], e["days"]) for e in found] == expected


def test_the_deadlines_of_the_law_come_out_of_an_import(tmp_path: Path) -> None:
    (case,) = vectors(VECTORS, "oppfolging_frister")["statute_derived"]
    start = date.fromisoformat(case["sick_from"])
    store = imported(tmp_path, [("7", "doctor_certified", start, None, 100)], start)
    found, code = asked(store, following.deadlines_of_everybody, date(2026, 2, 3))
    due = {row["rule"]: row["due"] for row in found}
    assert code == DONE
    assert {rule: due[rule] for rule in case["expect"]} == case["expect"]
    status = {row["rule"]: row["status"] for row in found}
    assert status["oppfolgingsplan_week4"] == "overdue"
    assert status["dialogmote1_week7"] == "upcoming"
    assert set(found[0]) == {"employee_no", "rule", "due", "status", "evidence"}
    assert found[0]["evidence"]["episode_start"] == case["sick_from"]


def test_an_open_spell_runs_to_the_day_asked_for_and_has_no_end(tmp_path: Path) -> None:
    start = date(2026, 1, 5)
    store = imported(tmp_path, [("7", "doctor_certified", start, None, 100)], date(2026, 1, 9))
    (plain,), _ = asked(store, following.episodes)
    assert (plain["end"], plain["open"], plain["days"]) == (None, True, 5)
    (later,), _ = asked(store, following.episodes, date(2026, 2, 3))
    assert (later["days"], later["employer_period_complete"]) == (30, True)
    assert later["employer_period"] == [["2026-01-05", "2026-01-20"]]
    nothing, code = asked(store, following.episodes, date(2026, 1, 4))
    assert (nothing, code) == ([], NOTHING)


def test_people_read_lines_and_an_empty_store_says_so(tmp_path: Path) -> None:
    commands = (following.episodes, following.deadlines_of_everybody)
    for command in commands:
        text, code = asked(tmp_path / "empty.duckdb", command, TODAY, as_json=False)
        assert (code, len(text.strip().splitlines())) == (NOTHING, 1)
    row: Rows = [("7", "doctor_certified", TODAY - timedelta(days=30), None, 50)]
    store = imported(tmp_path, row, TODAY)
    for command, day in zip(commands, ("02.02.2026", "17.02.2026"), strict=True):
        text, code = asked(store, command, TODAY, as_json=False)
        assert code == DONE
        assert text.split("\n")[0].count(day) == 1  # the first day; the period's last
