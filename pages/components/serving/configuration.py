"""Where the dashboard answers and how people sign in, as the surroundings say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from analytics.errors import ReaderError
from analytics.i18n import N_

LOOPBACK = ("localhost", "127.0.0.1")
SHORTEST_SECRET = 32  # characters: what signs the cookies must not be guessed


@dataclass(frozen=True)
class Provider:
    """The sign-in service (OpenID Connect): Entra ID or any other, by its metadata address."""

    metadata: str
    client_id: str
    client_secret: str
    cookie_secret: str


@dataclass(frozen=True)
class Serving:
    """Local mode without a provider: one machine, no sign-in. Else `public` is the address people
    write in their browser, and `first_admin` the code of whom to let in first."""

    address: str = LOOPBACK[1]
    port: int = 8501
    public: str = ""
    provider: Provider | None = None
    first_admin: str = ""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Serving:
        """From `NAERVAER_ADDRESS`, `_PORT`, `_PUBLIC_URL`, `_FIRST_ADMIN`, `_OIDC_METADATA_URL`,
        `_OIDC_CLIENT_ID`, `_OIDC_CLIENT_SECRET` and `_COOKIE_SECRET` (a secret also from the file
        that `…_FILE` names). Raises ReaderError for settings that would let in anybody."""
        port = environment.get("NAERVAER_PORT") or "8501"
        found = cls(
            environment.get("NAERVAER_ADDRESS") or LOOPBACK[1],
            int(port) if port.isdecimal() else 0,
            (environment.get("NAERVAER_PUBLIC_URL") or "").rstrip("/"),
            _provider(environment),
            environment.get("NAERVAER_FIRST_ADMIN") or "",
        )
        found.check()
        return found

    @property
    def local(self) -> bool:
        """Whether one person at this machine uses it, without signing in."""
        return self.provider is None

    @property
    def secure(self) -> bool:
        """Whether browsers reach it over TLS."""
        return urlsplit(self.public).scheme == "https"

    @property
    def hosts(self) -> list[str]:
        """The names a request may be addressed to; others are answered with an error."""
        public = urlsplit(self.public).hostname
        return [*LOOPBACK, *([public] if public else [])]

    def check(self) -> None:
        """Raises ReaderError where starting would open the data to anybody."""
        if not 0 < self.port < 65536:
            raise ReaderError(N_("NAERVAER_PORT is no port. Give a number from 1 to 65535."))
        if self.provider is None:
            if not is_loopback(self.address):
                raise ReaderError(
                    N_(
                        "Without sign-in the dashboard answers this machine alone. Set up sign-in "
                        "(docs/security.md) before it answers on %(address)s."
                    ),
                    address=self.address,
                )
            return
        if not _unseen_on_the_way(self.provider.metadata):
            raise ReaderError(
                N_(
                    "NAERVAER_OIDC_METADATA_URL must begin with https://: whoever could change "
                    "the answer on its way could sign in as anybody."
                )
            )
        if not _unseen_on_the_way(self.public):
            raise ReaderError(
                N_(
                    "With sign-in, NAERVAER_PUBLIC_URL must be the address people write in their "
                    "browser, beginning with https://."
                )
            )


def demanded(environment: Mapping[str, str]) -> frozenset[str]:
    """How people must have signed in: the values that `NAERVAER_OIDC_DEMAND` names, parted by
    commas, one of which the provider must say (`acr`, `amr`); none where anything will do."""
    named = (environment.get("NAERVAER_OIDC_DEMAND") or "").split(",")
    return frozenset(value.strip() for value in named if value.strip())


def _unseen_on_the_way(address: str) -> bool:
    """Whether what is sent there is encrypted, or does not leave this machine."""
    where = urlsplit(address)
    return where.scheme == "https" or (where.scheme == "http" and is_loopback(where.hostname or ""))


def is_loopback(host: str) -> bool:
    """Whether a name or address means this machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _provider(environment: Mapping[str, str]) -> Provider | None:
    names = {
        "metadata": "NAERVAER_OIDC_METADATA_URL",
        "client_id": "NAERVAER_OIDC_CLIENT_ID",
        "client_secret": "NAERVAER_OIDC_CLIENT_SECRET",
        "cookie_secret": "NAERVAER_COOKIE_SECRET",
    }
    given = {field: _given(environment, name) for field, name in names.items()}
    if not any(given.values()):
        return None
    if missing := [names[field] for field, value in given.items() if not value]:
        raise ReaderError(
            N_("Sign-in is set up only in part. Missing: %(names)s."), names=", ".join(missing)
        )
    if len(given["cookie_secret"]) < SHORTEST_SECRET:
        raise ReaderError(
            N_("NAERVAER_COOKIE_SECRET is too short. Make one with: openssl rand -hex 32.")
        )
    return Provider(**given)


def _given(environment: Mapping[str, str], name: str) -> str:
    if path := environment.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ReaderError(
                N_("The file %(path)s that %(name)s names cannot be read."),
                path=path,
                name=f"{name}_FILE",
            ) from error
    return environment.get(name) or ""
