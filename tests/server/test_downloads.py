"""Files go to the sign-in that made them, and only for a while."""

from __future__ import annotations

import ast
from datetime import datetime
from pathlib import Path
from time import monotonic

import pytest

from analytics.sign_in import IDLE, Claims
from pages.components.serving import downloads
from pages.components.serving.downloads import belongs, forget, named

PAGES = Path(__file__).parents[2] / "pages"
AT = datetime(2026, 1, 12, 9)


def claims(session: str) -> Claims:
    return Claims("https://id", session, session, AT, session)


def test_a_file_belongs_to_the_sign_in_it_was_named_for() -> None:
    name = named(claims("ola"), "rapport", "pdf")
    assert name.startswith("rapport-")
    assert belongs(name, "ola")
    assert not belongs(name, "kari")
    assert not belongs(name, "")


@pytest.mark.parametrize(
    "name", ["rapport.pdf", "rapport-0123456789abcdef0123456789abcdef.pdf", "", "x"]
)
def test_what_was_not_named_here_belongs_to_nobody(name: str) -> None:
    assert not belongs(name, "ola")
    assert not belongs(name, "")


def test_in_local_mode_a_file_belongs_to_no_sign_in() -> None:
    assert not belongs(named(None, "rapport", "pdf"), "")


def test_no_two_files_have_one_name_so_none_is_handed_out_for_another() -> None:
    assert named(claims("ola"), "r", "pdf") != named(claims("ola"), "r", "pdf")


def test_after_signing_out_and_after_half_an_hour_a_file_is_nobodys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept, gone = named(claims("ola"), "r", "pdf"), named(claims("per"), "r", "pdf")
    forget("per")
    assert not belongs(gone, "per")
    later = monotonic() + IDLE.total_seconds() + 1
    monkeypatch.setattr(downloads, "monotonic", lambda: later)
    assert not belongs(kept, "ola")


def test_every_download_on_every_page_is_named_for_its_reader() -> None:
    calls = [
        (path.name, ast.unparse(node))
        for path in PAGES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.download_button"
    ]
    assert calls
    named_here = ("session.file_name(", "file_name=name")  # reports.py is given such a name
    assert [call for call in calls if not any(text in call[1] for text in named_here)] == []
