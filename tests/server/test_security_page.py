"""docs/security.md claims nothing whose test is gone, and names every setting."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_the_security_page_names_is_there() -> None:
    there = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 20
    assert {name for name in named if f"def {name}(" not in there} == set()


def test_every_test_file_that_the_security_page_names_is_there() -> None:
    files = set(re.findall(r"`(tests/[\w/]+\.py)`", PAGE))
    assert files
    assert {file for file in files if not (ROOT / file).is_file()} == set()


def test_every_setting_of_the_server_is_explained() -> None:
    code = (ROOT / "pages/components/serving/configuration.py").read_text(encoding="utf-8")
    settings = set(re.findall(r'"(NAERVAER_\w+)"', code))
    assert settings
    assert {name for name in settings if name not in PAGE} == set()
