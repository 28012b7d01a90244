"""Find a Caddy for the test of the shipped configuration, or fetch Debian's beside the project's
Python: unpacked and not installed, so that no web server begins to run on this machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[2] / ".venv" / "caddy"
MISSING = (
    "There is no Caddy here, so the shipped configuration (deploy/Caddyfile) cannot be tested. "
    "Install it (Debian: apt install caddy, macOS: brew install caddy) and run the tests again."
)


def installed() -> str | None:
    """The path of a Caddy on this machine."""
    return shutil.which("caddy") or shutil.which("caddy", path=str(BESIDE / "usr" / "bin"))


def fetch(into: Path) -> bool:
    """Whether Debian's package could be unpacked in the folder `into`."""
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        try:
            # Its "unsandboxed" warning tells of this folder, and is nobody's business.
            subprocess.run(["apt-get", "download", "-qq", "caddy"], cwd=folder, check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            package = next(Path(folder).glob("caddy_*.deb"))
            subprocess.run(["dpkg", "-x", str(package), str(into)], check=True)
        except (OSError, subprocess.CalledProcessError, StopIteration):
            return False
    return True


def main() -> int:
    if installed() is None and not fetch(BESIDE):
        print(MISSING, file=sys.stderr)  # the test says so too, and fails
    return 0


if __name__ == "__main__":
    sys.exit(main())
