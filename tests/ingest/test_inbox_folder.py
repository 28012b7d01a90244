"""Which files of a watched folder are complete, and what is never opened there."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analytics.errors import ReaderError
from analytics.ingest import arrivals, put_aside

LATER = timedelta(minutes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[int]:
    with arrivals.opened(tmp_path) as descriptor:
        yield descriptor


def names(folder: int, after: timedelta = LATER) -> list[str]:
    found = arrivals.complete(folder, datetime.now(UTC) + after)
    return [arrival.name for arrival in found]


def test_a_file_is_complete_once_nobody_has_changed_it_for_some_seconds(
    tmp_path: Path, folder: int
) -> None:
    (tmp_path / "a.csv").write_text("1")
    assert names(folder, timedelta(seconds=5)) == []
    assert names(folder, timedelta(seconds=15)) == ["a.csv"]


def test_an_old_time_of_writing_that_came_with_the_file_makes_it_no_older(
    tmp_path: Path, folder: int
) -> None:
    (tmp_path / "a.csv").write_text("1")
    os.utime(tmp_path / "a.csv", (0, 0))
    assert names(folder, timedelta()) == []


def test_names_of_unfinished_files_are_left_until_they_are_renamed(
    tmp_path: Path, folder: int
) -> None:
    for name in ("a.csv.part", "b.TMP", "c.filepart", ".d.csv", "e.csv~"):
        (tmp_path / name).write_text("1")
    assert names(folder) == []
    (tmp_path / "a.csv.part").rename(tmp_path / "a.csv")
    assert names(folder) == ["a.csv"]


@pytest.mark.parametrize("marker", ["a.csv.ok", "a.ok"])
def test_a_marker_says_that_a_file_is_complete_now(
    tmp_path: Path, folder: int, marker: str
) -> None:
    (tmp_path / "a.csv").write_text("1")
    (tmp_path / marker).touch()
    assert names(folder, timedelta()) == ["a.csv"]


def test_files_come_in_the_order_they_arrived_not_by_name_nor_by_their_own_time(
    tmp_path: Path, folder: int
) -> None:
    for name in ("z.csv", "m.csv", "a.csv"):
        (tmp_path / name).write_text("1")
        time.sleep(0.02)  # longer than a tick of the file system's clock
    os.utime(tmp_path / "m.csv", (0, 0))  # a change, and so the newest arrival
    assert names(folder) == ["z.csv", "a.csv", "m.csv"]


def test_subfolders_are_not_looked_into(tmp_path: Path, folder: int) -> None:
    (tmp_path / "archive.csv").mkdir()
    (tmp_path / "archive.csv" / "a.csv").write_text("1")
    assert names(folder) == []


def test_a_file_that_grows_while_it_is_taken_is_neither_read_nor_deleted(
    tmp_path: Path, folder: int
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("1")
    (seen,) = arrivals.complete(folder, datetime.now(UTC) + LATER)
    assert arrivals.contents(folder, seen) == b"1"
    time.sleep(0.02)
    path.write_text("2")
    assert arrivals.contents(folder, seen) is None
    arrivals.delete(folder, seen)
    assert path.read_text() == "2"


def test_a_link_put_in_the_place_of_a_file_is_not_followed(tmp_path: Path, folder: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text("1")
    (seen,) = arrivals.complete(folder, datetime.now(UTC) + LATER)
    path.unlink()
    path.symlink_to("/etc/passwd")
    with pytest.raises(OSError, match="symbolic links"):
        arrivals.contents(folder, seen)


def test_the_markers_go_with_the_file_so_that_the_next_one_is_not_called_complete(
    tmp_path: Path, folder: int
) -> None:
    for name in ("a.csv", "a.csv.ok", "a.ok"):
        (tmp_path / name).touch()
    (seen,) = arrivals.complete(folder, datetime.now(UTC) + LATER)
    arrivals.delete(folder, seen)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "waits_as"),
    [
        ("lønn 2025.csv", "lønn 2025-abcdefabcdef.csv"),
        ("=cmd|\x1b[31m\n.csv", "_cmd__[31m_-abcdefabcdef.csv".replace("[", "_")),
        ("-rf", "rf-abcdefabcdef"),
        ("x" * 250 + ".csv", "x" * 80 + "-abcdefabcdef.csv"),
        ("\udce6.csv", "_-abcdefabcdef.csv"),
        ("a.e$ding", "a-abcdefabcdef"),
    ],
)
def test_a_hostile_name_becomes_a_plain_one(name: str, waits_as: str) -> None:
    arrival = arrivals.Arrival(name, (1, 1, 1, 1), True)
    assert put_aside.name_of(arrival, "abcdef" * 10) == waits_as


def test_a_folder_that_is_none_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="is no folder"), arrivals.opened(tmp_path / "nowhere"):
        pass


def test_waiting_files_are_not_put_where_a_link_leads(tmp_path: Path, folder: int) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / put_aside.FOLDER).symlink_to(elsewhere)
    with pytest.raises(ReaderError, match="not a link"), put_aside.place(folder):
        pass


def test_only_what_was_put_aside_is_cleared_when_its_time_is_over(
    tmp_path: Path, folder: int
) -> None:
    with put_aside.place(folder) as aside:
        lies = tmp_path / put_aside.FOLDER
        for name in ("a-0123456789ab.csv", "a-0123456789ab.csv.txt", "mine.csv"):
            (lies / name).write_text("1")
        now = datetime.now(UTC)
        assert put_aside.clear(aside, now + timedelta(days=13), 14) == 0
        assert put_aside.clear(aside, now + timedelta(days=15), 14) == 1
        assert [path.name for path in lies.iterdir()] == ["mine.csv"]
