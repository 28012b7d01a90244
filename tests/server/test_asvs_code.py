"""What the program is not made of, read from its own text (docs/asvs.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pages.components import scripts

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    *(ROOT / name for name in ("dashboard.py", "server.py")),
    *sorted((ROOT / "analytics").rglob("*.py")),
    *sorted((ROOT / "pages").rglob("*.py")),
]
TREES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES
}


def dotted(node: ast.expr) -> str:
    """The name of what is called, as far as it is a name: `st.html`, `open`."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=inner, attr=name):
            return f"{dotted(inner)}.{name}"
    return ""


NODES = [(path, node) for path, tree in TREES.items() for node in ast.walk(tree)]
CALLS = [(path, node, dotted(node.func)) for path, node in NODES if isinstance(node, ast.Call)]
IMPORTS = [
    *((p, alias.name) for p, n in NODES if isinstance(n, ast.Import) for alias in n.names),
    *((p, n.module) for p, n in NODES if isinstance(n, ast.ImportFrom) and n.module),
]


REMEMBERING = "pages/components/remembering.py"
ASIDE = "analytics/patterns/aside.py"


def using(*modules: str) -> set[str]:
    """Files that import one of these modules."""
    return {path for path, name in IMPORTS if name.split(".")[0] in modules}


def named(*functions: str) -> set[str]:
    """Files that call one of these functions."""
    return {path for path, _, name in CALLS if name in functions}


def test_no_text_is_run_as_a_program() -> None:
    assert named("eval", "exec", "compile", "__import__", "os.system", "os.popen") == set()


def test_two_places_start_a_process_and_never_through_a_shell() -> None:
    assert using("subprocess") == {"analytics/ingest/standby.py", ASIDE}
    assert not [path for path, node, _ in CALLS for word in node.keywords if word.arg == "shell"]


def test_nothing_from_outside_is_brought_to_life_as_objects() -> None:
    # What one click made is copied for the next by way of bytes that never leave the memory.
    assert using("pickle", "marshal", "shelve", "dill", "yaml") == {REMEMBERING}
    lives = [ast.unparse(node) for path, node, name in CALLS if name.startswith("pickle.load")]
    assert lives == [
        "pickle.loads(_found.of(asked, lambda: pickle.dumps(_function(*_with, *_args))))"
    ]
    assert named("pd.read_pickle", "pandas.read_pickle") == set()
    # A pair of sockets that nobody else has an end of, between this process and one it started.
    assert using("multiprocessing") == {ASIDE}
    ends = ("Client", "Listener", "Pipe", "Connection")
    assert {name for path, _, name in CALLS if path == ASIDE and name in ends} == {
        "Pipe",
        "Connection",
    }


def test_xml_is_read_by_the_parser_that_is_told_to_refuse_entities() -> None:
    read = {path for path, name in IMPORTS if name in ("xml.parsers", "xml.parsers.expat")}
    assert read <= {
        "analytics/ingest/office_xml.py",
        "analytics/ingest/package.py",
        "analytics/ingest/transfer_records.py",
    }
    others = [name for _, name in IMPORTS if name.startswith(("xml.etree", "xml.dom", "lxml"))]
    assert others == []


def test_chance_that_must_not_be_guessed_comes_from_the_system() -> None:
    assert using("random", "uuid") == set()
    drawn = {path for path, _, name in CALLS if name.endswith("default_rng")}
    assert not [path for path in drawn if path.startswith(("analytics/store", "pages"))]


def test_no_hash_that_is_broken_is_used() -> None:
    weak = {"md5", "sha1", "new"}
    used = {name for _, _, name in CALLS if name.startswith("hashlib.")}
    assert not [name for name in used if name.removeprefix("hashlib.") in weak]


def test_no_pattern_is_made_of_a_text_from_outside() -> None:
    """A pattern is a text of the program, put together of such, or of what re.escape has tamed."""
    functions = ("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer")
    made = {
        path
        for path, node, name in CALLS
        if name in {f"re.{one}" for one in functions} and not _fixed(node.args[0])
    }
    assert made == set(WRITTEN_HERE)


def _fixed(pattern: ast.expr) -> bool:
    match pattern:
        case ast.Constant():
            return True
        case ast.BinOp(left=left, right=right):
            return _fixed(left) and _fixed(right)
        case ast.JoinedStr(values=values):
            return all(_fixed(value) for value in values)
        case ast.FormattedValue(value=value):
            return _fixed(value)
        case ast.Name(id=name):
            return name.isupper() or name.lstrip("_").isupper()  # a constant of the module
        case ast.Call() as call:
            return dotted(call.func) == "re.escape"
    return False


