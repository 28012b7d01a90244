"""A paper in words: the same content as a Word file and as plain text to copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from analytics.documents.signs import clean
from analytics.i18n import REGIONS

EMPTY = "……………"  # where a person writes by hand


@dataclass(frozen=True)
class Heading:
    """The heading of a part."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """Short lines of a list; `boxes`: to tick off."""

    lines: tuple[str, ...]
    boxes: bool = False


@dataclass(frozen=True)
class Entry:
    """A label and what stands under it; nothing leaves room to write. `hint` helps who fills in."""

    label: str
    text: str = ""
    hint: str = ""


Block = Heading | Paragraph | Bullets | Entry


@dataclass(frozen=True)
class Paper:
    """A title, the day it was made, and its parts in order. `language`: nb or en."""

    title: str
    made_on: date
    blocks: tuple[Block, ...]
    language: str = "nb"


def plain(paper: Paper) -> str:
    """The paper as plain text, a blank line between parts."""
    return "\n\n".join([paper.title, *(_text(block) for block in paper.blocks)]) + "\n"


def word(paper: Paper) -> bytes:
    """The paper as a .docx: real headings and lists, language and title set, so that screen
    readers find their way. Signs that no document can hold are left out."""
    document = Document()
    _describe(document, paper)
    document.add_heading(clean(paper.title), level=0)
    for block in paper.blocks:
        _add(document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _text(block: Block) -> str:
    match block:
        case Heading(text=text):
            return text.upper()
        case Paragraph(text=text):
            return text
        case Bullets(lines=lines, boxes=boxes):
            return "\n".join(f"{'[ ]' if boxes else '-'} {line}" for line in lines)
        case Entry():
            return "\n".join(_lines(block))


def _lines(entry: Entry) -> Iterator[str]:
    yield entry.label
    if entry.hint:
        yield f"({entry.hint})"
    yield entry.text or EMPTY


def _add(document: WordDocument, block: Block) -> None:
    match block:
        case Heading(text=text):
            document.add_heading(clean(text), level=1)
        case Paragraph(text=text):
            document.add_paragraph(clean(text))
        case Bullets(lines=lines, boxes=boxes):
            for line in lines:
                mark = "☐ " if boxes else ""
                document.add_paragraph(mark + clean(line), style=None if boxes else "List Bullet")
        case Entry(label=label, text=text, hint=hint):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.keep_with_next = True
            paragraph.add_run(clean(label)).bold = True
            if hint:
                paragraph.add_run(" " + clean(hint)).italic = True
            document.add_paragraph(clean(text) or EMPTY)


def _describe(document: WordDocument, paper: Paper) -> None:
    about = document.core_properties
    about.title, about.author, about.language = clean(paper.title), "Nærvær", paper.language
    about.comments = ""  # the library's template speaks of itself here
    about.created = about.modified = datetime.combine(paper.made_on, time(), UTC)
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), f"{paper.language}-{REGIONS[paper.language]}")
    properties.append(language)
