"""Find a Chromium for the browser tests, or install one: Debian's package, else Playwright's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def installed() -> str | None:
    """The path of an installed browser; None leaves Playwright to use its own."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def _debian() -> bool:
    """Whether Debian's package could be installed without asking anybody."""
    if shutil.which("apt-get") is None:
        return False
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        try:
            subprocess.run([*root, *command], check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            return False
    return True


def main() -> int:
    if installed() or (_debian() and installed()):
        return 0
    return subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])


if __name__ == "__main__":
    sys.exit(main())
