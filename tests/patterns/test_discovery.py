"""What is said to stand out among many tested, and how sure it is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analytics.patterns.discovery import adjusted, select, strongest

# Benjamini and Hochberg 1995, the fifteen p-values of their example, and the adjusted values
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
    0.6528, 0.759, 1.0,
]  # fmt: skip
ADJUSTED = [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714286]


def table(p: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"person": range(len(p)), "p_value": p})


def test_the_published_example_is_reproduced() -> None:
    assert adjusted(table(PUBLISHED))[:6] == pytest.approx(ADJUSTED)
    assert (select(table(PUBLISHED))["tier"] == "clear").sum() == 4


def test_tiers_end_where_their_share_of_false_findings_does() -> None:
    found = select(table(PUBLISHED))
    assert found["tier"].tolist() == ["clear"] * 4 + ["possible"] * 5
    assert found["q_value"].max() <= 0.1


def test_among_nobody_nothing_stands_out() -> None:
    assert select(table([])).columns.tolist() == ["person", "p_value", "q_value", "tier"]
    assert select(table([])).empty


def test_the_same_p_value_says_less_when_more_people_are_table() -> None:
    few, many = table([0.004] + [0.6] * 9), table([0.004] + [0.6] * 99)
    assert select(few)["tier"].tolist() == ["clear"]
    assert select(many).empty


def test_weights_move_the_error_to_where_it_is_of_use() -> None:
    even = table([0.008] + [0.7] * 9)
    assert select(even).loc[0, "tier"] == "possible"
    weighted = even.assign(weight=[8.0] + [1.0] * 9)
    assert select(weighted)["tier"].tolist() == ["clear"]


def test_weights_do_not_raise_the_share_of_false_findings() -> None:
    rng = np.random.default_rng(5)
    said = 0
    for _ in range(400):
        frame = table(rng.random(200).tolist()).assign(weight=rng.integers(1, 30, 200))
        said += len(select(frame, possible=0.05)) > 0
    assert said / 400 <= 0.08  # 5 % of workforces, and chance


def test_of_several_findings_about_a_person_the_clear_and_particular_are_said() -> None:
    found = pd.DataFrame(
        [
            (1, "recurrence", "clear", 0.001, 1e-6),
            (1, "weekday", "clear", 0.04, 1e-3),
            (2, "recurrence", "clear", 0.03, 1e-4),
            (2, "onset", "possible", 0.1, 1e-3),
            (3, "shift", "possible", 0.15, 1e-3),
            (3, "weekday", "possible", 0.1, 1e-3),
            (4, "recurrence", "clear", 0.001, 1e-6),
            (4, "onset", "clear", 0.02, 1e-4),
        ],
        columns=["person", "kind", "tier", "q_value", "p_value"],
    )
    said = strongest(found)
    assert list(zip(said["person"], said["kind"], strict=True)) == [
        (1, "weekday"),
        (2, "recurrence"),
        (3, "weekday"),
        (4, "recurrence"),
        (4, "onset"),
    ]