# What cannot be told from its form: here somebody has looked where the parts come from.
WRITTEN_HERE = {
    "analytics/cases/entries.py": "a number of figures",
    "analytics/cases/guard.py": "the word lists of the product",
    "analytics/ingest/absence_types.py": "the lines of its own table",
    "analytics/ingest/figure_labels.py": "the lines of its own table",
    "analytics/ingest/grid_months.py": "the names of months",
    "analytics/ingest/markup.py": "the names of its own list of elements",
    "analytics/ingest/worksheet.py": "a prefix of letters and figures, and names of its own",
    "pages/components/house_words.py": "the lines of its own table",
}


def test_one_place_speaks_to_another_machine() -> None:
    net = using("httpx", "requests", "urllib3", "socket", "http", "pxweb", "smtplib", "ftplib")
    assert net == {"analytics/benchmarks/statbank.py"}
    assert not [path for path, name in IMPORTS if name == "urllib.request"]


def test_one_place_writes_html_and_only_files_of_the_product() -> None:
    written = {
        (path, ast.unparse(node.args[0]))
        for path, node, _ in CALLS
        for word in node.keywords
        if word.arg in ("unsafe_allow_html", "unsafe_allow_javascript")
    }
    assert written == {("pages/components/shell.py", "scripts.text()")}
    assert {file.parent for file in scripts.FILES} == {ROOT / "pages" / "components"}


def test_html_that_is_put_together_is_made_where_texts_are_escaped() -> None:
    made = {
        path
        for path, node, name in CALLS
        if name == "st.html" and ast.unparse(node.args[0]) != "scripts.text()"
    }
    escaping = {path for path, name in IMPORTS if name == "html"}
    words_alone = {"pages/components/upload.py"}  # two words of the catalogue, in a style
    made_by = {
        "pages/components/below.py": "pages/components/below_lines.py",
        "pages/components/rulebook.py": "pages/components/rule_cards.py",
    }
    assert set(made_by.values()) <= escaping
    assert made - escaping <= words_alone | made_by.keys()
    assert named("st.iframe", "components.html", "components.v1.html") == set()


def test_nothing_is_kept_in_the_browser() -> None:
    scripts = [*(ROOT / "pages").rglob("*.html"), *(ROOT / "pages").rglob("*.js")]
    text = "".join(path.read_text(encoding="utf-8") for path in scripts)
    assert scripts
    for word in ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "innerHTML"):
        assert word not in text


def test_errors_show_no_details_and_no_guest_is_counted() -> None:
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert 'showErrorDetails = "none"' in text
    assert "gatherUsageStats = false" in text


def test_the_image_holds_the_program_and_neither_tests_nor_source_control() -> None:
    copied = [
        line.split()[1:-1]
        for line in (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8").splitlines()
        if line.startswith("COPY")
    ]
    first = {name.strip("./").split("/")[0] for names in copied for name in names}
    assert first <= {
        *(
            "requirements.txt",
            "constraints.txt",
            "server.py",
            "dashboard.py",
            "streamlit",
            "analytics",
            "pages",
            "data",
        ),
    }


UNITS = sorted((ROOT / "deploy").glob("*.service"))
FENCES = {"NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes"}
SERVING = {
    *("PrivateDevices=yes", "ProtectKernelTunables=yes", "ProtectKernelModules=yes"),
    *("ProtectControlGroups=yes", "RestrictNamespaces=yes", "LockPersonality=yes"),
    *("CapabilityBoundingSet=", "SystemCallFilter=@system-service"),
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_every_unit_runs_as_its_own_user_behind_the_systems_fences(unit: Path) -> None:
    lines = set(unit.read_text(encoding="utf-8").splitlines())
    assert lines >= {"User=naervaer", "UMask=0077", *FENCES}
    lasting = "Type=oneshot" not in lines
    assert not lasting or lines >= SERVING
    assert not [line for line in lines if line.startswith(("AmbientCapabilities", "User=root"))]


def test_the_image_runs_as_a_user_of_its_own() -> None:
    told = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8").splitlines()
    (user,) = [line.split()[1] for line in told if line.startswith("USER ")]
    assert user not in ("root", "0")
