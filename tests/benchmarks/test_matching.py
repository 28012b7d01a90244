"""Our rates beside SSB's: like with like, and no verdict on units too small for one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.benchmarks.international import (
    frequency_rate,
    individual_frequency,
    lost_time_rate,
)
from analytics.benchmarks.matching import Like, match
from analytics.benchmarks.snapshot import load
from analytics.benchmarks.tables import COLUMNS, BenchmarkError
from analytics.benchmarks.verdict import VERDICTS, Verdict, traffic_light, verdict
from analytics.benchmarks.year import four_quarters
from analytics.domain.absence import Definition
from analytics.i18n import N_
from analytics.queries import By, rates
from analytics.store.connection import Cursor
from tests.builders import absences, bring, drawn, people, selection

VECTORS = Path(__file__).parent / "vectors"
NOWHERE = Path("nowhere")


def vector(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    assert content["source"]
    return content


def benchmark(text: str) -> pd.DataFrame:
    """SSB's rates, drawn: period | pct, and any other column."""
    plain = {
        "freq": "quarter", "table": "12439", "sex": "both", "industry": "00-99", "sector": "all",
        "certification": "total", "fetched_at": "2026-11-21", "adjustment": "none",
        "occupation": "all", "vintage": "fetched", "published": "", "publisher": "SSB",
        "source": "https://www.ssb.no/statbank/table/12439",
    }  # fmt: skip
    rows = []
    for row in drawn(text):
        value = float(row.pop("pct"))
        rows.append({**plain, **{k: v for k, v in row.items() if v}, "value_pct": value})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def ours(text: str) -> pd.DataFrame:
    """Our rates, drawn: span | part | lost | agreed | persons."""
    frame = pd.DataFrame(drawn(text))
    lost, agreed = frame["lost"].astype(float), frame["agreed"].astype(float)
    return pd.DataFrame(
        {
            "span": frame["span"],
            "part": frame.get("part", ""),
            "lost_days": lost,
            "agreed_days": agreed,
            "persons": frame["persons"].astype(float),
            "rate": 100 * lost / agreed,
        }
    )


QUARTER = "span | lost | agreed | persons\n2025K2 | 80 | 1000 | 600"


def test_only_the_same_quarter_industry_sector_and_kind_are_met() -> None:
    ssb = benchmark("""period | pct | industry | sector | certification | adjustment | occupation
                       2025K2 | 6.4 | | | | |
                       2025K2 | 6.6 | | | | seasonal |
                       2025K2 | 3.7 | | | | | Ledere
                       2025K1 | 7.0 | | | | |
                       2025K2 | 8.1 | 86-88 | | | |
                       2025K2 | 7.7 | 86-88 | | doctor_certified | |
                       2025K2 | 9.1 | | municipal | | |""")
    assert list(match(ours(QUARTER), ssb)["benchmark_pct"]) == [6.4]
    assert list(match(ours(QUARTER), ssb, Like("86-88"))["benchmark_pct"]) == [8.1]
    assert list(match(ours(QUARTER), ssb, Like(sector="municipal"))["benchmark_pct"]) == [9.1]
    certified = Like("86-88", certification="doctor_certified")
    assert list(match(ours(QUARTER), ssb, certified)["benchmark_pct"]) == [7.7]
    (nothing,) = match(ours(QUARTER), ssb, Like("99")).to_dict("records")
    assert (nothing["verdict"], nothing["source_line"]) == (Verdict.NO_BENCHMARK, "")


def test_a_certification_and_a_sex_are_met_by_their_own(cursor: Cursor) -> None:
    bring(cursor, people(6, sex="F"))
    bring(cursor, absences("no | type | from | to\n1 | doctor | 2025-04-01 | 2025-06-30"))
    ssb = benchmark("""period | pct | sex | certification
                       2025K2 | 6.4 | | total
                       2025K2 | 5.6 | | doctor_certified
                       2025K2 | 0.9 | | self_certified
                       2025K2 | 8.2 | F | total""")
    spring = selection("2025-04/2025-06")
    kinds = match(rates(cursor, spring, By.CERTIFICATION), ssb, span="2025K2")
    assert dict(zip(kinds["part"], kinds["benchmark_pct"], strict=True)) == {
        "self_certified": 0.9,
        "doctor_certified": 5.6,
    }
    sexes = match(rates(cursor, spring, By.SEX), ssb, span="2025K2").set_index("part")
    assert sexes.loc["F", "benchmark_pct"] == 8.2
    assert pd.isna(sexes.loc["M", "benchmark_pct"])
    (whole,) = match(rates(cursor, spring, By.QUARTER), ssb).to_dict("records")
    assert (whole["benchmark_pct"], whole["verdict"]) == (6.4, Verdict.TOO_SMALL)
    months = match(rates(cursor, spring, By.MONTH), ssb)
    assert months["benchmark_pct"].isna().all()


