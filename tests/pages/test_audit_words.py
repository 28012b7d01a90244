"""Every code that the program writes to the audit log is shown as words, and so is whoever did it.

The codes are read from the program itself: one that is written tomorrow fails here tomorrow.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from analytics import persons
from analytics.access import OF_GROUPS, Role
from analytics.cases.events import KINDS
from analytics.ingest.reading import Kind
from analytics.rules.follow_up_rules import MarkKind
from analytics.rules.presets import presets
from analytics.store.audit_log import ANCHOR, Event, record
from analytics.store.connection import Cursor
from analytics.store.findings import MARKED
from analytics.store.retention import Periods
from pages.components.house_words import ACTIONS, ACTORS, actor, thing, told

ROOT = Path(__file__).resolve().parents[2]
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("analytics", "pages")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
FILES = [f"{kind.value} {number}" for kind in Kind for number in ("12", "unchanged")]
# What a code that is put together at run time may come to, by how it stands in the program.
TOGETHER: dict[str, list[str]] = {
    "access {} {} given": [f"access 3 {role.value} given" for role in Role],
    "access {} {} ended": [f"access 3 {role.value} ended" for role in Role],
    "access {} admin given": ["access 1 admin given"],
    "preset {} {}": [f"preset {p.name} {state}" for p in presets() for state in ("on", "off")],
    "retention {} {}->{}": [f"retention {kind} 36->24" for kind in Periods.__dataclass_fields__],
    "follow_up {}": [f"follow_up {kind.value}" for kind in MarkKind] + ["follow_up taken_back"],
    "finding {}": [f"finding {state}" for state in MARKED],
    "import {}": ["import 7"],
    "waiting {}": ["waiting shape"],
    "{} rows": ["12 rows"],
    "{} {}": FILES,
    "{} {} {}": [f"{ANCHOR} 17 {'0a' * 32}"],
}
# Functions and names whose value is the code: where else to read it.
ELSEWHERE = {"question.__name__", "recorded.kind(case.events[-1])", "function.__name__", "what"}
ELSEWHERE |= {"name", "WHAT"}  # papers; answers.own sets two names at once: "own_sheet"
ELSEWHERE |= {"_SAID.get(args.what, 'committee_report')"}  # the papers of the reports page


def called(node: ast.Call) -> str:
    """The function's own name; "" where it has none."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


CALLS = [
    (path, node, called(node))
    for path, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.Call)
]


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    yield from ((path, node) for path, node, function in CALLS if function == name)


def events() -> Iterator[tuple[Path, ast.Call]]:
    """Every place that makes a line of the log."""
    for path, node in calls("Event"):
        if len(node.args) >= 3:
            yield path, node


def constants() -> dict[str, str]:
    """Names at the top of modules that hold a text."""
    return {
        f"{path}:{target.id}": node.value.value
        for path, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }


NAMED = constants()


def codes(path: Path, node: ast.expr) -> list[str]:
    """The codes an expression stands for; the expression itself where nobody has said."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr():
            template = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
            return TOGETHER.get(template, [f"<{template}>"])
        case ast.IfExp():
            return codes(path, node.body) + codes(path, node.orelse)
        case ast.Name(id=name) if f"{path}:{name}" in NAMED:
            return [NAMED[f"{path}:{name}"]]
        case ast.Name(id=name) if local := assigned(path, name):
            return [code for value in local for code in codes(path, value)]
    text = ast.unparse(node)
    return [] if text in ELSEWHERE or text.endswith(".WHAT") else [f"<{text}>"]


def assigned(path: Path, name: str) -> list[ast.expr]:
    """What a name is set to inside functions of a module, as far as it is text."""
    return [
        node.value
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Assign)
        and [ast.unparse(target) for target in node.targets] == [name]
        and isinstance(node.value, ast.JoinedStr | ast.IfExp)
    ]


def written() -> set[str]:
    found = set(KINDS) | {"employee"}  # `answers.person.looking` makes a question of that name
    for path, node in events():
        found |= set(codes(path, node.args[2]))
    for name, place in (("find", 3), ("taking", 0), ("exported", 1), ("offer", 2)):
        for path, node in calls(name):
            if len(node.args) > place and isinstance(node.args[place], ast.Constant | ast.Name):
                found |= {code for code in codes(path, node.args[place]) if code[:1] != "<"}
    for name in ("find", "ask"):
        for path, node in calls(name):
            if path.is_relative_to(ROOT / "pages") and ast.unparse(node.func).startswith("session"):
                found.add(ast.unparse(node.args[0]).rpartition(".")[2])
    found |= {"own_sheet", "case"}  # the other questions that `persons.look` asks
    return found - OF_GROUPS


def marked(message: str) -> str:
    """A translator that shows which words came out of the program's texts."""
    return f"«{message}»"


CODES = sorted(written())


def test_the_codes_are_found_in_the_program() -> None:
    assert len(CODES) > 100
    assert {"patterns", "backup", "sign_out", "note_made", "refleksjon", "error_file"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_code_that_is_written_is_shown_as_words(code: str) -> None:
    assert "«" in thing(marked, code)


def test_persons_are_asked_about_by_questions_that_have_words() -> None:
    asked = {ast.unparse(node.args[3]) for _, node in calls("look") if len(node.args) > 3}
    assert asked == {"own_sheet", "case", "question"}  # add the words for a new one, then it here


def test_every_kind_of_act_has_words() -> None:
    acts = {node.args[1].value for _, node in events() if isinstance(node.args[1], ast.Constant)}
    assert acts == set(ACTIONS)


def test_whoever_may_stand_in_the_log_has_words() -> None:
    for who in [*ACTORS, *Role, *(f"{role}:K7QD" for role in Role), "K7QD"]:
        assert "«" in actor(marked, who)
    assert actor(str, "leader:K7QD") == "Leader K7QD"


def test_a_line_says_what_was_done_about_whom_why_and_whether_it_was_refused(
    cursor: Cursor,
) -> None:
    looked = Event("hr:K7QD", "view", "employee", "P1", "case")
    record(cursor, looked, datetime(2026, 1, 2))
    assert told(str, looked) == (
        "Looked at: the page of an employee – about P1. Purpose: " + persons.REASONS["case"]
    )
    refused = Event("leader", "view", "register", permitted=False)
    assert told(str, refused).startswith("Refused – Looked at")


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert thing(marked, "something new") == "something new"
