"""The calendar file: valid, stable, and silent about health."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from analytics.documents.calendar_file import Entry, calendar_file

STAMP = datetime(2026, 2, 1, 12, 0, tzinfo=timezone(timedelta(hours=1)))
ENTRIES = [Entry(date(2026, 2, 23), "K7QD-3MZA"), Entry(date(2026, 2, 2), "K7QD-3MZA")]


def same(message: str) -> str:
    return message


def nb(message: str) -> str:
    return {"Follow-up": "Oppfølging"}[message]


def test_lines_end_as_the_standard_says_and_nothing_is_missing() -> None:
    text = calendar_file(ENTRIES, STAMP, nb).decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.split("\r\n")
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Naervaer//Naervaer//NO"]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert lines.count("DTSTAMP:20260201T110000Z") == 2
    assert lines.index("DTSTART;VALUE=DATE:20260202") < lines.index("DTSTART;VALUE=DATE:20260223")
    assert "DTEND;VALUE=DATE:20260203" in lines


def test_an_entry_says_follow_up_and_a_code_and_no_more() -> None:
    text = calendar_file(ENTRIES, STAMP, nb).decode()
    summaries = {line for line in text.split("\r\n") if line.startswith("SUMMARY")}
    assert summaries == {"SUMMARY:Oppfølging K7QD-3MZA"}
    for word in ("syk", "fravær", "dialog", "plan", "DESCRIPTION", "ATTENDEE", "nav"):
        assert word not in text.replace("@naervaer.invalid", "")


def test_the_same_day_and_code_are_the_same_entry_in_every_file() -> None:
    later = STAMP + timedelta(days=9)
    uids = [
        sorted(line for line in calendar_file(e, at, same).split(b"\r\n") if line[:4] == b"UID:")
        for e, at in ((ENTRIES, STAMP), (ENTRIES + ENTRIES, later))
    ]
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == 2


def test_long_lines_are_folded_between_letters() -> None:
    long = "ø" * 60 + ", ; \\"
    found = calendar_file(ENTRIES[:1], STAMP, lambda _: long)
    assert all(len(line) <= 75 for line in found.split(b"\r\n"))
    whole = found.replace(b"\r\n ", b"").decode()
    assert "ø" * 60 + r"\, \; \\" in whole


@pytest.mark.parametrize("code", ["Kari Nordmann", "1001 Kari", "", "a@b.no", "K7QD\r\nX:1"])
def test_what_could_be_a_name_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="opaque"):
        calendar_file([Entry(date(2026, 2, 2), code)], STAMP, same)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar_file(ENTRIES, datetime(2026, 2, 1), same)
    assert b"BEGIN:VEVENT" not in calendar_file([], datetime(2026, 2, 1, tzinfo=UTC), same)
