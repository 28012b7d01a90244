"""Small questions are asked of the store once until somebody writes to it, and anew after that."""

from __future__ import annotations

import threading

import pytest

from analytics.store.as_of import Snapshot, moment
from analytics.store.connection import Cursor, Store
from analytics.store.lasting import lasting
from analytics.store.settings_table import keep_setting, setting
from tests.builders import NOW, keep, people


class Asked:
    """A question that counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, cursor: Cursor, name: str) -> object:
        self.times += 1
        return setting(cursor, name)


def note(store: Store, value: object) -> None:
    with store.transaction() as cursor:
        keep_setting(cursor, "note", value, NOW)


def test_it_is_asked_once_for_each_name_and_anew_after_every_write(store: Store) -> None:
    ask = Asked()
    told = [lasting(store, ask, name) for name in ("note", "other", "note", "other")]
    assert (told, ask.times) == ([None] * 4, 2)
    note(store, "first")
    assert lasting(store, ask, "note") == lasting(store, ask, "note") == "first"
    note(store, "second")
    assert lasting(store, ask, "note") == "second"
    assert ask.times == 4


def test_a_write_that_failed_changes_nothing_that_is_told(store: Store) -> None:
    note(store, "first")
    assert lasting(store, setting, "note") == "first"
    with pytest.raises(TypeError):
        note(store, object())  # no JSON
    assert lasting(store, setting, "note") == "first"


def test_what_is_written_while_it_is_read_is_not_missed(store: Store) -> None:
    """The reader looked before the write and is heard of after it."""
    looked, written = threading.Event(), threading.Event()

    def slowly(cursor: Cursor) -> object:
        found = setting(cursor, "note")
        looked.set()
        assert written.wait(10)
        return found

    reader = threading.Thread(target=lasting, args=(store, slowly))
    reader.start()
    assert looked.wait(10)
    note(store, "first")
    written.set()
    reader.join()
    assert lasting(store, slowly) == "first"


def test_a_look_back_hears_of_what_is_written_to_the_store_of_today(store: Store) -> None:
    keep(store, people(6))
    with store.cursor() as cursor:
        then = moment(cursor, number=1)
    past = Snapshot(store, then)
    assert lasting(past, setting, "note") is None
    note(store, "first")
    assert lasting(past, setting, "note") == "first"
    past.close()


def test_stores_are_not_mixed_up(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    note(store, "here")
    with Store(tmp_path_factory.mktemp("other") / "other.duckdb") as other:
        assert lasting(other, setting, "note") is None
    assert lasting(store, setting, "note") == "here"
