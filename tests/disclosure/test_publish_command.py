"""`python -m analytics publish`: all that a role can see, as one document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analytics.__main__ import main
from analytics.access import Reader, Role
from analytics.disclosure import publish
from analytics.store.connection import Store
from tests.builders import absences, keep, people, selection


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store with a unit that is shown, and a small one with the sibling that shelters it."""
    path = tmp_path / "naervaer.duckdb"
    with Store(path) as store:
        staff = [(8, "North"), (6, "South"), (3, "Tiny")]
        keep(store, [
            row for n, (size, unit) in enumerate(staff)
            for row in people(size, 100 * (n + 1), unit=unit, parent="Org")
        ])  # fmt: skip
        keep(store, absences("no | type | from | to\n300 | doctor | 2025-03-03 | 2025-03-14"))
    return path


def run(place: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, Any]:
    """Exit code and JSON document of `publish`."""
    call = ["publish", "--store", str(place), "--from", "2025-01", "--to", "2025-12"]
    code = main([*call, "--json", *more])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_a_row_has_units_label_period_split_persons_days_and_rate(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, rows = run(place, capsys, "--role", "consultant")
    assert code == 0
    [group] = [
        row for row in rows
        if len(row["units"]) > 1 and (row["from"], row["to"]) == ("2025-03", "2025-03")
    ]  # fmt: skip
    assert group == {
        "units": ["Org/South", "Org/Tiny"],
        "label": Reader(Role.ADMIN).translate("Other units in %(unit)s") % {"unit": "Org"},
        "from": "2025-03",
        "to": "2025-03",
        "split": {"certification": None, "duration": None, "sex": None},
        "persons": [5, 9],
        "lost_days": 10.0,
        "agreed_days": 9 * 21.0,
        "rate": 5.3,
        "masked": False,
    }
    [tiny] = [r for r in rows if r["units"] == ["Org/Tiny"] and r["from"] == r["to"] == "2025-03"]
    assert tiny["masked"]
    assert {tiny[n] for n in ("persons", "lost_days", "agreed_days", "rate")} == {None}


def test_it_is_every_kind_of_period_and_split_once(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, rows = run(place, capsys, "--role", "admin")
    of_whole = [row for row in rows if row["units"] == ["Org"]]
    plain = [(r["from"], r["to"]) for r in of_whole if set(r["split"].values()) == {None}]
    assert (
        len(plain) == len(set(plain)) == 12 + 4 + 10
    )  # ten years to date are no month, no quarter
    parts = [row["split"] for row in of_whole if (row["from"], row["to"]) == ("2025-01", "2025-12")]
    assert len(parts) == 1 + 2 + 4 + 6 + 2
    assert all(part["sex"] is None for part in parts)


def test_the_parts_of_a_split_add_up_to_the_whole(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, rows = run(place, capsys, "--role", "consultant")
    quarter = [
        r for r in rows if r["units"] == ["Org"] and (r["from"], r["to"]) == ("2025-01", "2025-03")
    ]
    whole = next(r["lost_days"] for r in quarter if set(r["split"].values()) == {None})
    assert sum(r["lost_days"] for r in quarter if r["split"]["certification"]) == whole == 10


def test_it_is_the_figures_of_the_pages(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, rows = run(place, capsys, "--role", "leader", "--unit", "North")
    assert {unit for row in rows for unit in row["units"]} == {"Org", "Org/North"}
    reader = Reader(Role.LEADER, "Org/North")
    with Store(place) as store:
        for row in rows:
            if row["units"] == ["Org/North"] and set(row["split"].values()) == {None}:
                asked = selection(f"{row['from']}/{row['to']}", "Org/North")
                page = publish(store, reader, asked).iloc[0]
                assert page["rate_rounded"] == row["rate"]
                assert page["lost_days"] == row["lost_days"]


def test_a_leader_must_say_which_unit(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, capsys, "--role", "leader")[0] == 2


def test_a_role_that_sees_everything_is_no_reader_of_what_is_published(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(place, capsys, "--role", "hr")
    assert stopped.value.code == 2


def test_where_nothing_may_be_shown_the_exit_code_says_so(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, rows = run(place, capsys, "--role", "leader", "--unit", "Tiny")
    assert code == (1 if all(row["masked"] for row in rows) else 0)
    assert all(row["masked"] for row in rows if row["units"] == ["Org/Tiny"])


def test_people_read_the_same_as_lines(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["publish", "--store", str(place), "--from", "2025-03", "--to", "2025-03"]
    assert main([*call, "--role", "consultant"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert sum("n = 5–9" in line for line in lines) == 2
    assert sum("n = 10–19" in line for line in lines) == 1
