"""The colours and letters of the house are read from the settings once, and not six times a run."""

from __future__ import annotations

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_read = app_session._populate_theme_msg
_themes: dict[str, CustomThemeConfig] = {}


def read_the_theme_once() -> None:
    """Let Streamlit do so from now on."""
    app_session._populate_theme_msg = _theme


def _theme(message: CustomThemeConfig, section: str = "theme") -> None:
    if section not in _themes:
        _themes[section] = CustomThemeConfig()
        _read(_themes[section], section)
    if _themes[section].ByteSize():  # a theme that is named counts as given
        message.MergeFrom(_themes[section])
