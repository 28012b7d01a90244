"""The audit finds a known vulnerability, and never takes silence for a good answer.

The server here speaks PyPI's JSON API over real HTTP; the first answer is PyPI's own for jinja2
2.4.1, shortened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.dependencies import audit as module
from tests.dependencies.audit import (
    CLEAN,
    FOUND,
    PAGE,
    UNANSWERED,
    Outcome,
    audit,
    main,
    written,
)
from tests.dependencies.installed import development, development_pins, runtime, runtime_pins

ESCAPE = {
    "aliases": ["CVE-2019-10906", "GHSA-462w-v97r-4m45"],
    "details": "In Pallets Jinja before 2.10.1, str.format_map allows a sandbox escape.",
    "fixed_in": ["2.10.1"],
    "id": "PYSEC-2019-217",
    "link": "https://osv.dev/vulnerability/PYSEC-2019-217",
    "source": "osv",
    "summary": None,
    "withdrawn": None,
}
ANSWERS: dict[str, Any] = {
    "/pypi/jinja2/2.4.1/json": {"info": {}, "vulnerabilities": [ESCAPE]},
    "/pypi/jinja2/3.1.6/json": {"info": {}, "vulnerabilities": []},
    "/pypi/withdrawn/1/json": {
        "info": {},
        "vulnerabilities": [{**ESCAPE, "withdrawn": "2020-01-01T00:00:00Z"}],
    },
    "/pypi/odd/1/json": {"info": {}},
    "/pypi/broken/1/json": b"<html>sign in to the network</html>",
}


class _Index(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        said = ANSWERS.get(self.path)
        if said is None and self.path.startswith("/all-well"):
            said = {"vulnerabilities": []}
        self.send_response(404 if said is None else 200)
        self.end_headers()
        if said is not None:
            self.wfile.write(said if isinstance(said, bytes) else json.dumps(said).encode())

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def index() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Index)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_known_vulnerability_is_found_with_what_mends_it(index: str) -> None:
    outcome = audit([("jinja2", "2.4.1")], index)
    assert outcome.code == FOUND
    (line,) = [line for line in outcome.text().splitlines() if line.startswith("VULNERABLE")]
    assert "jinja2 2.4.1: PYSEC-2019-217 (CVE-2019-10906" in line
    assert line.endswith("mended in: 2.10.1")


def test_a_version_without_any_is_well_and_so_is_one_whose_report_was_withdrawn(
    index: str,
) -> None:
    outcome = audit([("jinja2", "3.1.6"), ("withdrawn", "1")], index)
    assert (outcome.code, list(outcome.known)) == (CLEAN, [])
    assert outcome.text() == "2 of 2 distributions answered for.\nNo known vulnerability."


@pytest.mark.parametrize(
    ("name", "why"), [("private", "status 404"), ("odd", "KeyError"), ("broken", "JSONDecodeError")]
)
def test_no_answer_is_not_a_good_answer(index: str, name: str, why: str) -> None:
    outcome = audit([("jinja2", "3.1.6"), (name, "1")], index)
    assert (outcome.code, dict(outcome.unanswered)) == (UNANSWERED, {name: why})
    assert "No known vulnerability" not in outcome.text()
    assert "not known to be well" in outcome.text()


def test_where_there_is_no_network_everything_is_unanswered(index: str) -> None:
    outcome = audit([("jinja2", "3.1.6")], "http://127.0.0.1:1")
    assert (outcome.code, len(outcome.unanswered)) == (UNANSWERED, 1)


def test_what_is_found_counts_more_than_what_is_unanswered(index: str) -> None:
    assert audit([("jinja2", "2.4.1"), ("private", "1")], index).code == FOUND


def test_an_accepted_vulnerability_no_longer_fails(
    index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ACCEPTED", {"PYSEC-2019-217": "No template comes from outside."})
    assert audit([("jinja2", "2.4.1")], index).code == CLEAN


def test_every_accepted_vulnerability_says_why() -> None:
    assert all(len(reason) > 20 for reason in module.ACCEPTED.values())


def test_everything_that_is_installed_for_the_product_is_asked_about(
    index: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "security.md"
    page.write_text("before\n<!-- audit -->\nold\n<!-- /audit -->\nafter\n", encoding="utf-8")
    assert main(["--index", f"{index}/all-well", "--write"], page) == CLEAN
    count = len(runtime()) + len(development())
    assert f"{count} of {count} distributions answered for." in capsys.readouterr().out
    told = page.read_text(encoding="utf-8")
    assert told.startswith("before\n<!-- audit -->\nAsked on 20")
    assert told.endswith("* No known vulnerability.\n<!-- /audit -->\nafter\n")
    assert "old" not in told


def test_the_outcome_has_its_place_in_the_docs() -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = written(page, Outcome([("a", "1")], [], {}), date(2031, 5, 6))
    assert "Asked on 2031-05-06:" in told
    assert told.endswith(page[page.index("<!-- /audit -->") :])


def test_every_pin_is_installed_in_the_version_that_is_pinned() -> None:
    there = {**runtime(), **development()}
    wrong = [
        f"{pin}: {there[pin.name.lower()].version}"
        for pin in [*runtime_pins(), *development_pins()]
        if not pin.specifier.contains(there[pin.name.lower()].version)
    ]
    assert wrong == []


def test_every_requirement_is_pinned_to_one_version() -> None:
    pins = [*runtime_pins(), *development_pins()]
    assert [str(pin) for pin in pins if [one.operator for one in pin.specifier] != ["=="]] == []


def test_what_comes_along_is_found_by_the_metadata() -> None:
    assert {"starlette", "cryptography", "jinja2"} <= set(runtime())
    assert "pytest" not in runtime()
    assert {"pytest", "ruff"} <= set(development())
