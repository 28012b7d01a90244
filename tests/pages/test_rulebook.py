"""The rulebook on screen: every rule, its source, what is old, and where sources differ."""

from __future__ import annotations

from datetime import date

from analytics.access import Role
from analytics.rules.rulebook import NAMES, rows
from pages.components.rulebook import PRESETS, TOPICS
from tests.pages.conftest import Open
from tests.pages.page_texts import say, texts

PAGE = "regelbok"


def read(app: object) -> str:
    """The page's texts as they are read: signs taken literally stand bare."""
    return texts(app).replace("\\", "")  # type: ignore[arg-type]


def test_every_rule_has_a_place_in_the_book_and_only_one() -> None:
    placed = [rule for rules in TOPICS.values() for rule in rules]
    assert sorted(placed) == sorted({row.rule for row in rows(date.today())})


def test_everybody_reads_the_rules_with_reference_and_source(dashboard: Open) -> None:
    for role in Role:
        page = read(dashboard(role, PAGE, empty=True))
        for rule in TOPICS["Following up"]:
            assert say(NAMES[rule]) in page
        assert "https://lovdata.no/lov/2005-06-17-62/§4-6" in page
        assert "arbeidsmiljøloven § 4-6" in page


def test_disagreements_stand_side_by_side(dashboard: Open) -> None:
    app = dashboard(Role.LEADER, PAGE, empty=True)
    page = read(app)
    for row in rows(date.today()):
        if row.rule == "dialogmote1_week7":
            assert len(row.disagreement) == 2
            assert all(side.nb in page for side in row.disagreement)


def test_an_amount_nobody_found_says_where_to_look_and_earlier_ones_are_kept(
    dashboard: Open,
) -> None:
    app = dashboard(Role.HR, PAGE, empty=True)
    app.segmented_control(key="rule-topic").set_value("Expert assistance").run()
    page = read(app)
    for row in rows(date.today()):
        if row.rule == "expert_assistance_cap":
            assert row.source in page
            assert row.note == "" or say(row.note) in page
            if row.number is not None:
                assert say(row.unit) in page
    assert "nav.no" in page
    assert "24\N{NO-BREAK SPACE}000" in page


def test_counts_of_frequent_absence_are_said_to_be_others_practice(dashboard: Open) -> None:
    app = dashboard(Role.HR, PAGE, empty=True)
    app.segmented_control(key="rule-topic").set_value(PRESETS).run()
    assert say(
        "These counts are others' practice. None of them is a condition for expert assistance, "
        "and none says anything about a person."
    ) in read(app)