def test_a_classing_by_duration_or_unknown_certification_has_no_benchmark() -> None:
    rows = ours("""span | part | lost | agreed | persons
                   2025K2 | 4-16 | 80 | 1000 | 600
                   2025K2 | sick | 80 | 1000 | 600""")
    assert match(rows, benchmark("period | pct\n2025K2 | 6.4"))["benchmark_pct"].isna().all()


def test_every_result_carries_its_source_table_and_day() -> None:
    ssb = benchmark("period | pct\n2025K2 | 6.4")
    (row,) = match(ours(QUARTER), ssb).to_dict("records")
    assert row["source_line"] == "Source: SSB, table 12439, 2025K2. Fetched 21.11.2026."
    assert row["source_url"].endswith("12439")
    assert row["difference"] == pytest.approx(1.6)


def test_a_revised_figure_takes_the_place_of_the_older_one() -> None:
    ssb = benchmark("""period | pct | vintage | fetched_at
                       2025K2 | 6.3 | fetched | 2026-12-01
                       2025K2 | 6.4 | as_published | 2026-11-21
                       2025K2 | 6.5 | before_June2022_revision | 2026-12-24""")
    assert list(match(ours(QUARTER), ssb)["benchmark_pct"]) == [6.3]


def test_the_internal_definition_is_not_compared() -> None:
    with pytest.raises(BenchmarkError, match="comparable definition"):
        match(
            ours(QUARTER), benchmark("period | pct\n2025K2 | 6.4"), definition=Definition.INTERNAL
        )


def test_the_shipped_figures_meet_the_quarters_they_have() -> None:
    rows = ours("""span | lost | agreed | persons
                   2025K2 | 80 | 1000 | 600
                   2026K2 | 80 | 1000 | 600""")
    matched = match(rows, load(NOWHERE).rates, translate=N_)
    assert matched["benchmark_pct"].iloc[0] == 6.4
    assert list(matched["verdict"]) == [Verdict.OVER, Verdict.NO_BENCHMARK]
    building = match(rows, load(NOWHERE).rates, Like("41-43", certification="doctor_certified"))
    assert building["benchmark_pct"].iloc[0] == 5.3


def test_four_quarters_are_weighed_by_our_own_days() -> None:
    ssb = benchmark("period | pct\n2024K3 | 5\n2024K4 | 7\n2025K1 | 7\n2025K2 | 6")
    rows = ours("""span | lost | agreed | persons
                   2025K1 | 60 | 1000 | 500
                   2024K3 | 10 | 3000 | 520
                   2024K4 | 60 | 1000 | 500
                   2025K2 | 60 | 1000 | 510""")
    (year,) = four_quarters(match(rows, ssb)).to_dict("records")
    assert year["span"] == "2024K3–2025K2"
    assert year["benchmark_pct"] == pytest.approx((3 * 5 + 7 + 7 + 6) / 6)
    assert year["rate"] == pytest.approx(100 * 190 / 6000)
    assert (year["persons"], year["verdict"]) == (520, Verdict.UNDER)


@pytest.mark.parametrize("dropped", [0, 2])
def test_fewer_than_four_quarters_have_no_benchmark(dropped: int) -> None:
    ssb = benchmark("period | pct\n2024K3 | 5\n2024K4 | 7\n2025K1 | 7\n2025K2 | 6")
    names = ["2024K3", "2024K4", "2025K1", "2025K2"]
    names[dropped] = "2023K1"
    rows = ours(
        "\n".join(["span | lost | agreed | persons", *(f"{n} | 6 | 9 | 600" for n in names)])
    )
    (year,) = four_quarters(match(rows, ssb)).to_dict("records")
    assert (year["verdict"], pd.isna(year["benchmark_pct"])) == (Verdict.NO_BENCHMARK, True)


