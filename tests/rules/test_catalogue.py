"""The rules as dated data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analytics.rules import catalogue, rulebook
from analytics.rules.follow_up_rules import DUTIES, Rule
from analytics.rules.presets import presets

TODAY = date(2026, 11, 21)
CAP = "expert_assistance_cap"


@pytest.mark.parametrize(
    ("day", "kroner"),
    [
        ("2019-09-01", 20000),
        ("2022-12-31", 20000),
        ("2023-01-01", 22300),
        ("2023-12-31", 22300),
        ("2024-01-01", 23100),
        ("2025-01-01", 24000),
        ("2025-12-31", 24000),
    ],
)
def test_the_grant_is_the_one_of_its_year(day: str, kroner: int) -> None:
    assert catalogue.number(CAP, date.fromisoformat(day)) == kroner


def test_the_grant_of_2026_was_not_found_and_says_so() -> None:
    with pytest.raises(catalogue.NoRule):
        catalogue.number(CAP, TODAY)
    newest = next(row for row in rulebook.rows(TODAY) if row.rule == CAP)
    assert (newest.number, newest.stale, newest.note) == (None, True, rulebook.NOT_FOUND)


def test_there_is_no_rule_before_the_first_version_or_of_another_name() -> None:
    for rule, day in ((CAP, date(2019, 8, 31)), ("bradford", TODAY)):
        with pytest.raises(catalogue.NoRule):
            catalogue.in_force(rule, day)


def write(folder: Path, *from_days: str) -> Path:
    entries = [
        f'[[rule]]\nid = "r"\nnumber = {n}\nunit = "kroner"\nin_force_from = {day}\n'
        'in_force_confirmed = true\nreference = "l"\nsource = "s"\nchecked_on = 2026-01-01\n'
        for n, day in enumerate(from_days)
    ]
    (folder / "a.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder


def test_an_amount_is_stale_fourteen_months_after_it_took_effect(tmp_path: Path) -> None:
    version = catalogue.in_force("r", TODAY, write(tmp_path, "2025-01-31"))
    assert not version.stale(date(2026, 3, 31))
    assert version.stale(date(2026, 4, 1))


def test_anything_else_is_stale_fourteen_months_after_it_was_checked() -> None:
    version = catalogue.in_force("employer_period_days", TODAY)
    assert not version.stale(date(2028, 1, 21))
    assert version.stale(date(2028, 1, 22))
    row = next(r for r in rulebook.rows(date(2028, 1, 22)) if r.rule == "employer_period_days")
    assert row.note == rulebook.CHECK


def test_two_versions_from_one_day_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two versions"):
        catalogue.versions(write(tmp_path, "2025-01-01", "2025-01-01"))


def test_versions_follow_one_another_without_a_gap(tmp_path: Path) -> None:
    folder = write(tmp_path, "2025-01-01", "2024-01-01")
    assert [v.number for v in catalogue.versions(folder)["r"]] == [1, 0]
    rows = [row for row in rulebook.rows(TODAY) if row.rule == CAP]
    assert [row.until for row in rows] == [
        None, date(2025, 12, 31), date(2024, 12, 31), date(2023, 12, 31), date(2022, 12, 31)
    ]  # fmt: skip


@pytest.mark.parametrize("rule", catalogue.versions())
def test_every_rule_has_name_unit_reference_and_source(rule: str) -> None:
    assert rule in rulebook.NAMES
    for version in catalogue.versions()[rule]:
        assert version.unit in rulebook.UNITS
        assert version.reference
        assert version.source
        assert version.checked_on <= TODAY
        assert len(version.disagreement) != 1  # it takes two to disagree


def test_every_deadline_is_a_rule_and_every_preset_has_a_name() -> None:
    assert {duty.rule.value for duty in DUTIES} <= set(catalogue.versions())
    assert {rule.value for rule in Rule} <= set(rulebook.NAMES)
    assert {each.name for each in presets()} == set(rulebook.PRESETS)
    assert [name for name, _ in rulebook.preset_rows()] == list(rulebook.PRESETS.values())


def test_where_sources_disagree_both_are_shown() -> None:
    row = next(r for r in rulebook.rows(TODAY) if r.rule == "dialogmote1_week7")
    assert len(row.disagreement) == 2
    assert all(all(side) for side in row.disagreement)
