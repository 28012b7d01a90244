"""The program that draws charts, as browsers get it."""

from __future__ import annotations

from gzip import decompress
from importlib.metadata import version

from pages.components.drawing import PROGRAM
from tests.server.serving import Served, get


def test_it_is_small_on_its_way_and_need_not_be_asked_for_again(alone: Served) -> None:
    status, headers, whole = get(alone.address + PROGRAM)
    assert (status, headers["Content-Type"].partition(";")[0]) == (200, "text/javascript")
    assert "immutable" in headers["Cache-Control"]
    _, headers, packed = get(alone.address + PROGRAM, **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Accept-Encoding"
    assert decompress(packed) == whole
    assert len(packed) < len(whole) / 3


def test_another_version_has_another_address() -> None:
    assert PROGRAM.endswith(version("plotly"))
