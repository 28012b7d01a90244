"""A server to measure: started, asked how much of the machine it used, and ended by its id."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.server.serving import ROOT, free_port

PATIENCE = 90  # seconds until a server must answer
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and its process."""

    address: str
    process: int

    def seconds(self) -> float:
        """Processor seconds of the server so far, its threads included (read from /proc)."""
        after_name = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / TICKS

    def megabytes(self) -> float:
        """Memory of its own that the server holds now."""
        for line in Path(f"/proc/{self.process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss_Anon:"):
                return int(line.split()[1]) / 1024
        raise OSError("the kernel does not tell what memory is the process's own")


@contextmanager
def server(command: list[str], log: Path, asked: str, **given: str) -> Iterator[Server]:
    """`command`, in which `{port}` stands for a free port, from when the path `asked` answers;
    it is ended when it is left. Raises RuntimeError with the end of the log otherwise."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    filled = [part.replace("{port}", str(port)) for part in command]
    told = {name: value.replace("{port}", str(port)) for name, value in given.items()}
    surroundings: Mapping[str, str] = {**os.environ, "PYTHONPATH": str(ROOT), **told}
    with log.open("wb") as output:
        process = subprocess.Popen(filled, cwd=ROOT, env=surroundings, stdout=output, stderr=output)
    try:
        _wait(f"{address}/{asked}", process, log)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def dashboard(folder: Path, log: Path) -> AbstractContextManager[Server]:
    """The product as it is started, over the store in `folder`, with its guards."""
    return server(
        [sys.executable, "server.py"],
        log,
        "_stcore/health",
        NAERVAER_STORE=str(folder),
        NAERVAER_PORT="{port}",
        STREAMLIT_SERVER_HEADLESS="true",  # no window is opened
    )


def streamlit(script: str, log: Path, **given: str) -> AbstractContextManager[Server]:
    """Another Streamlit page, to measure against."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
    command += ["--server.port", "{port}"]
    return server(command, log, "_stcore/health", **given)


def _wait(asked: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass  # nobody listens yet
        time.sleep(0.2)
    raise RuntimeError(f"no answer: {log.read_text(errors='replace')[-2000:]}")
