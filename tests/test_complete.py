"""Nothing forgotten: every query has a function and a test, every SQL file says what it is for."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from analytics import queries
from analytics.domain.absence import AbsenceType, Definition, DurationLens
from tests import texts

PROJECT = Path(__file__).resolve().parent.parent
SQL = PROJECT / "analytics" / "sql"
TESTS = PROJECT / "tests"
QUERIES = sorted(path.stem for path in (SQL / "queries").glob("*.sql"))
FILES = sorted(SQL.rglob("*.sql"))


def names_in_tests() -> set[str]:
    """Every name that a test file mentions in its code."""
    found: set[str] = set()
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
    return found


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_has_a_typed_and_documented_function(query: str) -> None:
    function = getattr(queries, query)
    assert inspect.getdoc(function)
    assert f'"{query}.sql"' in inspect.getsource(function)
    assert inspect.signature(function).return_annotation is not inspect.Signature.empty


def test_every_query_is_asked_in_a_test() -> None:
    assert set(QUERIES) <= names_in_tests()


def test_no_function_asks_a_query_that_is_not_there() -> None:
    asked = re.findall(r'"(\w+)\.sql"', inspect.getsource(queries))
    assert sorted(set(asked)) == QUERIES


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SQL)))
def test_every_sql_file_begins_with_what_it_is_for(path: Path) -> None:
    assert re.match(r"-- \w[^\n]{20,}\n", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SQL)))
def test_no_sql_is_put_together_from_values(path: Path) -> None:
    text = re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"[{}]|%s|(?<!\|)\|\|(?!\|)\s*\$", text)


def test_only_the_store_speaks_to_the_database() -> None:
    outside = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "analytics").rglob("*.py")
        if "store" not in path.parts
        and re.search(r"^\s*(import|from) duckdb", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert outside == []


@pytest.mark.parametrize("language", texts.languages())
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    assert texts.faults(language) == []


def test_every_page_is_in_the_navigation() -> None:
    listed = (PROJECT / "pages" / "components" / "shell.py").read_text(encoding="utf-8")
    assert all(f'"{path.stem}"' in listed for path in (PROJECT / "pages").glob("*.py"))


@pytest.mark.parametrize("path", sorted((PROJECT / "pages").glob("*.py")), ids=lambda p: p.stem)
def test_a_page_is_thin_and_fetches_the_session_first(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first = next(
        node
        for node in ast.parse(text).body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    )
    assert len(text.splitlines()) <= 60
    assert ast.unparse(first).startswith("session = current(")


@pytest.mark.parametrize("kind", [*AbsenceType, *Definition, *DurationLens])
def test_every_public_word_of_the_field_is_in_the_glossary(kind: str) -> None:
    glossary = (PROJECT / "GLOSSARY.md").read_text(encoding="utf-8").casefold()
    word = str(kind).replace("_", " ").replace("certified", "").strip()
    assert word in glossary.replace("-", " ")
