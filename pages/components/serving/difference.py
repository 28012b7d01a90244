"""What the runs of a page changed, told in place of all they say.

Streamlit sends every element of a run, and the browser lays out each of them anew, though a choice
leaves most of a page as it is. Here is kept what a window shows, as Streamlit's own page keeps it;
of runs that are told when they are through, only what differs goes out. That a run began is left
out as well: to the browser it means that what is not told again is to be taken away.

Where something has gone an `empty` is told, which a browser lays out as nothing. A run that shows
its parts as they come is told in full, and tidies up. That a run is through tells a browser to
forget what was chosen where there is no choice any more, and to lay out every element with it: of
one that took no choice away, it is told without saying which run it was, and only what changed is
laid out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

Place = tuple[int, ...]
ELEMENT, CONTAINER, NOTHING = "element", "container", "nothing"
# Said by every run, and of consequence where the run before said something else.
REPEATED = ("navigation", "page_config_changed", "logo")
# What a browser does each time it is told to, or by the clock; elements that come and go.
ONCE = ("auto_rerun", "page_not_found", "session_event")
SHOWS = ("toast", "balloons", "snow")
BARE = "flex_container"  # of the blocks, what has a name and nothing to choose
WELL = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass
class Node:
    """What stands in a place: an element, or a block by its kind; a digest of what it is made of,
    the part of the page it is drawn with, the run that told it, what stands in it, and the name by
    which a browser keeps what is chosen there."""

    kind: str = CONTAINER
    digest: str = ""
    part: str = ""
    run: int = 0
    children: dict[int, Node] = field(default_factory=dict)
    choice: str = ""

    def copy(self) -> Node:
        """The same with all in it."""
        children = {at: child.copy() for at, child in self.children.items()}
        return replace(self, children=children)

    def choices(self) -> Iterator[str]:
        """The names of what there is to choose in it."""
        if self.choice:
            yield self.choice
        for child in self.children.values():
            yield from child.choices()

    def tidy(self, run: int) -> None:
        """Leave in it what `run` told."""
        self.children = {at: child for at, child in self.children.items() if child.run == run}
        for child in self.children.values():
            child.tidy(run)

    def begins(self, parts: Sequence[str], run: int) -> Iterator[Node]:
        """The outermost blocks of these parts that `run` told."""
        for child in self.children.values():
            if child.children and child.run == run and child.part in parts:
                yield child
            else:
                yield from child.begins(parts, run)


@dataclass
class Shown:
    """What a window shows; how many runs it has heard, of which page, and whether the last of them
    ended well; what runs repeat, as last heard."""

    root: Node = field(default_factory=Node)
    run: int = 0
    page: str = ""
    settled: bool = False
    repeated: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Shown:
        """The same, to go on from."""
        return Shown(self.root.copy(), self.run, self.page, self.settled, dict(self.repeated))

    def hear(self, message: ForwardMsg) -> None:
        """Show what `message` says."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.run, self.settled = self.run + 1, False
            self.page = message.new_session.page_script_hash
        elif kind == "delta":
            self._put(message)
        elif kind == "script_finished" and message.script_finished in WELL:
            self._tidy(message.metadata.run.fragment_ids)
            self.settled = True
        elif kind in REPEATED:
            self.repeated[kind] = message.hash

    def _put(self, message: ForwardMsg) -> None:
        *above, last = message.metadata.delta_path
        block = self.root
        for at in above:
            block = block.children.setdefault(at, Node(run=self.run))
        node, before = _node(message), block.children.get(last)
        node.run = self.run
        if before is not None and before.kind == node.kind:
            node.children = before.children
        block.children[last] = node

    def _tidy(self, parts: Sequence[str]) -> None:
        for part in self.root.children.values():
            part.run = self.run  # the four parts of a page are there without being told
        for block in [*self.root.begins(parts, self.run)] if parts else [self.root]:
            block.tidy(self.run)


