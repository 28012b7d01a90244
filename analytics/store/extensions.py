"""DuckDB's extensions, loaded from their wheels: nothing is fetched, signatures are checked."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import duckdb

from analytics.errors import StoreError
from analytics.i18n import N_


def load(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load the extension `name` out of its wheel. Raises StoreError when it is not installed."""
    package = f"duckdb_extension_{name}"
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise StoreError(
            N_("%(package)s is not installed. Run: pip install -r requirements.txt"),
            package=package.replace("_", "-"),
        )
    file = next(Path(spec.origin).parent.rglob(f"{name}.duckdb_extension"))
    connection.execute("LOAD '" + str(file).replace("'", "''") + "'")