def test_a_year_with_a_quarter_unknown_to_ssb_has_no_benchmark_and_no_quarters_no_rate() -> None:
    ssb = benchmark("period | pct\n2024K3 | 5\n2024K4 | 7\n2025K1 | 7")
    names = ["2024K3", "2024K4", "2025K1", "2025K2"]
    rows = ours(
        "\n".join(["span | lost | agreed | persons", *(f"{n} | 6 | 9 | 600" for n in names)])
    )
    (year,) = four_quarters(match(rows, ssb)).to_dict("records")
    assert (year["verdict"], pd.isna(year["benchmark_pct"])) == (Verdict.NO_BENCHMARK, True)
    (nothing,) = four_quarters(match(rows[:0], ssb)).to_dict("records")
    assert (nothing["span"], pd.isna(nothing["rate"])) == ("", True)


def test_an_interval_lets_a_small_unit_have_a_verdict_over_the_year() -> None:
    ssb = benchmark("period | pct\n2024K3 | 5\n2024K4 | 5\n2025K1 | 5\n2025K2 | 5")
    names = ["2024K3", "2024K4", "2025K1", "2025K2"]
    rows = ours(
        "\n".join(["span | lost | agreed | persons", *(f"{n} | 8 | 100 | 60" for n in names)])
    )
    matched = match(rows, ssb)
    assert four_quarters(matched)["verdict"].iloc[0] == Verdict.TOO_SMALL
    assert four_quarters(matched, half_width=2.5)["verdict"].iloc[0] == Verdict.OVER


@pytest.mark.parametrize("case", vector("traffic_light_vs_industry")["cases"], ids=str)
def test_the_traffic_light_is_navs(case: list[str]) -> None:
    names = {"OVER": Verdict.OVER, "MIDDELS": Verdict.LIKE, "UNDER": Verdict.UNDER}
    assert traffic_light(case[0], case[1]) is names[case[2]]
    assert verdict(float(case[0]), float(case[1]), persons=500) is names[case[2]]


@pytest.mark.parametrize(
    ("rate", "persons", "half_width", "expected"),
    [
        (9.0, 499, None, Verdict.TOO_SMALL),
        (9.0, None, None, Verdict.TOO_SMALL),
        (9.0, 40, 2.9, Verdict.OVER),
        (9.0, 40, 3.1, Verdict.TOO_SMALL),
        (9.0, 5000, 3.1, Verdict.TOO_SMALL),
        (4.0, 40, 1.9, Verdict.UNDER),
        (6.1, 40, 0.5, Verdict.LIKE),
        (6.1, 40, 0.7, Verdict.TOO_SMALL),
        (float("nan"), 900, None, Verdict.NO_BENCHMARK),
    ],
)
def test_a_verdict_needs_500_people_or_an_interval_clear_of_the_benchmark(
    rate: float, persons: float | None, half_width: float | None, expected: Verdict
) -> None:
    assert verdict(rate, 6.0, persons=persons, half_width=half_width) is expected


def test_every_verdict_has_its_words() -> None:
    assert set(VERDICTS) == set(Verdict)


def test_the_measures_of_other_countries_are_as_published() -> None:
    published = vector("international_measures")
    for case in published["lost_time_rate"]:
        assert float(lost_time_rate(case["lost"], case["possible"]) or 0) == case["expect_pct"]
    for case in published["frequency"]:
        assert float(frequency_rate(case["spells"], case["workers"]) or 0) == case["expect_pct"]
    for case in published["individual_frequency"]:
        found = individual_frequency(case["workers_absent"], case["workers"])
        assert float(found or 0) == case["expect_pct"]


def test_a_measure_without_anybody_is_none_and_more_absent_than_there_are_is_refused() -> None:
    assert lost_time_rate(1, 0) is None
    assert frequency_rate(3, 0) is None
    with pytest.raises(ValueError, match="6 absent of 5"):
        individual_frequency(6, 5)
