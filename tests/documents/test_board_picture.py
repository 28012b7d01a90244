"""Papers about one unit: the picture for a slide, and the leader's page of a month."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from analytics import queries
from analytics.access import Reader, Role, answer
from analytics.answers.attendance import Attendance
from analytics.answers.movement import Change
from analytics.answers.unit_year import UnitYear, longest, unit_year
from analytics.commands import unit_papers
from analytics.documents import board_picture, leader_month, trend_picture
from analytics.documents.register import Origin
from analytics.domain.period import Month, Period
from analytics.errors import AccessDenied, ReaderError
from analytics.figures.wording import Words
from analytics.stats.trend import with_rolling
from analytics.store.connection import Store
from tests.builders import absences, employees, keep

WORDS, ENGLISH = Words("nb"), Words("en")
END = Month(2025, 10)
YEAR, MONTH = Period.twelve_months(END), Period(END, END)
ORIGIN = Origin("Alt/Nord", YEAR, date(2025, 10, 31), 7, date(2025, 11, 10))
EVIL = '#panic("x") *fet* $ \\ <b> "«æøå»" [a] = @ 王'
HIDDEN = {"masked": True, "lost_days": None, "agreed_days": None, "rate": None}


def rate(lost: float = 6, **more: object) -> dict[str, object]:
    """A rate row of 25 people and 100 agreed days, as shown."""
    return {
        "lost_days": lost, "agreed_days": 100.0, "persons": 25, "rate": lost,
        "rate_rounded": round(lost, 1), "masked": False, **more,
    }  # fmt: skip


def changed(period: Period, now: dict[str, object], before: dict[str, object]) -> Change:
    return Change(period, now, before, 0.4, -1.5, 2.3, beyond_chance=False)


def facts(*, hidden: bool = False, band: bool = True) -> UnitYear:
    """Three years of a unit; a month of them, or everything, is hidden."""
    starts = [Month(2022, 11).plus(n) for n in range(36)]
    rows = [rate(5 + n % 3, span=str(month)) for n, month in enumerate(starts)]
    for n in range(36) if hidden else [3]:
        rows[n] |= HIDDEN
    months = with_rolling(pd.DataFrame(rows))
    reach = months["rolling"] if band else months["rolling"] * float("nan")
    now = rate() | HIDDEN if hidden else rate(7.3)
    parts = pd.DataFrame([rate(1, part="self_certified"), rate(5, part="doctor_certified")])
    return UnitYear(
        "Alt/Nord",
        MONTH,
        YEAR,
        of_month=changed(MONTH, now, rate()),
        of_year=changed(YEAR, now, rate()),
        months=months.assign(low=reach - 1, high=reach + 2),
        certified=parts,
        durations=pd.DataFrame([rate(1, part="1-3"), rate(part="4-16") | HIDDEN]),
        presence=Attendance(False, 0.3, 0.2, 0.45, 0.93),
        standing=None,
    )


def size(png: bytes) -> tuple[int, int]:
    """Width and height, as the file's own head says."""
    assert png.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def test_the_picture_has_the_size_of_a_slide() -> None:
    assert size(board_picture.picture(facts(), ORIGIN, WORDS, "png")) == (1920, 1080)


def test_the_picture_as_svg_says_in_words_what_it_shows() -> None:
    drawn = board_picture.picture(facts(), ORIGIN, WORDS, "svg")
    root = ET.fromstring(drawn)
    assert root.get("viewBox") == "0 0 1920 1080"
    assert root.get("role") == "img"
    title, told = (root.findtext(f"{{*}}{name}") for name in ("title", "desc"))
    assert "7,3" in str(title)
    assert "Nord" in str(told)


def test_the_source_line_names_version_filter_definition_people_and_day() -> None:
    source = board_picture.texts(facts(), ORIGIN, ENGLISH)["source"]
    for part in ("version 7", "Unit: Nord", "SSB and NAV", "20–49", "10/11/2025", "October 2025"):
        assert part in source.replace(".", "/"), part


