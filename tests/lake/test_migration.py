"""A lake that an older program filled, opened by this one."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from analytics.store import compaction, migrate
from analytics.store.connection import Store
from tests.lake.conftest import KEY

DAYS = (date(2025, 1, 1), date(2025, 6, 30))
HELD = [
    (1, "1", None, "X/A", "A", "10", Decimal("0.500000"), "F", *DAYS, True, 3, 120),
    (2, "1", "b", "X/A", "Aa", "10", Decimal("1.000000"), "F", *DAYS, True, 3, 120),
    (3, "2", None, "B", "B", None, Decimal("0.333333"), None, *DAYS, False, 3, 120),
]
NAMED = [("10", "A", "X", "X/A"), ("10", "Aa", "X", "X/A"), (None, "B", None, "B")]


def test_employments_of_an_older_lake_are_told_as_they_were(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, older, ignore=shutil.ignore_patterns("0016*"))
    with monkeypatch.context() as then:
        then.setattr(migrate, "FOLDER", older)
        with Store(place, KEY) as store, store.transaction() as cursor:
            cursor.executemany("INSERT INTO unit_ref VALUES ($1, $2, $3, $4)", NAMED)
            places = ", ".join(f"${n}" for n in range(1, len(HELD[0]) + 1))
            cursor.executemany(f"INSERT INTO fact_employment VALUES ({places})", HELD)
    for rewritten in (False, True):
        if rewritten:
            compaction.rewrite(place, KEY)
        with Store(place, KEY) as store, store.cursor() as cursor:
            told = cursor.execute("FROM fact_employment ORDER BY employment_id").fetchall()
            refs = cursor.execute("SELECT * EXCLUDE (ref) FROM unit_ref ORDER BY ref").fetchall()
        assert told == HELD
        assert refs == NAMED
