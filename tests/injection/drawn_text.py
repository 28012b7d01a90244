"""What a page hands to the browser, text by text, and in which tongue the browser reads each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any
from urllib.parse import unquote_plus

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from pages.components.as_text import plain, plain_figure
from tests.injection.payloads import MARK, harmed
from tests.pages.charts import FIGURE, figures

# Shown sign for sign, or not at all: everything else is read as Markdown.
LITERAL = {
    "selectbox.options", "selectbox.default", "selectbox.raw_value", "text_input.default",
    "text_input.value", "text_area.default", "text_area.value", "code.code_text",
    "page_link.query_string", "text.body",
}  # fmt: skip
ADDRESS = "page_link.query_string"
NOT_SHOWN = {"id", "element_id", "form_id", "key", "page_script_hash", "url", "data", "user_key"}


def faults(app: AppTest, texts: Iterable[str]) -> list[str]:
    """Texts of the page in which a name would be more than a name, with where they stand."""
    texts = list(texts)
    told = []
    for where, said in drawn(app):
        if not MARK.search(said):
            continue
        said = unquote_plus(said) if where == ADDRESS else said
        marks = set(MARK.findall(said))
        meant = [text for text in texts if marks.intersection(MARK.findall(text))]
        told += [f"{where}: {piece}" for piece in harmed(said, _safe(where, meant))]
    return told


def drawn(app: AppTest) -> Iterator[tuple[str, str]]:
    """Each text with the element and the field it stands in."""
    for node in _nodes(app._tree):
        proto = getattr(node, "proto", None)
        kind = str(getattr(node, "type", ""))
        if kind in ("arrow_table", "table"):
            yield from _table(node.value)
        elif kind == "html":
            yield from _html(node.value)
        elif isinstance(proto, Message):
            yield from _fields(kind, proto)


def _safe(where: str, texts: list[str]) -> list[str]:
    known = [*texts, *(text.replace("/", "∕") for text in texts)]
    if where.startswith("plotly."):
        return [str(plain_figure({"text": text})["text"]) for text in known]
    if where.startswith("html."):
        return [escape(text) for text in known]
    if where in LITERAL:
        return known
    # What only means something at the start of a line is left alone further in.
    return [form for text in known for form in (plain(text), plain(f"x {text}")[2:])]


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _table(frame: Any) -> Iterator[tuple[str, str]]:
    for column in frame:
        yield "table.heading", str(column)
        yield from (("table.cell", str(cell)) for cell in frame[column])


def _html(body: str) -> Iterator[tuple[str, str]]:
    """What stands there, and apart from it what plotly is given to draw there."""
    yield "html.body", FIGURE.sub(r"\1''", body)
    for figure in figures(body):
        yield from ((f"plotly.{key}", said) for key, said in _strings(figure))


def _fields(where: str, message: Message) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        if field.name in NOT_SHOWN:
            continue
        repeated = not isinstance(value, (str, bytes, Message)) and hasattr(value, "__iter__")
        for one in value if repeated else [value]:
            if isinstance(one, Message):
                yield from _fields(f"{where}.{field.name}", one)
            elif isinstance(one, str):
                yield f"{where}.{field.name}", one


def _strings(part: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield key, part
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from _strings(value, name)
    elif isinstance(part, list):
        for one in part:
            yield from _strings(one, key)
