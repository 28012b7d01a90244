"""A PostgreSQL of the tests' own: the real one, on a socket in its own folder, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

PLACES = (  # Debian, Homebrew on either processor, Postgres.app
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
USER = "naervaer"
SILENT = {
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
}


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where it is not installed."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    found = [
        folder
        for pattern in PLACES
        for folder in Path("/").glob(pattern.lstrip("/"))
        if (folder / "initdb").exists()
    ]
    return max(found, key=lambda folder: str(folder)) if found else None


@dataclass
class Postgres:
    """A running server. `folder` holds its socket and, in `data`, every byte it keeps."""

    programs: Path
    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    def database(self, **settings: str) -> str:
        """A new database whose log is silent unless `settings` say otherwise: its conninfo."""
        name = f"lake_{next(self._numbers)}"
        self.run("postgres", f"CREATE DATABASE {name}")
        for setting, value in {**SILENT, **settings}.items():
            self.run("postgres", f"ALTER DATABASE {name} SET {setting} = '{value}'")
        return f"host={self.folder} user={USER} dbname={name}"

    def run(self, database: str, sql: str) -> str:
        """What psql prints for `sql`, a line per row."""
        return self._program("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql)

    def dump(self, conninfo: str) -> str:
        """Everything a backup of the database would hold."""
        return self._program("pg_dump", "-d", conninfo)

    def restart(self) -> None:
        """Stop it as a crash does, and start it again."""
        self._control("-m", "immediate", "restart")

    def _program(self, name: str, *arguments: str) -> str:
        said = subprocess.run(
            [self.programs / name, *arguments],
            env={**os.environ, "PGHOST": str(self.folder), "PGUSER": USER},
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert said.returncode == 0, said.stderr
        return said.stdout

    def _control(self, *arguments: str) -> None:
        as_owner(
            [self.programs / "pg_ctl", "-D", self.data, "-l", self.log, "-w", *arguments],
            self.folder,
        )


@contextmanager
def postgres(found: Path) -> Iterator[Postgres]:
    """A new server, stopped and removed afterwards."""
    # Not in the tests' own folder: a socket's path may have 100 characters, and root's folders are
    # closed to the user that PostgreSQL has to run as.
    folder = Path(tempfile.mkdtemp(prefix="lake", dir="/tmp"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        as_owner(
            [found / "initdb", "-D", folder / "data", "-U", USER, "-A", "trust", "-N",
             "-E", "UTF8", "--locale=C"],
            folder,
        )  # fmt: skip
        with (folder / "data" / "postgresql.conf").open("a") as file:
            file.write(
                f"listen_addresses = ''\nunix_socket_directories = '{folder}'\n"
                "fsync = off\nshared_buffers = 16MB\nmax_connections = 40\n"
            )
        server = Postgres(found, folder)
        server._control("start")
        try:
            yield server
        finally:
            server._control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def as_owner(command: list[str | Path], folder: Path) -> None:
    """Run one of PostgreSQL's programs; it refuses to run as root."""
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    said = subprocess.run(
        [str(part) for part in command],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, timeout=300, check=False, **who,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr


def _debian() -> bool:
    """Whether Debian's package could be installed without asking anybody, with no server begun."""
    if shutil.which("apt-get") is None:
        return False
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    own = "mkdir -p /etc/postgresql-common && cd /etc/postgresql-common && "
    own += "{ test -e createcluster.conf || echo create_main_cluster = false >createcluster.conf; }"
    for command in (
        ["sh", "-c", own],
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"],
    ):
        try:
            subprocess.run([*root, *command], check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            return False
    return True


def main() -> int:
    if programs() is None and not (_debian() and programs()):
        print("There is no PostgreSQL here: tests/lake will not prove anything.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
