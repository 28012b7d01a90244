"""An import that is killed leaves the store as it was before it, or as it is after it."""

import random
from pathlib import Path

import pytest

from tests.faults.kill_import import kill_once


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_import_is_whole_or_not_there(tmp_path: Path, seed: int) -> None:
    assert kill_once(tmp_path, random.Random(seed)) >= 1
