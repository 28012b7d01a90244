"""The unit tree, made from what the employment rows say of units and their parents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

SEPARATOR = "/"


@dataclass(frozen=True)
class UnitRef:
    """How a row names its unit: code and parent may be missing."""

    code: str | None
    name: str
    parent: str | None


@dataclass(frozen=True)
class Unit:
    """One node of the tree; `id` is the path of names from the top, `A/B/C`."""

    id: str
    name: str
    code: str | None
    parent_id: str | None
    depth: int


def build_tree(refs: Iterable[UnitRef]) -> tuple[list[Unit], dict[UnitRef, str]]:
    """The units, every parent before its children and siblings by name; and each ref's unit id.

    A unit with a code is one unit wherever it hangs, under the last parent named; without codes
    the same name under two parents is two units (every nursing home has its night watch). A ref
    without a code means the unit with a code that has its name, or has the name for a code.
    A parent nobody works in becomes a unit of its own. A circle of parents is cut where it closes.
    """
    refs = list(refs)
    tree = _Tree(refs)
    ids = tree.ids()
    # Two ways to write one parent (name, code) may lead to one place: that is one unit.
    units = list({ids[key]: tree.unit(key, ids) for key in ids}.values())
    units.sort(key=lambda unit: [part.casefold() for part in unit.id.split(SEPARATOR)])
    return units, {ref: ids[tree.key(ref)] for ref in refs}


_Key = tuple[str, ...]


class _Tree:
    def __init__(self, refs: list[UnitRef]) -> None:
        self._parents_of_name: dict[str, set[str]] = defaultdict(set)
        self._coded: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
        for ref in refs:
            if ref.parent:
                self._parents_of_name[ref.name].add(ref.parent)
            if ref.code:
                self._coded[ref.name].add((ref.code, ref.parent))
        self._codes = {ref.code for ref in refs if ref.code}
        self._name: dict[_Key, str] = {}
        self._code: dict[_Key, str] = {}
        self._parent_text: dict[_Key, str | None] = {}
        self._by_text: dict[str, _Key] = {}
        for ref in refs:
            self._add(ref)
        self._parent: dict[_Key, _Key | None] = {}
        for key, text in list(self._parent_text.items()):
            self._parent[key] = self._resolve(text)
        for key in self._parent:
            if self._circles(key):
                self._parent[key] = None

    def _circles(self, key: _Key) -> bool:
        seen, at = set(), self._parent[key]
        while at is not None and at != key and at not in seen:
            seen.add(at)
            at = self._parent[at]
        return at == key

    def key(self, ref: UnitRef) -> _Key:
        code = ref.code or self._code_meant(ref)
        return ("code", code) if code else ("name", ref.name, self._parent_of(ref) or "")

    def _code_meant(self, ref: UnitRef) -> str | None:
        """The one code that other rows give a unit of this name and, where it is said, parent."""
        known = self._coded[ref.name]
        codes = {code for code, parent in known if ref.parent in (None, parent)}
        if len(codes) == 1:
            return codes.pop()
        return ref.name if not known and not ref.parent and ref.name in self._codes else None

    def _parent_of(self, ref: UnitRef) -> str | None:
        # A row that leaves the parent blank means the one parent that other rows give.
        known = self._parents_of_name[ref.name]
        return ref.parent or (next(iter(known)) if len(known) == 1 else None)

    def _add(self, ref: UnitRef) -> None:
        key = self.key(ref)
        if ref.code or key not in self._name:
            self._name[key] = ref.name
        self._by_text.setdefault(ref.name, key)
        if ref.code:
            self._code[key] = ref.code
            self._by_text.setdefault(ref.code, key)
        self._parent_text[key] = self._parent_of(ref) or self._parent_text.get(key)

    def _resolve(self, text: str | None) -> _Key | None:
        """The node that a parent text (code, name or path) means, made now if it is new."""
        if not text:
            return None
        if text not in self._by_text:
            above, _, name = text.rpartition(SEPARATOR)
            parent = self._resolve(above.strip())
            key = self._by_text.get(name.strip(), ("name", name.strip(), above.strip()))
            self._by_text[text] = key
            if key not in self._name:
                self._name[key] = name.strip()
                self._by_text[name.strip()] = key
                self._parent[key] = parent
        return self._by_text[text]

    def _path(self, key: _Key) -> list[_Key]:
        path, at = [key], self._parent[key]
        while at is not None:
            path.append(at)
            at = self._parent[at]
        return path[::-1]

    def ids(self) -> dict[_Key, str]:
        """Every unit's path of names; two codes of one name and place are told apart by code."""
        paths = {key: self._path(key) for key in self._name}
        places = Counter((self._name[key], tuple(path[:-1])) for key, path in paths.items())
        label = {
            key: f"{name} ({self._code[key]})"
            if places[name, tuple(paths[key][:-1])] > 1 and key in self._code
            else name
            for key, name in self._name.items()
        }
        safe = {key: text.replace(SEPARATOR, "∕") for key, text in label.items()}
        return {key: SEPARATOR.join(safe[step] for step in path) for key, path in paths.items()}

    def unit(self, key: _Key, ids: dict[_Key, str]) -> Unit:
        path = self._path(key)
        return Unit(
            id=ids[key],
            name=self._name[key],
            code=self._code.get(key),
            parent_id=ids[path[-2]] if len(path) > 1 else None,
            depth=len(path) - 1,
        )
