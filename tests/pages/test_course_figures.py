"""The run chart, the forecast's fan and the way to a target, as plain figures."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.domain.period import Month, Period
from analytics.figures.course import run_chart
from analytics.figures.fan import fan
from analytics.figures.goal import towards, way
from analytics.figures.wording import Words

WORDS = Words("nb")
SPANS = ["2025-10", "2025-11", "2025-12"]


def test_a_run_chart_has_its_middle_and_a_gap_with_a_mark_where_a_quarter_is_hidden() -> None:
    spans = [Period.quarter(2025, n) for n in (1, 2, 3)]
    rows = pd.DataFrame({"span": spans, "rate": [5.0, None, 7.0], "masked": [False, True, False]})
    rows = rows.assign(adjusted=[5.5, None, 6.5])
    points, middle, mark = run_chart(rows, 6.0, WORDS)["data"]
    assert points["y"] == [5.5, None, 6.5]
    assert middle["y"] == [6.0] * 3
    assert mark["x"] == ["2025-06"]
    assert mark["customdata"] == [f"2. kvartal 2025: {WORDS.translate('Hidden (too few)')}"]
    assert len(run_chart(rows, float("nan"), WORDS)["data"]) == 2


def test_the_way_to_a_target_is_straight_and_ends_in_the_month_it_is_due() -> None:
    planned = way(Month(2025, 10), 8.0, Month(2026, 2), 6.0)
    assert planned["2025-10"] == 8.0
    assert planned["2025-12"] == pytest.approx(7.0)
    assert planned.index[-1] == "2026-02"


def test_the_trend_towards_a_target_reaches_into_the_months_to_come() -> None:
    months = pd.DataFrame({"span": SPANS, "rolling": [8.0, 7.9, 7.8], "rolling_hidden": False})
    figure = towards(months, way(Month(2025, 8), 8.0, Month(2026, 2), 6.0), WORDS)
    assert figure["layout"]["xaxis"]["categoryarray"] == [*SPANS, "2026-01", "2026-02"]
    assert figure["data"][1]["x"] == [*SPANS, "2026-01", "2026-02"]


def test_the_fan_holds_the_forecast_between_its_edges() -> None:
    spans = [Period(Month(2026, m), Month(2026, m + 2)) for m in (1, 4)]
    past = pd.DataFrame({"span": spans[:1], "rate": [7.0], "masked": [False]})
    coming = pd.DataFrame({"span": spans[1:], "rate": [6.0], "low": [4.0], "high": [8.0]})
    low, high, was, comes = fan(past, coming, WORDS)["data"]
    assert low["y"] < comes["y"] < high["y"]
    assert (was["x"], comes["x"]) == (["2026-03"], ["2026-06"])


def test_what_has_been_is_told_as_hidden_missing_or_zero_beside_the_forecast() -> None:
    spans = [Period.quarter(2025, n) for n in (1, 2, 3, 4)]
    past = pd.DataFrame({"span": spans[:3], "rate": [None, None, 0.0]}).assign(
        rate=lambda rows: rows["rate"].astype(float), masked=[True, False, False]
    )
    coming = pd.DataFrame({"span": spans[3:], "rate": [6.0], "low": [4.0], "high": [8.0]})
    _low, _high, was, _comes, hidden, missing = fan(past, coming, WORDS)["data"]
    words = [WORDS.translate(text) for text in ("Hidden (too few)", "no basis")]
    told = [*words, WORDS.percent(0)]
    assert was["customdata"] == [
        f"{n}. kvartal 2025: {text}" for n, text in zip((1, 2, 3), told, strict=True)
    ]
    assert was["y"] == [None, None, 0.0]
    assert (hidden["x"], missing["x"]) == (["2025-03"], ["2025-06"])
