"""The documents are true to the product: commands, pages, words on the screen, rules, links."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from analytics.__main__ import parser
from analytics.access import Role
from analytics.i18n import translator
from analytics.rules import catalogue
from analytics.rules.follow_up_rules import Rule
from analytics.store.retention import Periods
from pages.components.shell import PAGES
from tests import texts

ROOT = Path(__file__).parents[2]
DOCS, GUIDE = ROOT / "docs", ROOT / "docs" / "guide"
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
TITLES = {translator("nb")(title): roles for _, title, _, roles in PAGES}
GUIDES = {
    Role.LEADER: "leder.md",
    Role.HR: "hr.md",
    Role.CONSULTANT: "raadgiver.md",
    Role.ADMIN: "administrator.md",
    Role.EMPLOYEE: "ansatt.md",
}
LAWS = {"aml": "arbeidsmiljøloven", "ftrl": "folketrygdloven"}
WEEKS = (Rule.PLAN, Rule.MEETING, Rule.ACTIVITY, Rule.NAV_MEETING)

each_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)
each_guide = pytest.mark.parametrize("path", sorted(GUIDE.glob("*.md")), ids=lambda path: path.stem)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def spoken(text: str) -> str:
    """`text` without what is written as code."""
    return re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)


def code(text: str) -> Iterator[str]:
    """Each line of code, in blocks and within sentences, without its comment."""
    for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL):
        yield from (re.sub(r"\s#\s.*", "", line) for line in block.splitlines())
    for words in re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        yield " ".join(words.split())


def commands(text: str) -> Iterator[list[str]]:
    """What is given to `python -m analytics`, with a day where one is called for."""
    for line in code(text):
        if found := re.search(r"python -m analytics ([^|…]+)", line):
            words = found[1].replace("YYYY-MM-DD", "2026-01-31")
            yield shlex.split(re.sub(r"[][]", "", words))


def understood(given: list[str]) -> bool:
    """Whether the program takes the call; of a command named alone, whether there is one."""
    try:
        parser().parse_args(given if len(given) > 1 else [*given, "--help"])
    except SystemExit as end:
        return end.code == 0
    return True


def slug(heading: str) -> str:
    """The anchor of a heading, as it is made where the files are read in the repository."""
    plain = re.sub(r"[`*]|\]\([^)]*\)|\[", "", unicodedata.normalize("NFC", heading)).strip()
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", spoken(read(path)), re.MULTILINE)}


def links(path: Path) -> Iterator[str]:
    """Targets of links and pictures that lie in this project."""
    text = spoken(read(path))
    found = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r"^\[\w+\]: (\S+)$", text, re.M)
    return (target for target in found if not re.match(r"[a-z]+:", target))


@cache
def on_screens() -> set[str]:
    """Every text in bokmål."""
    return {str(message.string) for message in texts.catalogue("nb") if message.id}


@cache
def invented_names() -> set[str]:
    """Every first name and surname that somebody in the demo can have."""
    parts = tomllib.loads(read(ROOT / "data" / "demo" / "people.toml"))
    endings = [ending for of_sex in parts["given_endings"].values() for ending in of_sex]
    first = product(parts["given_stems"], endings)
    last = product(parts["surname_stems"], parts["surname_endings"])
    return {stem + ending for stem, ending in (*first, *last)}


def named_in(text: str) -> set[str]:
    return set(re.findall(r"\w+", text)) & invented_names()


@each_document
def test_every_command_of_the_program_that_is_named_is_understood(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [given for given in commands(read(path)) if not understood(given)]
    assert wrong == [], capsys.readouterr().err


def test_a_command_or_an_option_that_is_not_there_is_not_understood(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = "`python -m analytics forget 1`, `python -m analytics erase 1 --soon`, and `--help`"
    assert [understood(given) for given in commands(told)] == [False, False]
    capsys.readouterr()


@each_document
def test_every_target_of_make_and_every_module_that_is_named_exists(path: Path) -> None:
    targets = set(re.findall(r"^([\w.]+):", read(ROOT / "Makefile"), re.MULTILINE))
    lines = list(code(read(path)))
    asked = {word for line in lines for word in re.findall(r"\bmake ([\w.]+)", line)}
    assert asked <= targets
    modules = {
        m for line in lines for m in re.findall(r"python -m ((?:tests|benchmarks)[\w.]*)", line)
    }
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []


@each_document
def test_every_link_and_picture_leads_somewhere(path: Path) -> None:
    for target in links(path):
        file, _, anchor = target.partition("#")
        place = (path.parent / file).resolve() if file else path
        assert place.exists(), target
        assert not anchor or anchor in anchors(place), target


@each_guide
def test_what_is_bold_in_a_guide_is_a_page_by_its_title(path: Path) -> None:
    assert set(re.findall(r"\*\*(.+?)\*\*", spoken(read(path)))) <= TITLES.keys()


@each_guide
def test_what_is_quoted_in_a_guide_stands_on_a_screen(path: Path) -> None:
    quoted = {" ".join(words.split()) for words in re.findall(r"«(.+?)»", read(path), re.DOTALL)}
    assert quoted - on_screens() == set()


@pytest.mark.parametrize("role", GUIDES)
def test_the_guide_of_a_role_names_every_page_it_opens_and_no_other(role: Role) -> None:
    named = set(re.findall(r"\*\*(.+?)\*\*", read(GUIDE / GUIDES[role])))
    assert named == {title for title, roles in TITLES.items() if role in roles}


@each_guide
def test_a_guide_names_nobody_of_the_demo(path: Path) -> None:
    assert named_in(read(path)) == set()


def test_the_search_for_names_finds_one() -> None:
    assert named_in("Ring Barkbert Haugeprøve i dag.") == {"Barkbert", "Haugeprøve"}


@pytest.mark.parametrize("rule", WEEKS, ids=lambda rule: rule.value)
def test_the_leaders_guide_has_the_weeks_and_the_law_of_the_rule(rule: Rule) -> None:
    held = catalogue.in_force(rule.value, date(2026, 11, 16))
    law, _, rest = held.reference.partition(" ")
    weeks = rf"^\| innen {held.number:.0f} uker \|.*\| {LAWS[law]} {re.escape(rest)} \|$"
    assert re.search(weeks, read(GUIDE / "leder.md"), re.MULTILINE)


def test_the_privacy_notice_has_the_periods_that_hold_unless_settled_otherwise() -> None:
    told = re.findall(r"\| (\d+) måned", read(DOCS / "personvernerklaering.md"))
    kept = Periods()
    assert [int(months) for months in told] == [
        kept.analytics, kept.history, kept.closed_cases, kept.purposes,
        kept.sign_ins, kept.access, kept.audit,
    ]  # fmt: skip


def test_every_page_has_its_picture() -> None:
    shown = re.findall(r"^!\[(.+)\]\(screens/(\w+)\.png\)$", read(DOCS / "screens.md"), re.M)
    assert shown == [(translator("nb")(title), name) for name, title, *_ in PAGES]


def test_every_document_has_one_place_in_the_navigation() -> None:
    named = re.findall(r"([\w/-]+\.md)$", read(ROOT / "mkdocs.yml"), re.MULTILINE)
    assert sorted(named) == sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md"))


def test_the_documents_build_and_fetch_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("material")
    call = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = "".join(read(path) for path in tmp_path.rglob("*.html"))
    fetched = re.findall(r"<(?:script|img|iframe|link)\b[^>]*?(?:src|href)=\"?([^\"> ]+)", pages)
    assert [address for address in fetched if re.match(r"(https?:)?//", address)] == []
    assert any(address.endswith("iframe-worker.js") for address in fetched)
