"""The theme that is read once is the one Streamlit reads each time."""

from __future__ import annotations

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from pages.components.serving import thrift


@pytest.mark.parametrize("section", ["theme", "theme.light", "theme.dark", "theme.sidebar"])
def test_a_theme_is_told_as_streamlit_tells_it(section: str) -> None:
    theirs = CustomThemeConfig()
    thrift._read(theirs, section)
    for _ in range(2):
        ours = CustomThemeConfig()
        thrift._theme(ours, section)
        assert ours == theirs


def test_a_theme_that_is_not_given_is_not_told() -> None:
    around = CustomThemeConfig()
    thrift._theme(around.light.sidebar, "theme.light.nobody")
    assert not around.HasField("light")


def test_it_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(thrift, "_themes", {})
    monkeypatch.setattr(thrift, "_read", lambda _, section: asked.append(section))
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    thrift.read_the_theme_once()
    for _ in range(3):
        app_session._populate_theme_msg(CustomThemeConfig(), "theme")
    assert asked == ["theme"]
