"""Where a store lies: a file however it is written, a lake by its address, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import StoreError
from analytics.settings import DEFAULT_STORE, Settings
from analytics.store.location import Lake, file_of, location, named

ADDRESS = "ducklake:postgres:host=db dbname=naervaer password=hush?data=/srv/naervaer"


@pytest.mark.parametrize(
    ("given", "file"),
    [
        ("/srv/n.duckdb", "/srv/n.duckdb"),
        ("duckdb:///srv/n.duckdb", "/srv/n.duckdb"),
        ("/srv/folder", "/srv/folder/naervaer.duckdb"),
        ("duckdb:///srv/folder", "/srv/folder/naervaer.duckdb"),
        (None, str(DEFAULT_STORE)),
    ],
)
def test_a_file_is_the_same_however_it_is_written(given: str | None, file: str) -> None:
    environment = {"NAERVAER_STORE": given} if given else {}
    assert Settings.read(environment).store == Path(file)
    assert Settings.read({"NAERVAER_STORE": "/elsewhere"}, given or DEFAULT_STORE).store == Path(
        file
    )


def test_the_address_of_a_lake_is_kept_as_it_is_and_read_when_the_store_is_opened() -> None:
    kept = Settings.read({"NAERVAER_STORE": ADDRESS}).store
    assert kept == ADDRESS
    lake = location(kept)
    assert lake == Lake("host=db dbname=naervaer password=hush", Path("/srv/naervaer"))


def test_a_lake_does_not_show_its_password_when_it_is_printed() -> None:
    assert "hush" not in repr(location(ADDRESS))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("md:naervaer", "no address"),
        ("postgres:host=db?data=/srv", "no address"),
        ("ducklake:/srv/catalogue.db?data=/srv", "no address"),
        ("ducklake:postgres:host=db", "no address"),
        ("ducklake:postgres:?data=/srv", "no address"),
        ("ducklake:postgres:host=db?data=srv", "whole path"),
        ("ducklake:postgres:host=db?data=s3://bucket", "whole path"),
        ("ducklake:postgres:host=db options=-cx=y?data=/srv", "options"),
    ],
)
def test_any_other_address_is_refused_with_what_to_write(given: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        location(given)


def test_what_is_done_to_a_file_is_refused_for_a_lake() -> None:
    assert file_of(Path("/srv/n.duckdb")) == named(Path("/srv/n.duckdb")) == Path("/srv/n.duckdb")
    assert named(ADDRESS).parent == Path("/srv/naervaer")
    with pytest.raises(StoreError, match="one file alone"):
        file_of(ADDRESS)
