"""Finished figures for units, however the periods run, become one row a unit and period."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analytics.errors import ImportRefused
from analytics.ingest import aggregates, figure_rows, workbook
from analytics.ingest.grid import Sheet
from analytics.ingest.search import Search
from analytics.ingest.table import Table
from tests.ingest.drawn import sheet

FIXTURE = (
    Path(__file__).parents[3] / "shared/formats/fixtures/07_mnd_aggregat_to_nivaa_overskrift.xlsx"
)
Row = tuple[object, ...]


def table(*sheets: Sheet) -> Table:
    found = aggregates.tables(list(sheets), Search())
    assert len(found) == 1
    return found[0]


def figures(
    *sheets: Sheet, of: tuple[str, ...] = ("unit", "start", "certification", "rate")
) -> list[Row]:
    """The typed figures, the named columns; None for nothing."""
    frame = figure_rows.frame(table(*sheets))
    rows = frame[list(of)].astype(object)
    return list(rows.where(rows.notna(), None).itertuples(index=False, name=None))


JAN, FEB, MAR = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)


def test_two_levels_of_headings_give_month_and_certification() -> None:
    drawn = sheet(
        """
        Sykefravær i prosent 2025
        Avdeling | Januar | | | Februar | |
        | Egenmeldt | Legemeldt | Mulige dagsverk | Egenmeldt | Legemeldt | Mulige dagsverk
        Øst | 1,5 % | 3,0 % | 100 | 0,0 % | 2,0 % | 90
        Totalt | 1,5 % | 3,0 % | 100 | 0,0 % | 2,0 % | 90
        """
    )
    columns = ("unit", "start", "certification", "rate", "agreed_days")
    assert figures(drawn, of=columns) == [
        ("Øst", JAN, "self_certified", 1.5, 100.0),
        ("Øst", JAN, "doctor_certified", 3.0, 100.0),
        ("Øst", FEB, "self_certified", 0.0, 90.0),
        ("Øst", FEB, "doctor_certified", 2.0, 90.0),
    ]
    assert table(drawn).ignored == {"title above the table": 1, "total row": 1}


def test_measures_above_the_months_mean_the_same() -> None:
    drawn = sheet(
        "Enhet | Fraværsprosent | | Tapte dagsverk |\n"
        "| jan 2025 | feb 2025 | jan 2025 | feb 2025\nØst | 5,0 | 4,0 | 10 | 8"
    )
    assert figures(drawn, of=("start", "rate", "lost_days")) == [(JAN, 5.0, 10.0), (FEB, 4.0, 8.0)]


def test_months_across_with_one_level_take_the_measure_from_the_title() -> None:
    drawn = sheet(
        "Sykefravær i % per avdeling 2025\nAvdeling | Jan | Feb | Hele året\nØst | 5 | 4 | 4,5"
    )
    assert figures(drawn) == [("Øst", JAN, None, 5.0), ("Øst", FEB, None, 4.0)]


def test_months_down_and_units_across_are_turned_by_what_the_labels_say() -> None:
    drawn = sheet(
        "Krankenquote in Prozent 2025\nMonat | Ost | West\nJanuar | 5,1 | 4,0\nMärz | 6,0 | 3"
    )
    assert figures(drawn) == [
        ("Ost", JAN, None, 5.1), ("West", JAN, None, 4.0),
        ("Ost", MAR, None, 6.0), ("West", MAR, None, 3.0),
    ]  # fmt: skip


def test_a_list_with_unit_month_and_measures_is_read_by_its_headings() -> None:
    drawn = sheet(
        "Department | Month | Sickness rate | Days lost | Available days | Headcount\n"
        "East | 2025-01 | 5.0 % | 10 | 200 | 12\nEast | 2025-02 | 4.0 % | 8 | 200 | 11"
    )
    columns = ("unit", "start", "rate", "lost_days", "agreed_days", "persons")
    assert figures(drawn, of=columns) == [
        ("East", JAN, 5.0, 10.0, 200.0, 12),
        ("East", FEB, 4.0, 8.0, 200.0, 11),
    ]


def test_certification_may_be_a_column_of_its_own_below_a_unit_named_once() -> None:
    drawn = sheet(
        "Sykefravær 2025, prosent\nAvdeling | Type | Januar | Februar\n"
        "Øst | Egenmeldt | 1,0 | 2,0\n| Legemeldt | 3,0 | 4,0\n| Totalt | 4,0 | 6,0"
    )
    assert [row[1:] for row in figures(drawn)] == [
        (JAN, "self_certified", 1.0), (FEB, "self_certified", 2.0),
        (JAN, "doctor_certified", 3.0), (FEB, "doctor_certified", 4.0),
        (JAN, "total", 4.0), (FEB, "total", 6.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("1. kvartal 2025", JAN, date(2025, 3, 31)),
        ("2025K2", date(2025, 4, 1), date(2025, 6, 30)),
        ("Q3 2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("H2 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("1. tertial 2025", JAN, date(2025, 4, 30)),
        ("2025", JAN, date(2025, 12, 31)),
    ],
)
def test_longer_periods_keep_their_first_and_last_day(label: str, first: date, last: date) -> None:
    drawn = sheet(f"Avdeling | Periode | Sykefravær %\nØst | {label} | 5,0\nVest | {label} | 4,0")
    assert figures(drawn, of=("start", "end"))[0] == (first, last)


def test_a_sheet_a_month_takes_the_month_from_its_name() -> None:
    text = "Avdeling | Egenmeldt % | Legemeldt %\nØst | 1,0 | 2,0"
    read = figures(sheet(text, name="Januar 2025"), sheet(text, name="Februar 2025"))
    assert [(row[1], row[3]) for row in read] == [(JAN, 1.0), (JAN, 2.0), (FEB, 1.0), (FEB, 2.0)]


def test_rates_written_as_fractions_become_percents() -> None:
    drawn = sheet("Fraværsprosent 2025\nAvdeling | Januar | Februar\nØst | 0,053 | 0,041")
    assert [row[3] for row in figures(drawn)] == [5.3, 4.1]


def test_months_without_a_year_are_refused_with_what_to_do() -> None:
    with pytest.raises(ImportRefused, match="the year stands nowhere"):
        table(sheet("Fraværsprosent\nAvdeling | Januar | Februar\nØst | 5,3 % | 4,1 %"))


@pytest.mark.parametrize(
    "text",
    [
        "Ansattnr | Fra | Til | Type | Grad\n101 | 01.03.2025 | 04.03.2025 | Syk | 100",
        "Sykedager 2025\nAnsattnr | Navn | Jan | Feb\n101 | Anne Berg | 1 | 3",
        "Sykedager 2025\nHvem | Jan | Feb\nAnne Berg | 1 | 3",
        "Avdeling | Måned | Avtalte dagsverk\nØst | 2025-01 | 100",
        "Avdeling | Måned | Alder | Fravær %\nØst | 2025-01 | 20-29 | 5\nØst | 2025-01 | 30-39 | 6",
        "Country | Year | Country Average\nLand 1 | 2025 | 8,3\nLand 2 | 2025 | 19,2",
        "Avdeling | Ansatte | Leder\nØst | 12 | Anne",
    ],
)
def test_other_lists_are_no_figures(text: str) -> None:
    assert aggregates.tables([sheet(text)], Search()) == []


@pytest.mark.parametrize("file", [FIXTURE] if FIXTURE.exists() else [])
def test_the_norwegian_month_statistics_have_units_months_and_certifications(file: Path) -> None:
    frame = figure_rows.frame(table(*workbook.read(file.read_bytes(), file.name).sheets))
    assert len(frame) == 4 * 12 * 3
    assert not frame[["rate", "agreed_days"]].isna().any(axis=None)
    first = frame.iloc[2]
    assert (first["unit"], first["certification"], first["rate"]) == (
        "Administrasjon",
        "total",
        0.5,
    )
    assert first["agreed_days"] == pytest.approx(188.1)


def test_a_month_with_its_year_written_as_a_decimal_number_keeps_both() -> None:
    drawn = sheet(
        """
        Enhet | Måned | Sykefravær %
        Øst | 01.2025 | 5,2
        Øst | 02.2025 | 4,1
        """
    )
    assert figures(drawn) == [("Øst", JAN, None, 5.2), ("Øst", FEB, None, 4.1)]
