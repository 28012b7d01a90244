"""The committee's report: two pages whatever comes in, names as text, figures with their origin."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from analytics.answers.amu import Amu, Spells
from analytics.documents import amu_report, amu_workbook, trend_picture
from analytics.documents.amu_texts import chosen_units, texts
from analytics.documents.register import Origin
from analytics.domain.period import Period
from analytics.figures.movement import Move
from analytics.figures.wording import Words
from analytics.stats.trend import Moved, with_rolling

WORDS = Words("nb")
QUARTER = Period.quarter(2025, 4)
ORIGIN = Origin("Alt/Nord", QUARTER, date(2025, 12, 31), 7, date(2026, 1, 10))
EVIL = '#panic("x") *fet* $ \\ <b> "«æøå»" [a] = @ #include "/etc/passwd"'
HIDDEN = {"masked": True, "lost_days": None, "agreed_days": None, "rate": None}


def rate(lost: float = 6, agreed: float = 100, **more: object) -> dict[str, object]:
    """A rate row of 25 people, as shown."""
    shown = 100 * lost / agreed
    return {
        "lost_days": lost, "agreed_days": agreed, "persons": 25, "rate": shown,
        "rate_rounded": round(shown, 1), "masked": False, **more,
    }  # fmt: skip


def unit(name: str, verdict: str = "ordinary", **more: object) -> dict[str, object]:
    return rate(unit_id=name, unit=name, low=1.7, high=15.8, verdict=verdict, few=False, **more)


def facts(units: list[dict[str, object]]) -> Amu:
    months = [rate(5 + n % 3, span=f"{2023 + n // 12}-{n % 12 + 1:02d}") for n in range(36)]
    months[3] |= HIDDEN
    return Amu(
        QUARTER,
        QUARTER.shifted(-12),
        Period.year(2025),
        now=rate(7.3),
        before=None,
        rolling=rate(0),
        certified=pd.DataFrame([rate(1, part="self_certified"), rate(5, part="doctor_certified")]),
        durations=pd.DataFrame([rate(1, part="1-3"), rate(part="4-16") | HIDDEN]),
        months=with_rolling(pd.DataFrame(months)),
        units=pd.DataFrame(units),
        risen=[],
        fallen=[],
        moved=None,
    )


def full(units: list[dict[str, object]]) -> Amu:
    """A report with everything that can be in it."""
    move = Move("Alt/a", "En avdeling med et temmelig langt navn å bære på", 4, 9.5, 5.5, 20)
    parts = [rate(1, part=part) for part in ("1-3", "4-16", "17-56", ">56")]
    line = "Kilde: SSB, tabell 12442, 2025K4. Hentet 21.11.2026."
    beside = [
        {"scope": scope, "kind": "total", "span": "2025K4", "rate": 7.3, "benchmark_pct": 6.1,
         "verdict": "too_small", "source_line": line}
        for scope in ("country", "sector", "industry", "branch")
    ]  # fmt: skip
    return replace(
        facts(units),
        before=rate(6),
        certified=pd.DataFrame(
            [rate(1, part=part) for part in ("self_certified", "doctor_certified", "sick")]
        ),
        durations=pd.DataFrame(parts),
        risen=[move] * 3,
        fallen=[move] * 3,
        moved=Moved(6, 10, 5, 0.4),
        spells=Spells(1.4, 1.3, 1.6),
        beside=pd.DataFrame(beside),
    )


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type */Page\b", pdf))


@pytest.mark.parametrize("count", [0, 3, 400])
def test_the_report_is_two_pages_however_many_units_there_are(count: int) -> None:
    units = [unit(f"Avdeling {n} med et svært langt navn som ikke får plass") for n in range(count)]
    pdf = amu_report.pdf(facts(units), ORIGIN, WORDS, ["En merknad."])
    assert pdf.startswith(b"%PDF-")
    assert pages(pdf) == 2


def test_the_report_is_two_pages_also_with_many_remarks() -> None:
    units = [unit(f"Avdeling {n}") for n in range(40)]
    assert pages(amu_report.pdf(facts(units), ORIGIN, WORDS, ["En lang merknad. " * 9] * 6)) == 2


def test_a_report_with_everything_in_it_is_two_pages_too() -> None:
    assert pages(amu_report.pdf(full([unit("a")] * 60), ORIGIN, WORDS, ["En merknad."] * 4)) == 2


def test_how_often_people_fall_ill_is_told_with_its_reach_and_per_unit_from_twenty_people() -> None:
    rows = [unit("a", rate_spells=1.26), unit("b", rate_spells=2.0) | {"few": True}, unit("c")]
    told = texts(full(rows), ORIGIN, WORDS, [], 9)
    assert told["cards"][3]["value"] == "1,4 (1,3–1,6)"
    assert [row[4] for row in told["units"]["rows"]] == ["1,3", "–", "–"]


def test_the_benchmark_line_tells_both_rates_the_verdict_and_the_source() -> None:
    told = texts(full([]), ORIGIN, WORDS, [], 9)["beside"]["said"]
    assert len(told) == 4
    for part in ("4. kv. 2025", "7,3", "6,1", "tabell 12442"):
        assert part in told[0]


def test_every_figure_of_the_report_tells_how_many_people_it_is_of() -> None:
    told = texts(full([unit("a")]), ORIGIN, WORDS, [], 9)
    assert all("20–49" in card["about"] for card in told["cards"])
    assert "20–49" in told["trend"]["caption"]
    assert all("20–49" in said for said in told["moved"]["said"][1:])
    for table in ("certified", "durations", "units"):
        assert all("20–49" in row for row in told[table]["rows"])


def test_names_with_special_signs_are_text_in_the_report() -> None:
    origin = replace(ORIGIN, unit=f"Alt/{EVIL}")
    pdf = amu_report.pdf(facts([unit(EVIL)]), origin, WORDS, [EVIL])
    assert pages(pdf) == 2


def test_the_same_figures_give_the_same_file() -> None:
    made = [amu_report.pdf(facts([unit("Nord")]), ORIGIN, WORDS, []) for _ in range(2)]
    assert made[0] == made[1]


def test_units_that_stand_out_are_kept_when_there_is_no_room_for_all() -> None:
    rows = [unit("a"), unit("b"), unit("c", "stands_out"), unit("d", "stands_out")]
    assert [row["unit"] for row in chosen_units(rows, 3)] == ["a", "c", "d"]
    told = texts(facts(rows), ORIGIN, WORDS, [], 3)["units"]
    assert [row[0] for row in told["rows"]] == ["a", "c", "d"]
    assert told["rest"].count("1") == 1


def test_hidden_zero_and_no_basis_are_three_things_in_the_report() -> None:
    nothing = unit("c") | {"lost_days": 0, "agreed_days": None, "rate": None, "rate_rounded": None}
    rows = [unit("a") | HIDDEN, unit("b") | rate(0), nothing]
    told = texts(facts(rows), ORIGIN, WORDS, [], 9)["units"]["rows"]
    assert [row[2] for row in told] == [
        "Skjult (for få)",
        "0,0\N{NO-BREAK SPACE}%",
        "mangler grunnlag",
    ]
    assert told[0][3] == "–"


def test_the_picture_has_a_gap_where_a_month_is_hidden() -> None:
    drawn = trend_picture.svg(facts([]).months, WORDS)
    assert drawn.count("<polyline") == 3  # months before and after the gap, and the rolling year
    assert "nan" not in drawn


def test_every_figure_of_the_workbook_says_where_it_is_from() -> None:
    made = amu_workbook.workbook(facts([unit("Nord")]), ORIGIN, WORDS, ["En merknad."])
    book = openpyxl.load_workbook(BytesIO(made))
    assert len(book.sheetnames) == 4
    for sheet in book.worksheets[:3]:
        for row in sheet.iter_rows(min_row=2, values_only=True):
            assert row[5] is not None
            assert row[6] is not None
            assert row[9].date() == date(2025, 12, 31)
            assert row[10] == 7
    figures = [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert figures == [7.3, 0, 1, 5, 1, "Skjult (for få)"]


def test_a_unit_without_limits_says_why_in_the_workbook_and_a_limit_of_zero_is_a_number() -> None:
    nan = float("nan")
    rows = [
        unit("Null", rate_spells=0.0) | {"low": 0.0},
        unit("Få") | {"low": nan, "high": nan, "few": True, "verdict": "too_little"},
        unit("Skjult", rate_spells=nan) | HIDDEN,
        unit("Tom", rate_spells=nan) | {"rate_rounded": nan, "low": nan, "verdict": "too_little"},
    ]
    made = amu_workbook.workbook(facts(rows), ORIGIN, WORDS, [])
    sheet = openpyxl.load_workbook(BytesIO(made)).worksheets[2]
    told = {row[0]: row[11:15] for row in sheet.iter_rows(min_row=2, values_only=True)}
    few, hidden, none = (
        WORDS.translate(t) for t in ("too few to say anything", "Hidden (too few)", "no basis")
    )
    assert told["Null"][:3] == (0, 15.8, 0)
    assert told["Få"] == (few, few, few, few)
    assert told["Skjult"] == (hidden, hidden, hidden, hidden)
    assert told["Tom"][0] == none
    assert told["Tom"][3] == none


def test_a_name_that_looks_like_a_formula_is_text_in_the_workbook() -> None:
    made = amu_workbook.workbook(facts([unit("=1+1")]), ORIGIN, WORDS, ["=2+2"])
    cell = openpyxl.load_workbook(BytesIO(made)).worksheets[2]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
