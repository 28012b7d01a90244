"""What the command line prints for machines: names are JSON texts, whole, and the log has none."""

from __future__ import annotations

import json
from argparse import _SubParsersAction
from pathlib import Path

import pytest

from analytics.__main__ import main, parser
from tests.injection import organisation
from tests.injection.conftest import EVERY_TEXT
from tests.injection.payloads import MARK, harmed

MONTHS = ["--from", "2026-01", "--to", "2026-06"]
PRINTS = {
    "audit": [],
    "cases": [],
    "deadlines": [],
    "episodes": [],
    "patterns": ["--tier", "possible"],
    "person-sheet": [organisation.number(0, 0)],
    "privacy-record": [],
    "publish": ["--role", "consultant", *MONTHS],
    "rates": ["--by", "unit", *MONTHS],
    "retention": [],
    "spells": [],
}
# These count what they did (files are read in test_exports); `import` is how the attacks came in,
# and is read in its own words.
COUNTS = {
    "backup", "case-brief", "demo", "erase", "export", "import", "purge", "report", "restore",
    "rotate-key", "undo", "watch",
}  # fmt: skip


def commands() -> set[str]:
    """Every command there is."""
    found = [a for a in parser()._actions if isinstance(a, _SubParsersAction)]
    return set(found[0].choices)


def test_every_command_is_looked_at() -> None:
    assert commands() - COUNTS == PRINTS.keys()


@pytest.mark.parametrize("command", sorted(PRINTS))
def test_names_are_whole_json_texts(
    attacked: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([command, "--json", "--store", str(attacked), *PRINTS[command]])
    told = capsys.readouterr().out
    lines = told.splitlines() if command == "patterns" else [told]
    said = "\n".join(text for line in lines for text in _texts(json.loads(line)))
    assert harmed(said, EVERY_TEXT) == []
    assert command not in ("rates", "person-sheet") or MARK.search(said)


def test_the_log_of_who_looked_holds_no_name(
    attacked: Path, codes: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["audit", "--lines", "--store", str(attacked)])
    told = capsys.readouterr().out
    assert [json.loads(line) for line in told.splitlines()]
    assert not MARK.search(told)


def _texts(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        return [text for pair in part.items() for one in pair for text in _texts(one)]
    return [text for one in part for text in _texts(one)] if isinstance(part, list) else []
