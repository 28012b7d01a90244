"""A paper in words as Markdown, for those who keep their records beside the code."""

from __future__ import annotations

import re

from analytics.documents.word import EMPTY, Block, Bullets, Entry, Heading, Paper, Paragraph

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~$&])")


def markdown(paper: Paper) -> str:
    """The paper with real headings and lists; signs that mean something to Markdown are escaped."""
    parts = [f"# {_text(paper.title)}", *(_block(block) for block in paper.blocks)]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text=text):
            return f"## {_text(text)}"
        case Paragraph(text=text):
            return _text(text)
        case Bullets(lines=lines, boxes=boxes):
            mark = "- [ ] " if boxes else "- "
            return "\n".join(mark + _text(line) for line in lines)
        case Entry(label=label, text=text, hint=hint):
            aside = f" *({_text(hint)})*" if hint else ""
            return f"**{_text(label)}**{aside}\n\n{_text(text) if text else EMPTY}"


def _text(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)
