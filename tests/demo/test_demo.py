"""The invented employer's workbooks, read back as a stranger would read them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

import holidays
import openpyxl
import pytest

from analytics.demo import DemoFiles, write_workbooks

TODAY = date(2026, 7, 14)
FIRST = date(2023, 7, 1)
THIS_YEAR_FROM, THIS_YEAR_TO = date(2025, 7, 1), date(2026, 6, 30)
SICK = {"Egenmelding", "Sykmelding", "Gradert sykmelding"}
STANDS_OUT = "Prøvelia sykehjem"

Row = dict[str, Any]


@dataclass(frozen=True)
class Demo:
    files: DemoFiles
    employments: list[Row]
    absences: list[Row]

    @property
    def numbers(self) -> set[str]:
        return {row["Ansattnr"] for row in self.employments}


@dataclass(frozen=True)
class Days:
    """Working days weighted by position (and grade), by unit and month."""

    lost: Counter[tuple[str, int, int]]
    agreed: Counter[tuple[str, int, int]]
    self_certified: float

    def rate(self, first: date, last: date, unit: str | None = None) -> float:
        def total(counted: Counter[tuple[str, int, int]]) -> float:
            return sum(
                days
                for (where, year, month), days in counted.items()
                if first <= date(year, month, 1) <= last and unit in (None, where)
            )

        return 100 * total(self.lost) / total(self.agreed)

    def by_quarter(self) -> dict[int, float]:
        lost: Counter[int] = Counter()
        agreed: Counter[int] = Counter()
        for counted, into in ((self.lost, lost), (self.agreed, agreed)):
            for (_, _, month), days in counted.items():
                into[(month + 2) // 3] += days
        return {quarter: 100 * lost[quarter] / agreed[quarter] for quarter in agreed}


def read(path: Path, header: int) -> list[Row]:
    book = openpyxl.load_workbook(path, read_only=True)
    names, *rows = list(book.worksheets[0].iter_rows(values_only=True))[header:]
    book.close()
    # A row ends with its last cell that is not blank.
    return [dict(zip_longest(names, row)) for row in rows]


def as_date(text: str | None) -> date | None:
    return None if text is None else datetime.strptime(text, "%d.%m.%Y").date()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    files = write_workbooks(tmp_path_factory.mktemp("demo"), today=TODAY)
    employments = read(files.employees, 0)
    for row in employments:
        row["Fra dato"] = row["Fra dato"].date()
        row["Til dato"] = row["Til dato"].date() if row["Til dato"] else None
    absences = [row for path in files.absences for row in read(path, 3)]
    for row in absences:
        row["Fra dato"], row["Til dato"] = as_date(row["Fra dato"]), as_date(row["Til dato"])
    return Demo(files, employments, absences)


def blemish(row: Row, numbers: set[str], seen: set[tuple[Any, ...]]) -> str | None:
    first, last, content = row["Fra dato"], row["Til dato"], tuple(row.values())
    if first is None:
        return "missing date"
    if row["Ansattnr"] not in numbers:
        return "unknown employee number"
    if last is not None and last < first:
        return "end before start"
    if last is not None and last.year == 2062:
        return "far future"
    if row["Grad"] > 100:
        return "impossible grade"
    if content in seen:
        return "duplicate"
    seen.add(content)
    return None


@pytest.fixture(scope="module")
def blemishes(demo: Demo) -> Counter[str]:
    seen: set[tuple[Any, ...]] = set()
    return Counter(found for row in demo.absences if (found := blemish(row, demo.numbers, seen)))


@pytest.fixture(scope="module")
def sick(demo: Demo) -> list[Row]:
    seen: set[tuple[Any, ...]] = set()
    return [
        row
        for row in demo.absences
        if blemish(row, demo.numbers, seen) is None and row["Fraværstype"] in SICK
    ]


def days_of(row: Row) -> list[date]:
    first, last = max(row["Fra dato"], FIRST), min(row["Til dato"] or TODAY, TODAY)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@pytest.fixture(scope="module")
def days(demo: Demo, sick: list[Row]) -> Days:
    norwegian = holidays.country_holidays("NO", years=range(2023, 2027), include_sundays=False)
    span = [FIRST + timedelta(days=number) for number in range((TODAY - FIRST).days + 1)]
    working = {day for day in span if day.weekday() < 5 and day not in norwegian}
    held: dict[tuple[str, date], list[tuple[str, float]]] = defaultdict(list)
    agreed: Counter[tuple[str, int, int]] = Counter()
    lost: Counter[tuple[str, int, int]] = Counter()
    for row in demo.employments:
        for day in working.intersection(days_of(row)):
            held[row["Ansattnr"], day].append((row["Avdeling"], row["Stillingsprosent"] / 100))
            agreed[row["Avdeling"], day.year, day.month] += row["Stillingsprosent"] / 100
    self_certified = 0.0
    for row in sick:
        for day in working.intersection(days_of(row)):
            for unit, position in held[row["Ansattnr"], day]:
                lost[unit, day.year, day.month] += position * row["Grad"] / 100
                self_certified += position if row["Fraværstype"] == "Egenmelding" else 0
    return Days(lost, agreed, self_certified)


def test_the_same_arguments_give_the_same_bytes_and_another_seed_gives_others(
    tmp_path: Path,
) -> None:
    def written(folder: str, seed: int) -> list[bytes]:
        files = write_workbooks(tmp_path / folder, employees=60, months=6, seed=seed, today=TODAY)
        return [path.read_bytes() for path in (files.employees, *files.absences)]

    assert written("once", 1) == written("again", 1)
    assert written("once", 1) != written("other", 2)


def test_there_is_one_absence_workbook_per_calendar_year_holding_what_starts_in_it(
    demo: Demo,
) -> None:
    names = [path.name for path in demo.files.absences]
    assert names == [f"fravaer_{year}.xlsx" for year in range(2023, 2027)]
    for path in demo.files.absences:
        years = {row["Fra dato"][-4:] for row in read(path, 3) if row["Fra dato"]}
        assert years == {path.stem[-4:]}


def test_the_absence_sheet_begins_with_two_titles_and_a_blank_row(demo: Demo) -> None:
    book = openpyxl.load_workbook(demo.files.absences[0])
    assert book.sheetnames == ["Fravær"]
    assert [book["Fravær"].cell(row, 1).value for row in (1, 2, 3, 4)] == [
        "Fraværsrapport – Demovik kommune",
        "Utskriftsdato 14.07.2026",
        None,
        "Ansattnr",
    ]


def test_the_tree_has_three_levels(demo: Demo) -> None:
    parents = {row["Avdeling"]: row["Overordnet avdeling"] for row in demo.employments}
    divisions = {unit for unit, parent in parents.items() if parent == "Demovik kommune"}
    leaves = {unit for unit, parent in parents.items() if parent in divisions}
    assert parents["Demovik kommune"] is None
    assert 4 <= len(divisions) <= 6
    assert {"Demovik kommune"} | divisions | leaves == parents.keys()


def test_units_have_3_to_60_people_and_a_few_have_fewer_than_5(demo: Demo) -> None:
    people: dict[str, set[str]] = defaultdict(set)
    for row in demo.employments:
        if row["Fra dato"] <= TODAY and row["Til dato"] is None:
            people[row["Avdeling"]].add(row["Ansattnr"])
    sizes = [len(numbers) for numbers in people.values()]
    assert min(sizes) >= 3
    assert max(sizes) <= 60
    assert 2 <= sum(size < 5 for size in sizes) <= 12
    assert 380 <= len(set().union(*people.values())) <= 400


def test_employee_numbers_are_text_with_leading_zeros(demo: Demo) -> None:
    assert all(isinstance(number, str) and len(number) == 5 for number in demo.numbers)
    assert all(number.startswith("0") for number in demo.numbers)


def test_every_unit_is_led_from_within_and_only_the_top_has_no_leader(demo: Demo) -> None:
    current = [row for row in demo.employments if row["Til dato"] is None]
    home = {row["Ansattnr"]: row["Avdeling"] for row in current if row["Stillingsnr"] == 1}
    assert sum(row["Leder"] is None for row in current) == 1
    led = {home[row["Leder"]] for row in current if row["Leder"]}
    assert led == {row["Avdeling"] for row in current}


def test_nobody_is_employed_for_more_than_full_time_and_some_hold_two_positions(demo: Demo) -> None:
    percent: Counter[tuple[str, date]] = Counter()
    for row in demo.employments:
        for day in days_of(row):
            percent[row["Ansattnr"], day] += row["Stillingsprosent"]
    assert max(percent.values()) <= 100
    second = {
        row["Ansattnr"]
        for row in demo.employments
        if row["Stillingsnr"] == 2 and not row["Til dato"]
    }
    assert 0.04 <= len(second) / 400 <= 0.10


def test_people_move_leave_join_and_come_back(demo: Demo) -> None:
    careers: dict[str, list[Row]] = defaultdict(list)
    for row in demo.employments:
        if row["Stillingsnr"] == 1:
            careers[row["Ansattnr"]].append(row)
    steps = [step for rows in careers.values() for step in pairwise(rows)]
    gaps = [(later["Fra dato"] - earlier["Til dato"]).days for earlier, later in steps]
    elsewhere = [earlier["Avdeling"] != later["Avdeling"] for earlier, later in steps]
    assert min(gaps) == 1
    assert sum(gap == 1 and moved for gap, moved in zip(gaps, elsewhere, strict=True)) >= 10
    assert 2 <= sum(gap > 1 for gap in gaps) <= 20
    assert sum(rows[-1]["Til dato"] is not None for rows in careers.values()) > 50
    assert sum(rows[0]["Fra dato"] >= FIRST for rows in careers.values()) > 50


def test_no_person_is_absent_twice_on_a_day_outside_the_planted_blemishes(demo: Demo) -> None:
    seen: set[tuple[Any, ...]] = set()
    sound = [row for row in demo.absences if blemish(row, demo.numbers, seen) is None]
    taken = Counter((row["Ansattnr"], day) for row in sound for day in days_of(row))
    assert max(taken.values()) == 1


def test_nobody_is_sick_outside_employment_or_after_the_export(demo: Demo, sick: list[Row]) -> None:
    employed = {(row["Ansattnr"], day) for row in demo.employments for day in days_of(row)}
    assert {(row["Ansattnr"], day) for row in sick for day in days_of(row)} <= employed
    assert min(row["Fra dato"] for row in sick) >= FIRST
    assert max(row["Til dato"] or row["Fra dato"] for row in sick) <= TODAY


def test_an_absence_belongs_to_the_unit_of_the_main_employment_that_day(
    demo: Demo, sick: list[Row]
) -> None:
    main = {
        (row["Ansattnr"], day): row["Avdeling"]
        for row in demo.employments
        if row["Stillingsnr"] == 1
        for day in days_of(row)
    }
    assert all(main[row["Ansattnr"], row["Fra dato"]] == row["Avdeling"] for row in sick)


def test_open_spells_have_a_blank_end_and_are_counted_to_the_export(sick: list[Row]) -> None:
    still_open = [row for row in sick if row["Til dato"] is None]
    assert 10 <= len(still_open) <= 80
    assert all(row["Kalenderdager"] == (TODAY - row["Fra dato"]).days + 1 for row in still_open)


def test_the_rate_is_that_of_a_municipality(days: Days) -> None:
    assert 6 <= days.rate(FIRST, TODAY) <= 9


def test_about_a_seventh_of_lost_days_are_self_certified(days: Days) -> None:
    assert 0.10 <= days.self_certified / sum(days.lost.values()) <= 0.19


def test_one_department_has_nearly_doubled(days: Days) -> None:
    assert 10 <= days.rate(THIS_YEAR_FROM, THIS_YEAR_TO, STANDS_OUT) <= 15
    assert 5 <= days.rate(FIRST, date(2025, 6, 30), STANDS_OUT) <= 8


def test_winter_has_more_absence_than_summer(days: Days) -> None:
    quarters = days.by_quarter()
    assert quarters[1] - quarters[3] > 0.8
    assert max(quarters, key=quarters.__getitem__) == 1
    assert min(quarters, key=quarters.__getitem__) == 3


def test_long_spells_are_several_adjoining_rows_many_of_them_graded(sick: list[Row]) -> None:
    ends = {
        (row["Ansattnr"], row["Til dato"]): row["Fraværstype"] for row in sick if row["Til dato"]
    }
    follows = [
        (ends[before], row["Fraværstype"])
        for row in sick
        if (before := (row["Ansattnr"], row["Fra dato"] - timedelta(days=1))) in ends
    ]
    assert Counter(follows)["Egenmelding", "Sykmelding"] > 50
    assert Counter(follows)["Sykmelding", "Gradert sykmelding"] > 20
    assert all((row["Grad"] < 100) == (row["Fraværstype"] == "Gradert sykmelding") for row in sick)


def test_self_certified_spells_are_short_and_a_few_people_have_many(
    days: Days, sick: list[Row]
) -> None:
    own = [row for row in sick if row["Fraværstype"] == "Egenmelding"]
    assert max(row["Kalenderdager"] for row in own) <= 8
    assert sum(row["Kalenderdager"] <= 3 for row in own) / len(own) > 0.7
    years = sum(days.agreed.values()) / 251
    assert 1.2 <= len(own) / years <= 1.8
    per_person = Counter(row["Ansattnr"] for row in own).values()
    assert max(per_person) >= 12
    assert sum(count >= 12 for count in per_person) < 0.1 * 400


def test_every_type_of_absence_occurs(demo: Demo) -> None:
    assert {row["Fraværstype"] for row in demo.absences} == SICK | {
        "Sykt barn",
        "Ferie",
        "Permisjon uten lønn",
        "Velferdspermisjon",
        "Foreldrepermisjon",
    }


def test_a_handful_of_rows_of_every_kind_of_error_are_planted(blemishes: Counter[str]) -> None:
    assert len(blemishes) == 6
    assert 8 <= blemishes.total() <= 15


def test_everybody_looks_invented(demo: Demo) -> None:
    endings = ("prøve", "eksempel", "prøvesen", "liksom", "demosen", "tenkt")
    assert all(row["Navn"].endswith(endings) for row in demo.employments)
    assert len({(row["Ansattnr"], row["Navn"]) for row in demo.employments}) == len(demo.numbers)


def test_another_seed_and_size_tell_the_same_story(tmp_path: Path) -> None:
    today = date(2024, 2, 29)
    files = write_workbooks(tmp_path, employees=120, months=13, seed=7, today=today)
    assert [path.name for path in files.absences] == ["fravaer_2023.xlsx", "fravaer_2024.xlsx"]
    assert {row["Avdeling"] for row in read(files.employees, 0)} >= {STANDS_OUT, "Demovik kommune"}


@pytest.mark.parametrize(("employees", "months"), [(39, 12), (400, 0)])
def test_too_few_employees_or_months_are_refused(
    tmp_path: Path, employees: int, months: int
) -> None:
    with pytest.raises(ValueError, match="at least"):
        write_workbooks(tmp_path, employees=employees, months=months, today=TODAY)