def test_the_band_is_drawn_where_it_is_known_and_said_to_be_missing_where_it_is_not() -> None:
    sure, unsure = facts(), facts(band=False)
    drawn = [trend_picture.svg(f.months, WORDS, board_picture.SLIDE) for f in (sure, unsure)]
    assert [text.count("<polygon") for text in drawn] == [1, 0]
    said = [board_picture.how(f, ENGLISH) for f in (sure, unsure)]
    assert "19 times in 20" in said[0]
    assert "too few" in said[1]


def test_lines_are_named_where_they_end_and_apart() -> None:
    drawn = trend_picture.svg(facts().months, ENGLISH, board_picture.SLIDE)
    places = [
        float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)" fill="#\w+" font-w', drawn)
    ]
    assert len(places) == 4  # two lines, each a name and a figure
    assert min(b - a for a, b in zip(sorted(places), sorted(places)[1:], strict=False)) > 20
    assert "Last 12 months" in drawn
    assert "October 2025" in drawn
    assert "nan" not in drawn


def test_a_hidden_month_is_a_gap_that_is_explained_and_a_whole_line_needs_no_word() -> None:
    whole = replace(facts(), months=facts().months.iloc[20:].reset_index(drop=True))
    assert board_picture.GAPS in board_picture.how(facts(), ENGLISH)
    assert board_picture.GAPS not in board_picture.how(whole, ENGLISH)


def test_a_hidden_unit_gives_a_picture_without_any_figure() -> None:
    told = board_picture.texts(facts(hidden=True), ORIGIN, WORDS)
    shown = " ".join([told["title"], told["said"], told["alt"], told["how"], *told["beside"]])
    assert told["picture"] == ""
    assert not re.search(r"\d,\d", shown)
    assert size(board_picture.picture(facts(hidden=True), ORIGIN, WORDS, "png")) == (1920, 1080)


def test_a_name_of_any_signs_is_text_on_the_picture_and_on_the_page() -> None:
    origin = replace(ORIGIN, unit=f"Alt/{EVIL}")
    ET.fromstring(board_picture.picture(facts(), origin, WORDS, "svg"))
    assert leader_month.pdf(facts(), origin, WORDS, [EVIL]).startswith(b"%PDF-")


