"""A window that hears what runs change shows what one shows that hears all they say."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.components.serving.difference import Shown, difference

Place = tuple[int, ...]
PAGE = (0,)


@dataclass
class Leaf:
    """An element in a test's page."""

    words: str
    acts: bool = False


@dataclass
class Box:
    """A block in a test's page; `part` makes it the frame of a part drawn alone."""

    kind: str = "vertical"
    inside: list[Leaf | Box] = field(default_factory=list)
    name: str = ""


def delta(place: Place, *, part: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(place)
    message.delta.fragment_id = part
    return message


def hashed(message: ForwardMsg) -> ForwardMsg:
    bare = ForwardMsg()
    bare.CopyFrom(message)
    bare.ClearField("metadata")
    message.hash = bare.SerializeToString(deterministic=True).hex()
    return message


def told(inside: list[Leaf | Box], place: Place = PAGE, part: str = "") -> list[ForwardMsg]:
    """What a run says of what stands in `place`."""
    messages = []
    for at, each in enumerate(inside):
        message = delta((*place, at), part=part)
        if isinstance(each, Leaf):
            message.delta.new_element.markdown.body = each.words
            message.delta.new_element.has_one_shot_effect = each.acts
            messages.append(hashed(message))
        else:
            getattr(message.delta.add_block, each.kind).SetInParent()
            message.delta.add_block.id = each.name
            messages += [hashed(message), *told(each.inside, (*place, at), part)]
    return messages


def begins(number: int, parts: tuple[str, ...] = (), page: str = "page") -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.page_script_hash = page
    message.metadata.run.script_run_id = str(number)
    message.metadata.run.fragment_ids.extend(parts)
    return message


def ends(number: int, parts: tuple[str, ...] = (), *, well: bool = True) -> ForwardMsg:
    message = ForwardMsg()
    message.script_finished = (
        ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY if parts else ForwardMsg.FINISHED_SUCCESSFULLY
    )
    if not well:
        message.script_finished = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    message.metadata.run.script_run_id = str(number)
    message.metadata.run.fragment_ids.extend(parts)
    return message


class Window:
    """What Streamlit's page does with what it hears (`AppRoot`, `ClearStaleNodeVisitor`), written
    down once more: nodes in lists, each with the run the browser knows it by."""

    def __init__(self) -> None:
        self.run, self.page = "", ""
        self.root: dict[str, object] = {"kind": "vertical", "inside": []}
        self.heard = 0
        self.acted: list[str] = []

    def hear(self, messages: list[ForwardMsg]) -> None:
        for message in messages:
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.run = message.metadata.run.script_run_id
                if message.new_session.page_script_hash != self.page:
                    self.page = message.new_session.page_script_hash
                    self.root["inside"] = []
            elif kind == "delta":
                self.heard += 1
                self._set(message)
            elif kind == "script_finished":
                self._clear(message)

    def _set(self, message: ForwardMsg) -> None:
        *way, last = list(message.metadata.delta_path)[1:]
        block = self.root
        for at in way:
            block = block["inside"][at]  # type: ignore[index]
        inside: list[dict[str, object]] = block["inside"]  # type: ignore[assignment]
        assert last <= len(inside), "cannot set a node there"
        said = message.delta
        node: dict[str, object] = {"run": self.run, "part": said.fragment_id}
        if said.WhichOneof("type") == "add_block":
            node["kind"], node["name"] = said.add_block.WhichOneof("type"), said.add_block.id
            before = inside[last] if last < len(inside) else {}
            node["inside"] = before["inside"] if before.get("kind") == node["kind"] else []
        else:
            element = said.new_element
            node["kind"], node["body"] = element.WhichOneof("type"), element.markdown.body
            if element.has_one_shot_effect:
                self.acted.append(element.markdown.body)
        inside[last : last + 1] = [node]

    def _clear(self, message: ForwardMsg) -> None:
        of, parts = message.metadata.run.script_run_id, list(message.metadata.run.fragment_ids)
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        if parts or of == self.run:
            self.root["inside"] = self._kept(self.root, of, parts, False)

    def _kept(self, block: dict, of: str, parts: list[str], alone: bool) -> list[dict]:  # type: ignore[type-arg]
        kept = []
        for node in block["inside"]:
            mine = node["run"] == of
            if "inside" not in node:
                if mine or (parts and not (node["part"] and alone)):
                    kept.append(node)
            elif mine or (parts and not alone):
                inside = alone or bool(node["part"] in parts and mine)
                kept.append({**node, "inside": self._kept(node, of, parts, inside)})
        return kept

    def screen(self, block: object = None) -> list[object]:
        """What can be seen, in order. A block around nothing is not seen."""
        seen: list[object] = []
        for node in (block or self.root)["inside"]:  # type: ignore[index]
            if node["kind"] == "empty":
                continue
            if "inside" not in node:
                seen.append((node["body"], node["part"]))
            elif node["inside"]:
                seen.append((node["kind"], node["name"], self.screen(node)))
        return seen


leaves = st.builds(Leaf, st.sampled_from("abc"), st.sampled_from([False, False, False, True]))


def boxes(inside: st.SearchStrategy[Leaf | Box]) -> st.SearchStrategy[Box]:
    kinds, names = st.sampled_from(["vertical", "horizontal", "expandable"]), st.sampled_from("xy")
    return st.builds(Box, kinds, st.lists(inside, max_size=4), names)


pages = st.lists(st.recursive(leaves, boxes, max_leaves=12), max_size=5)  # type: ignore[arg-type]


@dataclass
class Run:
    """One run of a test: the page around the part and the part, drawn whole or the part alone;
    shown as it comes (`slow`), or broken off to begin anew."""

    page: list[Leaf | Box]
    part: list[Leaf | Box]
    alone: bool
    slow: bool
    broken: bool


rarely = st.sampled_from([False, False, True])
runs = st.lists(
    st.builds(Run, pages, pages, st.booleans(), rarely, rarely),
    min_size=1,
    max_size=6,
)


def said(number: int, run: Run, before: list[Leaf | Box] | None) -> list[ForwardMsg]:
    """What Streamlit says of `run`: the part stands first, the page below it."""
    alone = run.alone and before is not None
    parts = ("part",) if alone else ()
    frame = delta((0, 0), part="part")
    frame.delta.add_block.vertical.SetInParent()
    part = [hashed(frame), *told(run.part, (0, 0), "part")]
    rest = [] if alone else told([Leaf("title"), *run.page])[1:]
    if run.broken:
        part, rest = part[: len(part) // 2 + 1], []
    return [begins(number, parts), *part, *rest, ends(number, parts, well=not run.broken)]


@settings(max_examples=200, deadline=None)
@given(runs, pages)
def test_it_shows_the_same(told_runs: list[Run], first: list[Leaf | Box]) -> None:
    everything, changes, shown = Window(), Window(), Shown()
    held: list[ForwardMsg] = []
    before: list[Leaf | Box] | None = None
    slow = True
    for number, run in enumerate([Run(first, [], False, True, False), *told_runs]):
        messages = said(number, run, before)
        before = run.page
        everything.hear(messages)
        held, slow = held + messages, slow or run.slow
        if run.broken:
            continue
        fewer = None if slow else difference(shown, held)
        if fewer is None:
            for message in held:
                shown.hear(message)
        changes.hear(held if fewer is None else fewer)
        held, slow = [], False
        assert changes.screen() == everything.screen()
        assert changes.acted[-1:] == everything.acted[-1:]
    assert changes.heard <= everything.heard + 20


def whole(number: int, *inside: Leaf | Box) -> list[ForwardMsg]:
    return [begins(number), *told(list(inside)), ends(number)]


def after(first: list[ForwardMsg]) -> Shown:
    shown = Shown()
    for message in first:
        shown.hear(message)
    return shown


def bodies(messages: list[ForwardMsg] | None) -> list[str]:
    assert messages is not None
    deltas = [message.delta for message in messages if message.HasField("delta")]
    return [
        each.new_element.markdown.body or each.new_element.WhichOneof("type") or "block"
        for each in deltas
    ]


def test_what_is_as_before_is_not_said_again() -> None:
    shown = after(whole(1, Leaf("a"), Box("vertical", [Leaf("b"), Leaf("c")])))
    again = whole(2, Leaf("a"), Box("vertical", [Leaf("b"), Leaf("d")]))
    assert bodies(difference(shown, again)) == ["d"]
    assert bodies(difference(shown, again)) == []


def test_what_sets_a_value_is_said_each_time() -> None:
    shown = after(whole(1, Leaf("a"), Leaf("b", acts=True)))
    assert bodies(difference(shown, whole(2, Leaf("a"), Leaf("b", acts=True)))) == ["b"]


def test_what_has_gone_is_followed_by_nothing_once() -> None:
    shown = after(whole(1, Leaf("a"), Leaf("b")))
    assert bodies(difference(shown, whole(2, Leaf("a")))) == ["empty"]
    assert bodies(difference(shown, whole(3, Leaf("a")))) == []
    assert bodies(difference(shown, whole(4, Leaf("a"), Leaf("b")))) == ["b"]


def test_a_block_of_another_kind_is_told_with_all_in_it() -> None:
    shown = after(whole(1, Box("vertical", [Leaf("a"), Leaf("b")])))
    assert bodies(difference(shown, whole(2, Box("horizontal", [Leaf("a"), Leaf("b")])))) == [
        "block",
        "a",
        "b",
    ]


def test_another_page_and_a_run_that_failed_are_told_in_full() -> None:
    shown = after(whole(1, Leaf("a")))
    assert difference(shown, [begins(2, page="other"), *told([Leaf("a")]), ends(2)]) is None
    assert difference(shown, [begins(2), *told([Leaf("a")]), ends(2, well=False)]) is None
    assert difference(Shown(), whole(1, Leaf("a"))) is None


def test_a_dialog_a_toast_and_a_spinner_are_told_in_full() -> None:
    shown = after(whole(1, Leaf("a")))
    dialog, toast, spinner = delta((0, 1)), delta((2, 0)), delta((0, 1))
    dialog.delta.add_block.dialog.SetInParent()
    toast.delta.new_element.toast.body = "!"
    spinner.delta.new_transient.elements.add().spinner.text = "…"
    for odd in (dialog, toast, spinner):
        assert difference(shown, [begins(2), *told([Leaf("a")]), hashed(odd), ends(2)]) is None


def test_what_every_run_repeats_is_said_where_it_is_another() -> None:
    def menu(entry: str) -> ForwardMsg:
        message = ForwardMsg(hash=entry)
        message.navigation.page_script_hash = entry
        return message

    shown = after([begins(1), menu("one"), *told([Leaf("a")]), ends(1)])
    same = difference(shown, [begins(2), menu("one"), *told([Leaf("a")]), ends(2)])
    other = difference(shown, [begins(3), menu("two"), *told([Leaf("a")]), ends(3)])
    assert [each.WhichOneof("type") for each in same or []] == ["script_finished"]
    assert [each.WhichOneof("type") for each in other or []] == ["navigation", "script_finished"]


def test_of_several_addresses_the_last_is_said() -> None:
    def address(query: str) -> ForwardMsg:
        message = ForwardMsg()
        message.page_info_changed.query_string = query
        return message

    def queries(*said: str) -> list[str]:
        shown = after(whole(1, Leaf("a")))
        run = [begins(2), *[address(query) for query in said], *told([Leaf("a")]), ends(2)]
        heard = difference(shown, run) or []
        return [
            each.page_info_changed.query_string
            for each in heard
            if each.WhichOneof("type") == "page_info_changed"
        ]

    assert queries("from=1", "to=2") == ["to=2"]
    assert queries("from=1", "from=1") == ["from=1"]


def listing(number: int, *said: str) -> list[ForwardMsg]:
    """A run of a page of words, lists and blocks, which are called so."""
    deltas = [delta((0, at)) for at, _ in enumerate(said)]
    for message, each in zip(deltas, said, strict=True):
        if each.startswith("list"):
            message.delta.new_element.selectbox.id, *rest = each.split(": ")
            message.delta.new_element.selectbox.options.extend(rest)
        elif each.startswith("block"):
            message.delta.add_block.flex_container.SetInParent()
            message.delta.add_block.id = each
        else:
            message.delta.new_element.markdown.body = each
    return [begins(number), *map(hashed, deltas), ends(number)]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (("a", "list 1"), False),
        (("b", "list 1"), False),
        (("b", "list 1: other entries"), False),
        (("b", "list 1", "c"), False),
        (("a", "list 1", "list 2"), False),
        (("list 1", "block"), False),
        (("a", "list 2"), True),
        (("a", "b"), True),
        (("a",), True),
    ],
)
def test_that_a_run_is_through_names_it_only_where_a_choice_has_gone(
    said: tuple[str, ...], named: bool
) -> None:
    """Else the browser would lay out every element, to no end."""
    told = difference(after(listing(1, "a", "list 1")), listing(2, *said)) or []
    (through,) = [message for message in told if message.HasField("script_finished")]
    assert through.metadata.HasField("run") is named


def test_a_block_with_another_name_takes_no_choice_away() -> None:
    told = difference(after(listing(1, "block a")), listing(2, "block b")) or []
    assert not told[-1].metadata.HasField("run")


def test_of_a_wait_that_was_over_at_once_nothing_is_said() -> None:
    over = delta((0, 1))
    over.delta.new_transient.SetInParent()
    waited = [begins(2), *told([Leaf("a")]), hashed(over), *told([Leaf("a"), Leaf("b")])[1:]]
    shown = after(whole(1, Leaf("a"), Leaf("b")))
    assert bodies(difference(shown, [*waited, ends(2)])) == []
    last = [begins(3), *told([Leaf("a"), Leaf("b")]), delta((0, 2)), ends(3)]
    last[-2].delta.new_transient.SetInParent()
    assert bodies(difference(shown, last)) == []
