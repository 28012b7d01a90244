"""Ordinary names stay as they are; signs that mean something are taken literally."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pages.components.as_text import heard, plain, plain_figure

PAGES = Path(__file__).parents[2] / "pages"
ORDINARY = ["Åse Bjørnø-Lie", "Sykehjem 1, post 2 (natt) – 3,4 %", "HR/økonomi", "O'Brien, Pål",
            "kl. 08:30–15:30", "Nguyễn Văn", "王小明", "+0,4 prosentpoeng", "A = B"]  # fmt: skip


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_name_is_not_touched(name: str) -> None:
    assert plain(name) == name
    assert heard(name) == name
    assert plain_figure({"text": name}) == {"text": name}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("**x**", r"\*\*x\*\*"),
        (r"\*x\*", r"\\\*x\\\*"),
        ("3. kvartal", r"3\. kvartal"),
        ("1) x", r"1\) x"),
        ("- x", r"\- x"),
        ("---", r"\---"),
        ("&lt;", r"\&lt;"),
        (":red[x]", r"\:red\[x\]"),
        (":material/home:", ":\u2060material/home\\:".replace("\\:", ":")),
        ("http://x.no", "http:\u2060//x.no"),
        ("www.x.no", "www\u2060.x.no"),
        ("kari@x.no", "kari\u2060@x.no"),
        ("\u202eOla\x00", "Ola"),
        ("    kode", " kode"),
    ],
)
def test_what_streamlit_would_act_on_is_taken_literally(text: str, told: str) -> None:
    assert plain(text) == told


def test_a_chart_keeps_its_templates_and_says_the_rest_as_text() -> None:
    figure = {"data": [{"y": ["<b>x</b> & $1$"], "hovertemplate": "%{y}<extra></extra>", "z": [1]}]}
    told = plain_figure(figure)["data"][0]
    assert told["y"] == ["&lt;b&gt;x&lt;/b&gt; &amp; &#36;1&#36;"]
    assert told["hovertemplate"] == "%{y}<extra></extra>"
    assert told["z"] == [1]


def test_every_chart_is_drawn_through_the_one_place_that_makes_its_texts_plain() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in PAGES.rglob("*.py")}
    assert [name for name, text in texts.items() if "data-figure" in text] == ["drawing.py"]
    assert "json.dumps(plain_figure(figure)" in texts["drawing.py"]
    assert [name for name, text in texts.items() if "plotly_chart(" in text] == []


def test_a_select_box_shows_options_as_they_are_so_nothing_is_escaped_there() -> None:
    boxes = [
        ast.unparse(word.value)
        for path in PAGES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("selectbox")
        for word in node.keywords
        if word.arg == "format_func"
    ]
    assert boxes
    assert [box for box in boxes if "plain(" in box] == []
