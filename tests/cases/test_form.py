"""What NAV's form takes and refuses, before it is sent there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.cases import entries
from analytics.cases.form import RULES, fault, faults, fields
from tests.cases.drawn import TODAY

VECTOR = json.loads(
    (Path(__file__).parent / "vectors" / "application_form.json").read_text(encoding="utf-8")
)
BY_KEY = {field.key: field for field in fields()}


def fnr(first_six: str) -> str:
    """The first number of these six digits that has control digits, by Skatteetaten's weights."""
    for individual in range(1, 100):
        digits = [int(d) for d in f"{first_six}{individual:03d}"]
        for weights in ([3, 7, 6, 1, 8, 9, 4, 5, 2], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]):
            rest = sum(w * d for w, d in zip(weights, digits, strict=True)) % 11
            digits.append((11 - rest) % 11)
        if max(digits) < 10:
            return "".join(map(str, digits))
    raise AssertionError(first_six)


@pytest.mark.parametrize("case", VECTOR["cases"], ids=lambda c: f"{c['field']}={c['value']}")
def test_an_answer_is_judged_as_nav_judges_it(case: dict[str, object]) -> None:
    told = fault(BY_KEY[str(case["field"])], str(case["value"]), TODAY)
    assert (told is None) is case["valid"]
    if "message" in case:
        assert told is not None
        assert told.message == case["message"]


@pytest.mark.parametrize("case", VECTOR["normalisation"])
def test_a_national_id_is_read_without_what_stands_between_its_digits(case: dict[str, str]) -> None:
    assert entries.normal_id(case["value"]) == case["expect"]


@pytest.mark.parametrize("first_six", ["010190", "410190", "018190", "290200"])
def test_a_number_with_the_right_control_digits_is_taken(first_six: str) -> None:
    number = fnr(first_six)
    assert fault(BY_KEY["ansatt.fnr"], f"{number[:6]} {number[6:]}", TODAY) is None


def test_one_wrong_digit_or_an_impossible_day_is_refused() -> None:
    right = fnr("010190")
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    for number in (wrong, fnr("310290")):
        told = fault(BY_KEY["ansatt.fnr"], number, TODAY)
        assert told is not None
        assert told.message == "Fødselsnummer er ikke gyldig."


@pytest.mark.parametrize("text", ["a < b", "<script>", "a\x00b", "a\u200bb", "x" * 10_001])
def test_what_navs_receiving_system_refuses_is_refused_here_in_words(text: str) -> None:
    assert fault(BY_KEY["behovForBistand.behov"], text, TODAY) is not None


def test_the_longest_text_and_line_breaks_are_taken() -> None:
    assert fault(BY_KEY["behovForBistand.behov"], "x\n" * 5_000, TODAY) is None


def test_an_empty_form_lacks_every_field_but_those_nav_fills_in_itself() -> None:
    lacking = [one.field.key for one in faults({}, TODAY)]
    automatic = {field.key for field in fields() if field.rule == "automatic"}
    assert lacking == [field.key for field in fields() if field.key not in automatic]
    assert len(automatic) == 2


def test_the_order_is_navs() -> None:
    keys = [field.key.split(".")[0] for field in fields()]
    parts: list[str] = list(dict.fromkeys(keys))
    assert parts == [
        "bekreftRiktige",
        "bekreftSamraad",
        "virksomhet",
        "ansatt",
        "ekspert",
        "nav",
        "behovForBistand",
    ]


def test_every_field_has_a_rule_and_a_label() -> None:
    assert all(field.label and field.part for field in fields())
    assert {field.rule for field in fields()} <= set(RULES)
