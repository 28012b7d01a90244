"""The real dashboard on a free port of this machine, over a store of its own; stops by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.server.serving import ROOT, free_port, running

__all__ = ["ROOT", "dashboard"]


@contextmanager
def dashboard(store: Path) -> Iterator[str]:
    """The address of a fresh server that reads `store`, and nobody has visited yet: started as
    somebody at their own machine may, without the server's guards."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    given, log = {"NAERVAER_STORE": str(store)}, store.parent / f"server-{port}.log"
    with running(command, given, log, f"{address}/_stcore/health"):
        yield address
