"""What the sign-in service says lets somebody in only where every part of it holds.

The real server, asked over HTTP as a browser does; the service behind it lies (docs/asvs.md,
chapters 6, 9 and 10).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from tests.pages.page_texts import say
from tests.server.false_provider import (
    ANOTHERS,
    OURS,
    FalseProvider,
    Lies,
    false_provider,
    parameters,
)
from tests.server.serving import SECRET, free_port, get, served, sign_in_settings
from tests.server.visiting import visit

IDENTITY = "_streamlit_user"
CLIENT_SECRET = "a-client-secret-of-the-tests-0123456789"


@dataclass(frozen=True)
class Door:
    """The server, and the service it believes in."""

    address: str
    provider: FalseProvider

    def begin(self) -> tuple[dict[str, str], str]:
        """Where the server sends who wants to sign in (its parameters), and the cookie it set."""
        status, headers, _ = get(leaving(self.address))
        assert status == 302
        wanted = parameters(headers["Location"])
        self.provider.nonce = wanted["nonce"]
        return wanted, cookies(headers.get_all("Set-Cookie") or [])

    def back(self, cookie: str, **said: str) -> str:
        """Come back from the service with what it said; the identity the server gives, "" for
        none."""
        address = f"{self.address}/oauth2callback?{urlencode(said)}"
        _, headers, _ = get(address, Cookie=cookie)
        given = SimpleCookie("; ".join(headers.get_all("Set-Cookie") or []))
        return given[IDENTITY].value if IDENTITY in given else ""

    def sign_in(self, lies: Lies) -> str:
        """The whole way with a service that lies so; the identity that came of it."""
        self.provider.lies = lies
        wanted, cookie = self.begin()
        return self.back(cookie, code="code", state=wanted["state"])


def leaving(address: str) -> str:
    """Where a browser is sent by the button, to be sent on to the sign-in service."""
    claims = {"provider": "default", "exp": int(time.time()) + 120}
    ticket = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
    return f"{address}/auth/login?{urlencode({'provider': ticket})}"


def cookies(lines: list[str]) -> str:
    return "; ".join(line.partition(";")[0] for line in lines)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    port = free_port()
    with false_provider() as provider:
        settings = sign_in_settings(provider.address, f"http://localhost:{port}")
        settings |= {"NAERVAER_OIDC_CLIENT_SECRET": CLIENT_SECRET}
        with served(tmp_path_factory.mktemp("door"), settings, port) as server:
            yield Door(server.address, provider)


def test_a_token_in_which_everything_holds_lets_somebody_in(door: Door) -> None:
    assert door.sign_in(Lies())


NOW = int(time.time())
FALSE = {
    "another's key": Lies(key=ANOTHERS),
    "no signature": Lies(unsigned=True),
    "our own client secret for a key": Lies(
        key=OctKey.import_key(CLIENT_SECRET), algorithm="HS256"
    ),
    "another algorithm": Lies(key=OURS, algorithm="RS512"),
    "another audience": Lies(claims={"aud": "somebody-else"}),
    "another issuer": Lies(claims={"iss": "https://evil.example"}),
    "another nonce": Lies(claims={"nonce": "of-another-sign-in"}),
    "run out": Lies(claims={"iat": NOW - 7200, "exp": NOW - 3600}),
}


@pytest.mark.parametrize("what", FALSE)
def test_a_token_with_one_thing_false_lets_nobody_in(door: Door, what: str) -> None:
    assert door.sign_in(FALSE[what]) == ""


def test_an_answer_that_nobody_here_asked_for_lets_nobody_in(door: Door) -> None:
    door.provider.lies = Lies()
    wanted, cookie = door.begin()
    assert door.back("", code="code", state=wanted["state"]) == ""  # another browser
    assert door.back(cookie, code="code", state="guessed") == ""
    assert door.back(cookie, code="code") == ""


def test_the_code_is_fetched_with_the_proof_that_was_promised(door: Door) -> None:
    door.provider.lies = Lies()
    wanted, cookie = door.begin()
    assert (wanted["response_type"], wanted["code_challenge_method"]) == ("code", "S256")
    assert set(wanted["scope"].split()) == {"openid", "profile"}
    assert min(len(wanted["state"]), len(wanted["nonce"])) >= 20
    assert door.back(cookie, code="code", state=wanted["state"])
    asked = door.provider.asked[-1]
    assert len(asked["code_verifier"]) >= 43
    assert asked["code_verifier"] != wanted["code_challenge"]


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The same for a workplace that demands two factors."""
    port = free_port()
    with false_provider() as provider:
        settings = sign_in_settings(provider.address, f"http://localhost:{port}")
        settings |= {"NAERVAER_OIDC_DEMAND": "mfa, https://refeds.org/profile/mfa"}
        with served(tmp_path_factory.mktemp("strict"), settings, port) as server:
            yield Door(server.address, provider)


@pytest.mark.parametrize(
    ("said", "let_in"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "https://refeds.org/profile/mfa"}, True),
        ({"amr": ["pwd"]}, False),
        ({"acr": "urn:mfa-not-done"}, False),
        ({}, False),
    ],
)
def test_where_two_factors_are_demanded_a_sign_in_with_one_meets_the_door(
    strict: Door, said: dict[str, object], let_in: bool
) -> None:
    cookie = f"{IDENTITY}={strict.sign_in(Lies(claims=said))}"
    seen = visit(strict.address, "oversikt", cookie=cookie)
    waiting = say("You are signed in, but have no access yet")
    assert (waiting in seen.headings) is let_in
    assert ("Nærvær" in seen.headings) is not let_in  # the door
    assert seen.exceptions == ()


def test_an_identity_that_the_server_did_not_sign_is_none(door: Door) -> None:
    identity = door.sign_in(Lies())
    tampered = identity[:-4] + ("AAAA" if identity[-4:] != "AAAA" else "BBBB")
    _, headers, _ = get(f"{door.address}/auth/login", Cookie=f"{IDENTITY}={tampered}")
    (line,) = [one for one in headers.get_all("Set-Cookie") or [] if one.startswith(IDENTITY + "=")]
    assert "max-age=0" in line.lower()  # it is thrown away
