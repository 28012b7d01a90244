"""Figures are pure: frames in, plain dicts and words out; three ways of no number stay apart."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import pandas as pd

from analytics.domain.period import Period
from analytics.figures import coverage, movement, spark, split, trend
from analytics.figures.wording import Words
from analytics.i18n import translator
from analytics.stats.trend import with_rolling

WORDS = Words("nb")
say = translator("nb")
HIDDEN, MISSING = say("Hidden (too few)"), say("no basis")


def months(drawn: str) -> pd.DataFrame:
    """A month table drawn as lost/agreed a month; `x` is hidden, `-` without basis."""
    rows = []
    for n, cell in enumerate(drawn.split()):
        row: dict[str, Any] = {"span": f"{2024 + n // 12}-{n % 12 + 1:02d}", "masked": cell == "x"}
        lost, agreed = (float(v) for v in cell.split("/")) if "/" in cell else (float("nan"),) * 2
        rate = 100 * lost / agreed
        rows.append(
            {**row, "lost_days": lost, "agreed_days": agreed, "rate": rate, "rate_rounded": rate}
        )
    return pd.DataFrame(rows)


def trace(figure: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(t for t in figure["data"] if t.get("name") == name)
    return found


def test_zero_hidden_and_no_basis_are_three_different_words() -> None:
    zero, hidden, missing = months("0/100 x -").to_dict("records")
    assert WORDS.rate(zero) == "0,0\N{NO-BREAK SPACE}%"
    assert WORDS.rate(hidden) == HIDDEN
    assert WORDS.rate(missing) == MISSING
    assert len({WORDS.rate(zero), WORDS.rate(hidden), WORDS.rate(missing)}) == 3


def test_the_target_is_a_broken_line_with_its_name_and_absent_without_one() -> None:
    frame = with_rolling(months("1/10 " * 14))
    line = trace(trend.by_month(frame, WORDS, 4.5), say("Target"))
    assert (line["y"], line["line"]["dash"]) == ([4.5] * 14, "dash")
    names = [note["text"] for note in trend.by_month(frame, WORDS, 4.5)["layout"]["annotations"]]
    assert any("4,5" in name for name in names)
    assert say("Target") not in [t.get("name") for t in trend.by_month(frame, WORDS)["data"]]


def test_several_small_units_together_are_no_unit_that_can_move() -> None:
    rows = pd.DataFrame(
        {
            "unit_id": [None, "A"], "unit": ["Andre", "A"], "parent_id": [None, None],
            "rate": [9.0, 5.0], "rate_rounded": [9.0, 5.0], "persons": 10, "group": [True, False],
        }
    )  # fmt: skip
    before = rows.assign(rate=[1.0, 1.0], rate_rounded=[1.0, 1.0])
    risen, fallen = movement.most_moved(rows, before)
    assert ([move.unit for move in risen], fallen) == (["A"], [])


def test_the_rolling_rate_is_a_ratio_of_sums_and_stops_at_a_gap() -> None:
    frame = with_rolling(months("1/10 " * 6 + "3/20 " * 6 + "x " + "1/10 " * 12))
    rolling = frame["rolling"].round(4).tolist()
    assert rolling[11] == round(100 * 24 / 180, 4)
    assert all(pd.isna(value) for value in rolling[12:24])
    assert rolling[24] == 10
    assert trend.rolling_text(frame.to_dict("records")[12], WORDS) == HIDDEN
    assert trend.rolling_text(frame.to_dict("records")[3], WORDS) == MISSING


def test_hidden_and_missing_months_are_gaps_with_their_own_marks_never_zero() -> None:
    frame = with_rolling(months("1/10 x - 0/10"))
    figure = trend.by_month(frame, WORDS)
    line = trace(figure, say("Each month"))
    assert line["y"] == [10.0, None, None, 0.0]
    assert not line["connectgaps"]
    assert trace(figure, HIDDEN)["x"] == ["2024-02"]
    assert trace(figure, MISSING)["x"] == ["2024-03"]
    assert HIDDEN in trace(figure, HIDDEN)["customdata"][0]
    assert MISSING in trace(figure, MISSING)["customdata"][0]


def test_figures_are_plain_json_with_norwegian_signs() -> None:
    frame = with_rolling(months("1/10 " * 14))
    for figure in (trend.by_month(frame, WORDS),):
        assert json.loads(json.dumps(figure)) == figure
        assert figure["layout"]["separators"] == ",\N{NO-BREAK SPACE}"
        assert figure["layout"]["xaxis"]["ticktext"][-1] == "feb 25"


def test_navs_class_f_is_not_mistaken_for_women() -> None:
    classes = pd.DataFrame({"part": list("ABCDEF")})
    sexes = pd.DataFrame({"part": ["F", "M"]})
    assert split.part_names(classes, WORDS)[-1] == say("F: more than 39 weeks")
    assert split.part_names(sexes, WORDS)[0] == say("Women")


def test_a_part_without_a_figure_has_no_bar_and_says_why() -> None:
    frame = months("1/10 x").assign(part=["self_certified", "doctor_certified"])
    told, untold = split.by_part(frame, WORDS)
    assert (told.length, told.text) == (1.0, WORDS.percent(10.0))
    assert (untold.length, untold.text) == (None, HIDDEN)


def test_bars_are_as_long_as_their_rates_and_no_rate_is_no_length() -> None:
    frame = months("1/10 4/10 0/10").assign(part=["1-3", "4-16", "17-56"])
    assert [bar.length for bar in split.by_part(frame, WORDS)] == [0.25, 1.0, 0.0]


def units(**rates: float) -> pd.DataFrame:
    rows = [{"unit_id": f"T/{u}", "unit": u, "parent_id": "T", "rate": r} for u, r in rates.items()]
    rows.append({"unit_id": "T", "unit": "T", "parent_id": None, "rate": 50.0})
    return pd.DataFrame(rows).assign(persons=10, rate_rounded=lambda f: f["rate"].round(1))


def test_at_most_three_units_each_way_and_points_of_unrounded_rates() -> None:
    nan = float("nan")
    now = units(a=5.04, b=9, c=3, d=4, e=6, f=1, g=nan, h=2.01)
    before = units(a=4.96, b=1, c=1, d=1, e=1, f=7, g=3, h=2.0)
    risen, fallen = movement.most_moved(now, before)
    assert [move.unit for move in risen] == ["b", "e", "d"]
    assert [move.unit for move in fallen] == ["f"]
    assert WORDS.points(5.04 - 4.96).startswith("+0,1 ")  # not 5,0 − 5,0
    assert WORDS.points(-0.44).startswith("\N{MINUS SIGN}0,4 ")


def test_periods_are_named_as_people_name_them() -> None:
    assert WORDS.period(Period.parse("2025-07", "2025-09")) == say(
        "quarter %(quarter)s of %(year)s"
    ) % {"quarter": 3, "year": 2025}
    assert WORDS.period(Period.year(2025)) == "2025"
    assert WORDS.period(Period.parse("2025-02", "2025-02")) == "februar 2025"
    assert WORDS.period(Period.parse("2024-11", "2025-10")) == "november 2024–oktober 2025"


def test_people_are_told_in_classes_unless_exact_numbers_are_asked_for() -> None:
    row = {"masked": False, "persons": 17}
    assert WORDS.persons(row, exact=False) == "10–19"
    assert WORDS.persons(row, exact=True) == "17"
    assert WORDS.persons({"masked": True, "persons": 3}, exact=True) == HIDDEN


def test_a_small_line_breaks_where_there_is_no_value() -> None:
    gap = [1, 2, float("nan"), 1, 3]
    assert spark.sparks([gap], 3).count("polyline points") == 2


def test_small_lines_stand_below_each_other_on_one_scale() -> None:
    both = unquote(spark.sparks([[3.0, 3.0], [1.5, 1.5]], 3))
    first, second = both.split("<g ")[1:]
    assert "translate(0,0)" in first
    assert 'points="2.0,2.0 86.0,2.0"' in first
    assert "translate(0,24)" in second
    assert 'points="2.0,12.0 86.0,12.0"' in second


def test_coverage_tells_four_states_and_counts_the_units_below() -> None:
    nan = float("nan")
    frame = pd.DataFrame(
        [
            ("T", 5, nan, nan), ("T/covered", 5, 10, nan), ("T/no days", 2, nan, nan),
            ("T/nobody", nan, nan, nan), ("T/stray", nan, nan, 3),
        ],
        columns=["unit_id", "persons", "agreed_days", "lost_days"],
    ).assign(month=pd.Timestamp("2025-03-01"))  # fmt: skip
    grid = coverage.cover_grid(frame)["2025-03"].to_dict()
    assert grid == {
        "T": coverage.Cover.COVERED,
        "T/covered": coverage.Cover.COVERED,
        "T/no days": coverage.Cover.NO_AGREED_DAYS,
        "T/nobody": coverage.Cover.NOBODY,
        "T/stray": coverage.Cover.ABSENCE_WITHOUT_STAFF,
    }
    figure = coverage.by_unit_and_month(coverage.cover_grid(frame), WORDS)
    assert say("Absence, but nobody employed") in figure["data"][0]["customdata"][4][0]


def test_only_gaps_have_a_full_colour() -> None:
    full = {state for state, colour in coverage.COLOURS.items() if colour.startswith("#")}
    assert full == coverage.GAPS_IN_DATA


def test_the_names_of_the_lines_fit_beside_the_chart() -> None:
    figure = trend.by_month(with_rolling(months("1/10 " * 14)), WORDS)
    letters = max(len(label["text"]) for label in figure["layout"]["annotations"])
    assert letters * 8 + 8 <= figure["layout"]["margin"]["r"]