def _node(message: ForwardMsg) -> Node:
    delta = message.delta
    if delta.HasField("add_block"):
        block = delta.add_block
        kind = block.WhichOneof("type") or CONTAINER
        return Node(kind, message.hash, delta.fragment_id, choice="" if kind == BARE else block.id)
    element = getattr(delta.new_element, delta.new_element.WhichOneof("type") or "", None)
    choice = getattr(element, "id", "")
    return Node(ELEMENT, message.hash, delta.fragment_id, choice=choice)


def difference(shown: Shown, said: Sequence[ForwardMsg]) -> list[ForwardMsg] | None:
    """What a window that shows `shown` must hear of whole runs that say `said`; it shows then what
    they say. None where it must hear all of it: `shown` is left as it was."""
    runs = any(message.HasField("new_session") for message in said)
    if not (runs and shown.settled) or any(_only_once(message) for message in said):
        return None
    said = [message for message in said if not message.delta.HasField("new_transient")]
    after = shown.copy()
    for message in said:
        after.hear(message)
    if not after.settled or after.page != shown.page:
        return None
    deltas = [message for message in said if message.WhichOneof("type") == "delta"]
    told = {tuple(message.metadata.delta_path): message for message in deltas}
    last = {id(message) for message in told.values()}
    if any(_acts(message) and id(message) not in last for message in deltas):
        return None
    changed = list(_changes(shown.root, after.root, (), told))
    addresses = [id(message) for message in said if message.HasField("page_info_changed")]
    rest = [one for one in said if _matters(one, shown) and id(one) not in addresses[:-1]]
    end = max(at for at, one in enumerate(rest) if one.WhichOneof("type") == "script_finished")
    if {*shown.root.choices()} <= {*after.root.choices()}:
        rest[end] = _of_no_run(rest[end])
    vars(shown).update(vars(after))
    return [*rest[:end], *changed, *rest[end:]]


def _only_once(message: ForwardMsg) -> bool:
    kind, delta = message.WhichOneof("type"), message.delta
    if kind != "delta":
        return kind in ONCE
    shows = delta.new_element.WhichOneof("type") in SHOWS
    # What shows for a while: of a wait that was short, only that it is over is said.
    return shows or bool(delta.new_transient.elements) or delta.add_block.HasField("dialog")


def _matters(message: ForwardMsg, shown: Shown) -> bool:
    kind = message.WhichOneof("type") or ""
    if kind in REPEATED:
        return not message.hash or shown.repeated.get(kind) != message.hash
    return kind not in ("delta", "new_session")


def _changes(
    before: Node, after: Node, place: Place, told: Mapping[Place, ForwardMsg]
) -> Iterator[ForwardMsg]:
    """From the outside in and from the top; what is no longer there is nothing in `after`, too."""
    if place in told and (
        before.kind != after.kind or before.digest != after.digest or _acts(told[place])
    ):
        yield told[place]
    stood = before.children if before.kind == after.kind else {}
    gone = [at for at in stood if at not in after.children]
    if gone and not after.children and place in told:  # a block around nothing is framed otherwise
        yield from (_nothing(place), told[place])
        return
    for at in sorted({*after.children, *gone}):
        if at not in gone:
            yield from _changes(stood.get(at, Node("")), after.children[at], (*place, at), told)
            continue
        if stood[at].kind != NOTHING:
            yield _nothing((*place, at), stood[at].part)
        after.children[at] = Node(NOTHING, part=stood[at].part)


def _of_no_run(message: ForwardMsg) -> ForwardMsg:
    through = ForwardMsg()
    through.CopyFrom(message)
    through.metadata.ClearField("run")
    return through


def _acts(message: ForwardMsg) -> bool:
    """Whether it sets a value, though it looks as before."""
    return not message.hash or message.delta.new_element.has_one_shot_effect


def _nothing(place: Place, part: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.empty.SetInParent()
    message.delta.fragment_id = part
    message.metadata.delta_path.extend(place)
    return message
