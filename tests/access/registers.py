"""What there is to decide about, read from the code: pages, queries, doors, files and parameters.

Nothing is listed by hand here: what is written tomorrow is found tomorrow.
"""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import analytics
from analytics import queries
from analytics.access import Reader, Role
from analytics.store.connection import Store

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "pages"
Door = Callable[..., Any]


def page_files() -> dict[str, frozenset[Role]]:
    """Every page file, with the roles its own guard lets in."""
    return {path.stem: _let_in(path) for path in PAGES.glob("*.py")}


def questions() -> dict[str, Door]:
    """Every question, with the function that asks it."""
    return {
        name: function
        for name, function in inspect.getmembers(queries, inspect.isfunction)
        if function.__module__ == queries.__name__ and not name.startswith("_")
        if next(iter(inspect.signature(function).parameters)) == "cursor"
    }


def doors() -> dict[str, Door]:
    """Every public function that answers a reader out of the store, as `module.function`."""
    return {
        f"{module.__name__.removeprefix('analytics.')}.{name}": function
        for module in _modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if list(inspect.signature(function).parameters)[:2] == ["reader", "store"]
        if _typed(function, Reader, Store)
    }


def files() -> set[str]:
    """Every way out for a file: `file page-module.function`, where a button stands or a command
    takes a path to write to; `line name`, what the log calls it."""
    found = set()
    for module, function, call in _calls():
        asked = ast.unparse(call.func)
        if asked == "st.download_button":
            found.add(f"file {module}.{function}")
        elif asked.endswith(".taking"):
            found |= {f"line {name}" for name in _constants(call.args[0])}
        elif asked.endswith(".exported"):
            found |= {f"line {name}" for name in _constants(call.args[1])}
        elif asked == "papers.offer":
            found |= {f"line {name}" for name in _constants(call.args[2])}  # after what makes it
        elif asked.endswith("Event") and _action(call) == "export":
            found |= {f"line {name}" for name in _constants(call.args[2])}
        elif asked.startswith("private_file.write") and module.startswith("commands"):
            found.add(f"file {module}.{function}")
    return found


def callers(function: str) -> set[str]:
    """The modules of the product that take `module.function` in, its own left out: by name, or
    through its module."""
    home, _, name = f"analytics.{function}".rpartition(".")
    folder, _, short = home.rpartition(".")
    found = set()
    for path in [*sorted((ROOT / "analytics").rglob("*.py")), *sorted(PAGES.rglob("*.py"))]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom):
                continue
            by_name = node.module == home and name in {alias.name for alias in node.names}
            names = {one.asname or one.name for one in node.names if one.name == short}
            through = node.module == folder and any(f"{one}.{name}" in called for one in names)
            if by_name or through:
                found.add(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return {module.removeprefix("analytics.") for module in found} - {function.rpartition(".")[0]}


def parameters() -> dict[str, set[str]]:
    """Every parameter of an address that pages read, with the modules that read it."""
    found: dict[str, set[str]] = {}
    for path in sorted(PAGES.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if name := _read(node):
                found.setdefault(_value(path, name), set()).add(path.stem)
    return found


def _let_in(page: Path) -> frozenset[Role]:
    call = next(
        node.value
        for node in ast.parse(page.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node).startswith("session = current(")
    )
    assert isinstance(call, ast.Call)
    if ast.unparse(call) == "current(*Role)":
        return frozenset(Role)
    return frozenset(Role[ast.unparse(one).rpartition(".")[2]] for one in call.args)


def _modules() -> Iterator[ModuleType]:
    """Every module of analytics that knows of readers, but the one all queries go through."""
    for found in pkgutil.walk_packages(analytics.__path__, "analytics."):
        if found.name not in ("analytics.__main__", "analytics.access"):
            module = import_module(found.name)
            if hasattr(module, "Reader"):
                yield module


def _typed(function: Door, *types: type) -> bool:
    hints = list(get_type_hints(function).values())
    return hints[: len(types)] == list(types)


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in pages and commands with its module and the function it stands in."""
    for folder in (PAGES, ROOT / "analytics" / "commands"):
        for path in sorted(folder.rglob("*.py")):
            module = f"commands.{path.stem}" if folder != PAGES else path.stem
            tree = ast.parse(path.read_text(encoding="utf-8"))
            functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
            for function in functions:
                for node in ast.walk(function):
                    if isinstance(node, ast.Call):
                        yield module, function.name, node
            for node in ast.walk(ast.Module([n for n in tree.body if n not in functions], [])):
                if isinstance(node, ast.Call):
                    yield module, "", node


def _constants(node: ast.expr) -> set[str]:
    return {
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def _action(call: ast.Call) -> str:
    second = call.args[1] if len(call.args) > 1 else None
    return str(second.value) if isinstance(second, ast.Constant) else ""


def _read(node: ast.AST) -> ast.expr | None:
    """What is asked of an address here: `st.query_params.get(X)` or `address.get(X)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        whose = ast.unparse(node.func.value)
        if node.func.attr in ("get", "get_all") and whose in ("st.query_params", "address"):
            return node.args[0]
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        return node.slice if ast.unparse(node.value) == "st.query_params" else None
    return None


def _value(path: Path, name: ast.expr) -> str:
    """The text a name stands for, in its own module or where that took it from."""
    if isinstance(name, ast.Constant):
        return str(name.value)
    parts = path.relative_to(ROOT).with_suffix("").parts
    return str(getattr(import_module(".".join(parts)), ast.unparse(name)))