def test_the_same_figures_give_the_same_picture() -> None:
    made = [board_picture.picture(facts(), ORIGIN, WORDS, "svg") for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("remarks", [0, 1, 40])
def test_the_leaders_month_is_one_page_whatever_comes_in(remarks: int) -> None:
    pdf = leader_month.pdf(facts(), ORIGIN, WORDS, ["En lang merknad. " * 9] * remarks)
    assert len(re.findall(rb"/Type */Page\b", pdf)) == 1


def test_the_leaders_month_tells_change_uncertainty_and_people_of_each_figure() -> None:
    told = leader_month.texts(facts(), ORIGIN, ENGLISH, [])
    month, year, presence = told["cards"]
    assert month["value"] == year["value"] == "7.3\N{NO-BREAK SPACE}%"
    assert presence["value"] == "93 of 100"
    assert all("20–49" in card["people"] for card in told["cards"])
    assert "−1.5 to +2.3" in year["about"]
    assert "20\N{NO-BREAK SPACE}% to 45\N{NO-BREAK SPACE}%" in presence["about"]
    assert "Hidden" in str(told["splits"]["tables"][1]["rows"])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nord with thirty people, Sør with 25, Liten with twelve; absence in 2024 and 2025."""
    path = tmp_path_factory.mktemp("house") / "naervaer.duckdb"
    staff = [("N", "Nord", 30), ("S", "Sør", 25), ("L", "Liten", 12)]
    register = "\n".join(
        f"{letter}{n} | {unit} | Huset | 2024-01-01"
        for letter, unit, count in staff
        for n in range(count)
    )
    away = "\n".join(
        f"{letter}{(month * 7 + year) % count} | doctor | {year}-{month:02d}-03 | "
        f"{year}-{month:02d}-{5 + count // 2:02d}"
        for letter, _, count in staff
        for year in (2024, 2025)
        for month in range(1, 13)
    )
    with Store(path) as store:
        keep(store, employees("no | unit | parent | from\n" + register))
        keep(store, absences("no | type | from | to\n" + away))
    return path


REACH = Period.parse("2024-01", "2025-11")


def test_the_figures_are_those_that_somebody_without_persons_is_shown(house: Path) -> None:
    with Store(house) as store:
        adviser = Reader(Role.CONSULTANT)
        for unit in ("Huset", "Huset/Nord", "Huset/Liten"):
            found = unit_year(Reader(Role.HR), store, unit, REACH.end, REACH)
            rows = shown_rate(adviser, store, unit, found.year)
            assert found.of_year.now["masked"] == rows["masked"]
            assert found.of_year.now["rate_rounded"] == pytest.approx(
                rows["rate_rounded"], nan_ok=True
            )


def shown_rate(reader: Reader, store: Store, unit: str, period: Period) -> dict[str, object]:
    asked = queries.Selection(period, unit)
    return dict(answer(reader, store, queries.rates, asked, queries.By.TOTAL).iloc[0])


def test_the_band_holds_the_rate_and_is_left_out_below_twenty_people(house: Path) -> None:
    with Store(house) as store:
        nord, small = (
            unit_year(Reader(Role.HR), store, unit, REACH.end, REACH).months
            for unit in ("Huset/Nord", "Huset/Liten")
        )
    last = nord.iloc[-1]
    assert last["low"] < last["rolling"] < last["high"]
    assert nord["low"].notna().sum() == nord["rolling"].notna().sum() == len(nord) - 11
    assert small["high"].isna().all()


def test_a_leader_gets_the_own_unit_judged_beside_others_and_no_other_unit(house: Path) -> None:
    with Store(house) as store:
        leader = Reader(Role.LEADER, "Huset/Nord")
        found = unit_year(leader, store, "", REACH.end, REACH)
        assert found.unit == "Huset/Nord"
        assert found.standing is not None
        assert found.standing["unit"] == "Nord"
        with pytest.raises(AccessDenied):
            unit_year(leader, store, "Huset/Sør", REACH.end, REACH)
        with pytest.raises(AccessDenied):
            unit_year(Reader(Role.EMPLOYEE), store, "", REACH.end, REACH)


def test_with_less_than_a_year_of_data_the_paper_is_of_what_there_is(house: Path) -> None:
    short = Period.parse("2025-01", "2025-05")
    assert longest(short) == short
    assert longest(Period.parse("2023-02", "2025-05")) == Period.parse("2024-06", "2025-05")
    with Store(house) as store:
        found = unit_year(Reader(Role.HR), store, "Huset/Nord", short.end, short)
    assert len(found.months) == 5
    assert size(board_picture.picture(found, ORIGIN, WORDS, "png")) == (1920, 1080)
    assert leader_month.pdf(found, ORIGIN, WORDS, []).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("what", "name", "begins"),
    [("month", "a.pdf", b"%PDF-"), ("board", "a.PNG", b"\x89PNG"), ("board", "a.svg", b"<svg")],
)
def test_the_command_writes_what_the_ending_says(
    house: Path, what: str, name: str, begins: bytes
) -> None:
    with Store(house) as store:
        made = unit_papers.paper(what, store, ORIGIN_NORD, REACH, WORDS, [], Path(name))
        assert made.startswith(begins)


ORIGIN_NORD = Origin("Huset/Nord", MONTH, date(2025, 12, 31), 2, date(2026, 1, 10))


def test_an_ending_that_is_no_paper_is_refused_with_those_that_are(house: Path) -> None:
    with Store(house) as store, pytest.raises(ReaderError, match=r"png / \.svg"):
        unit_papers.paper("board", store, ORIGIN_NORD, REACH, WORDS, [], Path("a.gif"))
