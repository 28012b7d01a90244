"""Published or worked examples for the methods; each file names its source.

Where a checkout of the shared collection lies beside the project, its files are tested as well.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "vectors"
FOLDERS = [HERE, *filter(Path.is_dir, [Path(__file__).parents[3] / "shared" / "vectors"])]


def content(folder: Path, name: str) -> dict[str, Any]:
    """One file of examples."""
    found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert found["source"]
    return found


def each(name: str, key: str | None = None) -> list[Any]:
    """The file `name`, or the cases under `key`, from every folder."""
    return [
        pytest.param(case, id=f"{folder.name}{n}-{number}")
        for n, folder in enumerate(FOLDERS)
        for number, case in enumerate(
            [content(folder, name)] if key is None else content(folder, name)[key]
        )
    ]
