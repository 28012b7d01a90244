"""SSB's tables, fetched over HTTP from a service on this machine that speaks PxWeb API v2."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from analytics.benchmarks.refresh import refresh
from analytics.benchmarks.snapshot import FILE, SHIPPED, load
from analytics.benchmarks.statbank import StatBank
from analytics.benchmarks.tables import COLUMNS, TABLES, BenchmarkError
from analytics.i18n import N_, translator
from tests.benchmarks.pxweb_server import Drawn, serving

TODAY = date(2026, 11, 30)
SEX = ["0", "1", "2"]
QUARTERS = ["2014K4", "2025K4", "2026K1", "2026K2"]
KINDS = ["Alt", "L", "E"]
CONTENTS = ["SykefravProsent", "SykefravProsentSes", "Dagsverk"]
TABLE = {table.id: table for table in TABLES}


def bank_tables() -> dict[str, Drawn]:
    """The four tables as SSB builds them, small."""
    national = Drawn(
        "Sykefravær for lønnstakere, etter kjønn og type sykefravær",
        {"Kjonn": SEX, "Sykefraver2": KINDS, "ContentsCode": CONTENTS, "Tid": QUARTERS},
        values={
            ("0", "Alt", "SykefravProsent", "2026K2"): 6.3,
            ("0", "L", "SykefravProsent", "2026K2"): 5.4,
            ("1", "E", "SykefravProsent", "2026K2"): None,
        },
    )
    yearly = Drawn(
        "Sykefravær for lønnstakere, etter kjønn, næring og type sykefravær",
        {
            "Kjonn": SEX, "NACE2007": ["00-99", "86-88"], "Sykefraver2": KINDS,
            "ContentsCode": ["Sykefravar"], "Tid": ["2014", "2025"],
        },
    )  # fmt: skip
    fine = Drawn(
        "Sykefravær for lønnstakere, etter kjønn og næring",
        {
            "Kjonn": SEX, "NACE2007": ["86", "61-63"], "ContentsCode": ["SykefravProsent"],
            "Tid": QUARTERS,
        },
        value=7.9,
    )  # fmt: skip
    sectors = Drawn(
        "Legemeldt sykefravær, etter kjønn, næring og sektor",
        {
            "Kjonn": SEX, "NACE2007": ["00-99"], "Sektor": ["ALLE", "6500", "ny"],
            "ContentsCode": ["SykefravProsent"], "Tid": QUARTERS,
        },
        values={("0", "00-99", "ALLE", "SykefravProsent", "2026K2"): 5.4},
    )  # fmt: skip
    return {"12439": national, "12441": yearly, "12440": fine, "12442": sectors}


def test_a_table_becomes_one_tidy_row_per_rate() -> None:
    with serving(bank_tables()) as bank:
        frame = StatBank(bank.url).fetch(TABLE["12439"], TODAY)
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == 3 * 3 * 3 - 1  # the empty cell is no rate, and 2014 is another series
    newest = frame[(frame["period"] == "2026K2") & (frame["sex"] == "both")]
    assert dict(zip(newest["certification"], newest["value_pct"], strict=True)) == {
        "total": 6.3,
        "doctor_certified": 5.4,
        "self_certified": 6.0,
    }
    assert set(frame["freq"]) == {"quarter"}
    assert set(frame["fetched_at"]) == {"2026-11-30"}
    assert set(frame["adjustment"]) == {"none"}


def test_years_industries_and_sectors_keep_their_codes() -> None:
    with serving(bank_tables()) as bank:
        ssb = StatBank(bank.url)
        yearly = ssb.fetch(TABLE["12441"], TODAY)
        sectors = ssb.fetch(TABLE["12442"], TODAY)
    assert set(yearly["freq"]) == {"year"}
    assert set(yearly["industry"]) == {"00-99", "86-88"}
    assert set(sectors["sector"]) == {"all", "municipal", "ny"}
    assert set(sectors["certification"]) == {"doctor_certified"}


def test_a_refresh_spares_the_service() -> None:
    with serving(bank_tables()) as bank:
        ssb = StatBank(bank.url)
        ssb.fetch(TABLE["12442"], TODAY)
    asked = [path.rsplit("/", 1)[-1] for path in bank.calls]
    assert asked == ["config", "tables", "metadata", "data"]


def test_a_busy_service_is_asked_again() -> None:
    with serving(bank_tables(), busy=2) as bank:
        assert not StatBank(bank.url).fetch(TABLE["12439"], TODAY).empty


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [("12441", "NACE2007", "NACE2025"), ("12439", "Sykefraver2", "Type"), ("12442", "Tid", "Aar")],
)
def test_a_renamed_dimension_is_told_and_nothing_is_guessed(
    table: str, before: str, after: str
) -> None:
    tables = bank_tables()
    codes = tables[table].codes
    tables[table].codes = {after if name == before else name: codes[name] for name in codes}
    with serving(tables) as bank, pytest.raises(BenchmarkError, match=f"{table}.*{after}"):
        StatBank(bank.url).fetch(TABLE[table], TODAY)


def test_a_new_code_for_sex_or_a_second_kind_of_content_is_told() -> None:
    tables = bank_tables()
    tables["12439"].codes["Kjonn"] = ["0", "1", "2", "3"]
    tables["12441"].codes["ContentsCode"] = ["A", "B"]
    with serving(tables) as bank:
        ssb = StatBank(bank.url)
        for name in ("12439", "12441"):
            with pytest.raises(BenchmarkError, match="changed table"):
                ssb.fetch(TABLE[name], TODAY)


def test_a_refresh_is_kept_in_the_folder_and_found_again(tmp_path: Path) -> None:
    with serving(bank_tables()) as bank:
        done = refresh(tmp_path, TODAY, base_url=bank.url)
    assert done.tables == ("12439", "12441", "12440", "12442")
    assert done.problems == ()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    held = load(tmp_path)
    assert not held.shipped
    assert (held.fetched_at, held.newest_quarter) == (TODAY, "2026K2")
    assert held.age(date(2026, 12, 10)) == 10
    assert held.rates.equals(done.snapshot.rates)


def test_a_table_that_cannot_be_taken_in_leaves_its_older_figures_standing(tmp_path: Path) -> None:
    tables = bank_tables()
    with serving(tables) as bank:
        refresh(tmp_path, TODAY, base_url=bank.url)
        tables["12440"].status = 500
        tables["12439"].value = 6.1
        again = refresh(tmp_path, date(2026, 12, 24), base_url=bank.url)
    assert again.tables == ("12439", "12441", "12442")
    assert len(again.problems) == 1
    rates = load(tmp_path).rates
    fetched = rates[rates["vintage"] == "fetched"].groupby("table")["fetched_at"].agg(set)
    assert fetched["12440"] == {"2026-11-30"}
    assert fetched["12439"] == {"2026-12-24"}


def test_a_table_that_counts_something_else_than_its_title_says_is_not_taken_in(
    tmp_path: Path,
) -> None:
    tables = bank_tables()
    tables["12440"].codes["NACE2007"] = ["00-99", "86"]  # 7.9 where the nation has 6.0
    with serving(tables) as bank:
        done = refresh(tmp_path, TODAY, base_url=bank.url)
    assert "12440" not in done.tables
    assert "12440" in str(done.problems[0])


def test_without_a_service_the_figures_held_stand_and_the_reason_is_told(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="could not be fetched"):
        refresh(tmp_path, TODAY, base_url="http://127.0.0.1:9")
    assert list(tmp_path.iterdir()) == []
    assert load(tmp_path).shipped


def test_a_service_that_hangs_is_given_up(tmp_path: Path) -> None:
    tables = {"12439": bank_tables()["12439"]}
    with serving(tables, slow=9) as bank:  # nobody waits for it: its thread is let go
        ssb = StatBank(bank.url, patience=3)
        with pytest.raises(BenchmarkError, match="no answer in 3 s"):
            ssb.fetch(TABLE["12439"], TODAY)


def test_a_folder_that_cannot_be_written_keeps_the_old_file_whole(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()  # a folder of that name cannot be replaced by a file
    with serving(bank_tables()) as bank, pytest.raises(BenchmarkError):
        refresh(tmp_path, TODAY, base_url=bank.url)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("period,freq\n2025K1,quarter\n")
    with pytest.raises(BenchmarkError, match=FILE):
        load(tmp_path)


def test_the_shipped_figures_say_how_old_they_are(tmp_path: Path) -> None:
    held = load(tmp_path)
    assert held.shipped
    assert held.age(date(2026, 12, 1)) == 10
    assert "Q2 2025" in held.age_text(date(2026, 12, 1), N_)
    assert "21.11.2026" in held.age_text(date(2026, 12, 1), translator("nb"))


def test_every_shipped_figure_has_a_source_a_vintage_and_a_day() -> None:
    rates = load(Path(os.devnull).parent / "nowhere").rates
    assert len(rates) == 488
    assert (rates["source"].str.startswith("http")).all()
    assert set(rates["vintage"]) == {"as_published", "before_June2022_revision", "first_release"}
    assert rates["fetched_at"].map(date.fromisoformat).notna().all()
    assert rates["value_pct"].between(0, 15).all()
    national = rates[(rates["table"] == "12439") & (rates["sex"] == "both")]
    assert {"2000K2", "2021K4", "2025K2"} <= set(national["period"])
    assert SHIPPED.stat().st_size < 200_000
