"""References to laws and regulations; where they name one known here, with a link to it."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from pages.components.as_text import plain, seen

LAWS = {"aml": "2005-06-17-62", "ftrl": "1997-02-28-19"}
PARAGRAPH = re.compile(r"(?P<law>aml|ftrl) § (?P<paragraph>\d+-\d+(?: [a-z]\b)?)")
REGULATION = re.compile(r"FOR-(?P<number>\d{4}-\d{2}-\d{2}-\d+)")


def linked(reference: str) -> str:
    """A reference as Markdown."""
    return _with_links(plain(reference), "[{0}]({1})")


def anchored(reference: str) -> str:
    """A reference as HTML."""
    return _with_links(escape(seen(reference)), '<a href="{1}" target="_blank">{0}</a>')


def small(text: str) -> None:
    """Small print with links in it; captions are so pale that their links cannot be read."""
    st.markdown(f":small[{text}]")


def _with_links(text: str, link: str) -> str:
    def paragraph(found: re.Match[str]) -> str:
        place = found["paragraph"].replace(" ", "")
        return link.format(found[0], f"https://lovdata.no/lov/{LAWS[found['law']]}/§{place}")

    def regulation(found: re.Match[str]) -> str:
        return link.format(found[0], f"https://lovdata.no/forskrift/{found['number']}")

    return REGULATION.sub(regulation, PARAGRAPH.sub(paragraph, text))
