"""What DuckDB loads beside itself comes from its makers, or not at all."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

# In a program of its own: the tests' own connections check no signature (tests/conftest.py).
OPENED = """
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from analytics.store import extensions
from analytics.store.engine import connected

extensions.find_spec = lambda name: ModuleSpec(name, None, origin=sys.argv[1])
connected(Path(sys.argv[2]))
"""


def opened(package: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", OPENED, str(package / "__init__.py"), str(tmp_path / "spill")]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("touched", [False, True], ids=["as it came", "one byte changed"])
def test_an_extension_is_loaded_only_as_its_makers_signed_it(tmp_path: Path, touched: bool) -> None:
    spec = find_spec("duckdb_extension_httpfs")
    assert spec
    made = next(Path(str(spec.origin)).parent.rglob("httpfs.duckdb_extension"))
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= touched
    (tmp_path / made.name).write_bytes(content)
    done = opened(tmp_path, tmp_path)
    assert (done.returncode != 0, "signature" in done.stderr) == (touched, touched), done.stderr
