"""The statutory register: every figure beside the day-by-day reference."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn_by
from openpyxl import load_workbook

from analytics import queries
from analytics.access import Reader, Role, answer
from analytics.documents import register as document
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.queries import By
from analytics.store.connection import Cursor, Store
from tests.builders import absences, bring, employees, people
from tests.conftest import trial
from tests.facts.second_opinion import given
from tests.organisations import THROUGH, organisations
from tests.reference import AWAY, OWN, Reference, days

CLASSES = {
    "_1_3": range(1, 4),
    "_4_16": range(4, 17),
    "_over_16": range(17, 10_000),
    "_over_56": range(57, 10_000),
}
Q1 = Period.quarter(2025, 1)
STAFF = """no | sex | from | position
           1 | F | 2024-01-01 | 100
           2 | F | 2024-01-01 | 50
           3 | M | 2024-01-01 | 100"""


def lines(cursor: Cursor, period: Period = Q1, unit: str = "") -> dict[tuple[str, str], Any]:
    """The register's rows, keyed by quarter and sex."""
    frame = queries.register(cursor, period, unit)
    return {(row["quarter"], row["sex"]): row for row in frame.to_dict("records")}


def counted_by_day(org: Reference, period: Period, sex: str) -> dict[str, Fraction]:
    """Agreed and lost days of one quarter and sex (`all` for everybody), day by day."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for day in org.by_day:
        if not period.first <= day.day <= period.last or sex not in ("all", day.sex or "unknown"):
            continue
        away = sum((day.shares.get(name, Fraction(0)) for name in AWAY), Fraction(0))
        found["agreed_days"] += day.position * ((1 if day.registered else 0) - away)
        found["child_days"] += day.position * day.shares.get("child_sick", Fraction(0))
        own = sum((day.shares.get(name, Fraction(0)) for name in OWN), Fraction(0)) * day.position
        found["lost_days"] += own
        for name, length in CLASSES.items():
            found["days" + name] += own if day.spell_days in length else 0
    return found


def counted_cases(org: Reference, period: Period, sex: str) -> dict[str, int]:
    """Cases of one quarter and sex, spell by spell."""
    found: dict[str, int] = defaultdict(int)
    seen = {(r.no, r.type == "child_sick", r.spell_start, r.spell_end)
            for r in org.runs if r.type in (*OWN, "child_sick")}  # fmt: skip
    for no, child, start, end in seen:
        there = [
            e
            for e in org.everybody
            if e.no == no and e.position and sex in ("all", e.sex or "unknown")
            and max(e.start, start, period.first)
            <= min(e.end or org.horizon, org.horizon, end, period.last)
        ]  # fmt: skip
        if there and child:
            found["child_cases"] += 1
        elif there:
            found["cases"] += 1
            for name, length in CLASSES.items():
                found["cases" + name] += len(list(days(start, end))) in length
    return found


def test_days_and_cases_are_sorted_by_sex_and_length_of_the_whole_spell(cursor: Cursor) -> None:
    sick = absences("""no | type | from | to | grade
                       1 | self | 2025-03-03 | 2025-03-05 |
                       1 | child | 2025-03-10 | 2025-03-11 |
                       2 | doctor | 2025-02-03 | 2025-02-14 | 50
                       3 | doctor | 2024-12-02 | 2025-02-28 |""")
    given(cursor, employees(STAFF), sick)
    women, men = lines(cursor)["2025K1", "F"], lines(cursor)["2025K1", "M"]
    assert (women["days_1_3"], women["days_4_16"], women["days_over_16"]) == (3, 2.5, 0)
    assert (women["cases"], women["cases_1_3"], women["cases_4_16"]) == (2, 1, 1)
    assert (women["child_days"], women["child_cases"]) == (2, 1)
    assert women["lost_days"] == 5.5
    assert (men["days_over_16"], men["days_over_56"], men["cases_over_56"]) == (42, 42, 1)


@pytest.mark.parametrize(
    ("last", "classes"),
    [
        ("2025-01-03", ["_1_3"]),
        ("2025-01-04", ["_4_16"]),
        ("2025-01-16", ["_4_16"]),
        ("2025-01-17", ["_over_16"]),
        ("2025-02-25", ["_over_16"]),
        ("2025-02-26", ["_over_16", "_over_56"]),
    ],
)
def test_the_limits_of_the_classes_are_the_regulations(
    cursor: Cursor, last: str, classes: list[str]
) -> None:
    given(
        cursor,
        employees(STAFF),
        absences(f"no | type | from | to\n1 | doctor | 2025-01-01 | {last}"),
    )
    row = lines(cursor)["2025K1", "F"]
    assert [name for name in CLASSES if row["cases" + name]] == classes
    assert [name for name in CLASSES if row["days" + name]] == classes


def test_an_employment_without_a_position_counts_nobody(cursor: Cursor) -> None:
    staff = employees("no | sex | position\n1 | F | 0\n2 | F | 100")
    given(cursor, staff, absences("no | type | from\n1 | self | 2025-03-03"))
    row = lines(cursor)["2025K1", "F"]
    assert (row["persons"], row["cases"], row["lost_days"]) == (1, 0, 0)


def test_holiday_and_leave_are_no_agreed_days(cursor: Cursor) -> None:
    away = absences("""no | type | from | to
                       1 | holiday | 2025-02-03 | 2025-02-07
                       1 | leave | 2025-02-10 | 2025-02-14""")
    given(cursor, employees(STAFF), away)
    assert lines(cursor)["2025K1", "F"]["agreed_days"] == 63 + 31.5 - 10
    assert lines(cursor)["2025K1", "M"]["agreed_days"] == 63


def test_a_spell_over_new_year_is_a_case_of_both_quarters_and_its_days_are_parted(
    cursor: Cursor,
) -> None:
    sick = absences("""no | type | from | to
                       3 | doctor | 2024-12-30 | 2025-01-03""")
    given(cursor, employees(STAFF), sick)
    rows = lines(cursor, Period.parse("2024-10", "2025-03"))
    assert (rows["2024K4", "M"]["cases"], rows["2025K1", "M"]["cases"]) == (1, 1)
    assert (rows["2024K4", "M"]["days_4_16"], rows["2025K1", "M"]["days_4_16"]) == (2, 2)


def test_people_of_unknown_sex_have_a_line_of_their_own(cursor: Cursor) -> None:
    given(cursor, people(2))
    assert [sex for _, sex in lines(cursor)] == ["F", "M", "unknown", "all"]
    assert lines(cursor)["2025K1", "unknown"]["persons"] == 2


def test_a_unit_has_a_register_of_its_own(cursor: Cursor) -> None:
    staff = employees("""no | unit | parent | sex
                         1 | Post | Sykehjem | F
                         2 | Kontor | Kommune | F""")
    given(cursor, staff, absences("type | from\nself | 2025-03-03"))
    assert lines(cursor, unit="Kommune")["2025K1", "all"]["cases"] == 0
    assert lines(cursor, unit="Sykehjem")["2025K1", "all"]["cases"] == 1


def test_an_open_spell_is_classed_by_its_days_so_far_and_said_to_be_open(cursor: Cursor) -> None:
    sick = absences("no | type | from | to\n1 | doctor | 2025-03-20 |")
    given(cursor, employees(STAFF), sick, through=date(2025, 3, 31))
    women = lines(cursor)["2025K1", "F"]
    assert (women["open_cases"], women["cases_4_16"]) == (1, 1)


def test_a_period_that_is_not_whole_quarters_is_refused(cursor: Cursor) -> None:
    with pytest.raises(ReaderError, match="whole quarters"):
        queries.register(cursor, Period.parse("2025-02", "2025-03"))


@settings(
    deadline=None,
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@drawn_by(organisations(with_given_days=False))
def test_the_register_equals_the_reference_on_organisations_nobody_drew(
    shared_store: Store, org: Reference
) -> None:
    with trial(shared_store) as cursor:
        for rows in (org.employments, org.absences):
            if rows:
                bring(cursor, rows, through=THROUGH)
        found = lines(cursor, Period.parse("2025-01", "2025-06"))
    for quarter in (1, 2):
        period = Period.quarter(2025, quarter)
        for sex in ("F", "M", "all"):
            row = found[f"2025K{quarter}", sex]
            for name, value in counted_by_day(org, period, sex).items():
                assert float(value) == pytest.approx(row[name] if row[name] == row[name] else 0), (
                    name
                )
            for name, count in counted_cases(org, period, sex).items():
                assert row[name] == count, name


@settings(
    deadline=None,
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@drawn_by(organisations())
def test_the_register_has_the_rates_of_the_internal_definition(
    shared_store: Store, org: Reference
) -> None:
    with trial(shared_store) as cursor:
        for rows in (org.employments, org.agreed, org.absences):
            if rows:
                bring(cursor, rows, through=THROUGH)
        found = lines(cursor)
    expected = org.rates(By.SEX, Q1.first, Q1.last, definition=Definition.INTERNAL)
    expected |= org.rates(By.TOTAL, Q1.first, Q1.last, definition=Definition.INTERNAL)
    for (_, _, sex), figures in expected.items():
        row = found["2025K1", sex or "all"]
        assert float(figures.lost) == pytest.approx(row["lost_days"])
        rounded = None if row["rate_rounded"] != row["rate_rounded"] else row["rate_rounded"]
        assert rounded == (None if figures.rate_rounded is None else float(figures.rate_rounded))


def test_only_roles_with_person_access_get_the_register(store: Store) -> None:
    for role in (Role.LEADER, Role.CONSULTANT, Role.ADMIN):
        with pytest.raises(AccessDenied):
            answer(Reader(role), store, queries.register, Q1)
    assert answer(Reader(Role.HR), store, queries.register, Q1)["cases"].sum() == 0


def test_what_is_not_known_is_a_word_in_the_workbook_and_nought_a_number(cursor: Cursor) -> None:
    given(cursor, employees(STAFF), absences("no | type | from\n1 | self | 2025-03-03"))
    frame = queries.register(cursor, Q1)
    frame = frame.assign(rate_rounded=frame["rate_rounded"].where(frame["sex"] != "M"))
    origin = document.Origin("", Q1, date(2025, 3, 31), version=7, made_on=THROUGH)
    sheet = load_workbook(BytesIO(document.workbook(frame, origin, N_))).worksheets[0]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert rows["Sickness absence rate, per cent"][1] == "no basis"
    assert rows["Days lost to child's sickness (not in the rate)"] == (0, 0, 0)


def test_the_workbook_holds_the_figures_and_says_where_they_are_from(cursor: Cursor) -> None:
    sick = absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05")
    given(cursor, employees(STAFF), sick)
    frame = queries.register(cursor, Q1)
    origin = document.Origin(
        unit="=Helse", period=Q1, data_through=date(2025, 3, 31), version=7, made_on=THROUGH
    )
    figures, about = load_workbook(BytesIO(document.workbook(frame, origin, N_))).worksheets
    rows = {row[0]: row[1:] for row in figures.iter_rows(min_row=3, values_only=True)}
    assert figures["A1"].value == "2025K1"
    assert [cell.value for cell in figures[2]] == [None, "Women", "Men", "All employees"]
    assert rows["Days lost in spells of 1–3 days"] == (3, 0, 3)
    assert rows["Spells of 1–3 days"] == (1, 0, 1)
    assert rows["Agreed days, without holiday and leave"] == (94.5, 63, 157.5)
    told = {row[0]: row[1] for row in about.iter_rows(values_only=True) if len(row) > 1}
    assert told["Data through"].date() == date(2025, 3, 31)
    assert told["Dataset version"] == 7
    assert told["Unit"] == "=Helse"
    assert about["B1"].data_type == "s"
    assert "Definition" in told
    assert "Regulation" in told
