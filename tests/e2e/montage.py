"""Many pictures on one: what a person can look over in a minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

TALL, GAP, TITLE = 460, 12, 20  # pixels: a picture's height on the sheet, and the room around it
SCALE = 0.25
PAPER, INK = "#ffffff", "#10191b"


def _small(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        width, height = (round(side * SCALE) for side in picture.size)
        return picture.convert("RGB").resize((width, height)).crop((0, 0, width, min(height, TALL)))


def sheet(rows: Mapping[str, Sequence[Path]], target: Path) -> None:
    """Write one picture to `target`: a title for each row, then its pictures from their tops."""
    drawn = {title: [_small(path) for path in paths] for title, paths in rows.items() if paths}
    wide = max((sum(p.width + GAP for p in row) for row in drawn.values()), default=0) + GAP
    whole = Image.new("RGB", (wide, len(drawn) * (TALL + TITLE + GAP) + GAP), PAPER)
    pen = ImageDraw.Draw(whole)
    for place, (title, pictures) in enumerate(drawn.items()):
        top, left = GAP + place * (TALL + TITLE + GAP), GAP
        pen.text((left, top), title, fill=INK)
        for picture in pictures:
            whole.paste(picture, (left, top + TITLE))
            left += picture.width + GAP
    whole.save(target)
