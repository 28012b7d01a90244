"""docs/security.md and docs/asvs.md claim nothing whose test is gone, and leave out nothing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pages.components.serving.limits import LIMITS
from pages.components.serving.refusals import AT_MOST, WITHIN

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ASVS = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
NUMBERS = (ROOT / "tests" / "server" / "asvs_5_0_0.txt").read_text(encoding="utf-8")
LEVELS = dict(line.split() for line in NUMBERS.splitlines() if not line.startswith("#"))
STATES = ("met", "partly", "not met", "n/a")
NUMBER = re.compile(r"\b\d+\.\d+\.\d+\b")


def cells(page: str) -> list[list[str]]:
    """The rows of the page's tables, cell by cell, without headings."""
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [[cell.strip() for cell in row] for row in rows]


ITEMS = [row for row in cells(ASVS) if NUMBER.fullmatch(row[0])]
STATE = {row[0]: row[3] for row in ITEMS}


@pytest.mark.parametrize("page", [PAGE, ASVS], ids=["security", "asvs"])
def test_every_test_that_a_page_names_is_there(page: str) -> None:
    there = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 20
    assert {name for name in named if f"def {name}(" not in there} == set()


@pytest.mark.parametrize("page", [PAGE, ASVS], ids=["security", "asvs"])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    files = set(re.findall(r"`((?:tests|pages|analytics|deploy|docs)/[\w/.]+\.\w+)`", page))
    assert {file for file in files if not (ROOT / file).is_file()} == set()


def test_every_requirement_of_both_levels_is_answered_once_with_its_level() -> None:
    assert [row[0] for row in ITEMS] == list(LEVELS)
    assert {row[0]: row[1] for row in ITEMS} == LEVELS
    assert {len(row) for row in ITEMS} == {5}


@pytest.mark.parametrize("row", ITEMS, ids=lambda row: row[0])
def test_what_is_met_names_its_tests_and_the_rest_says_why(row: list[str]) -> None:
    _, _, what, state, why = row
    assert state in STATES
    assert what
    words = re.sub(r"`test_\w+`|[,;() ]|, ", "", why)
    if state == "met":
        assert re.search(r"`test_\w+`", why)
    else:
        assert words


def test_the_count_at_the_top_is_that_of_the_table() -> None:
    count = Counter(STATE.values())
    told = ", ".join(f"{state} {count[state]}" for state in STATES)
    assert f"Of {len(ITEMS)}: {told}." in ASVS


def test_the_security_page_claims_no_more_than_the_answers_item_by_item() -> None:
    claimed = {
        (number, bool(partly))
        for row in cells(PAGE[PAGE.index("## Claims") : PAGE.index("## Threats")])
        if "level 3" not in row[0] and "in kind" not in row[0]
        for number, partly in re.findall(r"(\d+\.\d+\.\d+)( \(partly\))?", row[0])
    }
    assert len(claimed) > 20
    answered = {"met": False, "partly": True}
    assert {(n, partly) for n, partly in claimed if answered.get(STATE[n]) is not partly} == set()


def test_every_place_that_makes_or_keeps_a_secret_is_in_the_inventory() -> None:
    inventory = PAGE[PAGE.index("## Keys and secrets") : PAGE.index("## Logs")]
    makes = re.compile(
        r"^(?:import secrets|from secrets import|from hashlib import .*scrypt)", re.M
    )
    made = {
        path.relative_to(ROOT).as_posix()
        for folder in ("analytics", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if makes.search(path.read_text(encoding="utf-8"))
    }
    assert len(made) > 5
    assert {path for path in made if f"`{path}`" not in inventory} == set()


def test_every_secret_that_the_program_makes_is_in_the_inventory() -> None:
    inventory = PAGE[PAGE.index("## Keys and secrets") : PAGE.index("## Logs")]
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "analytics" / "store").glob("*.py")
    )
    named = set(re.findall(r'^(?:PERSONS|SUBJECTS|SECRET) = "(\w+)"', code, re.M))
    assert {"persons", "subjects", "erased", "finding_secret"} <= named
    assert {name for name in named if f"`{name}`" not in inventory} == set()


def test_the_limits_of_use_are_those_of_the_program() -> None:
    table = cells(PAGE[PAGE.index("## Limits of use") : PAGE.index("## Claims")])[1:]
    told = {row[0]: (float(row[2]), float(row[3].removesuffix(" s"))) for row in table}
    assert told == {name: (each.burst, each.every) for name, each in LIMITS.items()}
    log = next(row for row in cells(PAGE) if row[0] == "the program's log")
    assert f"at most {AT_MOST} of a kind" in log[1]
    assert WITHIN == 60.0


def test_every_setting_of_the_server_is_explained() -> None:
    code = (ROOT / "pages/components/serving/configuration.py").read_text(encoding="utf-8")
    settings = set(re.findall(r'"(NAERVAER_\w+)"', code))
    assert settings
    assert {name for name in settings if name not in PAGE} == set()
