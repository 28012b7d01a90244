"""What goes with every answer of the server, and what it does not answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.errors import ReaderError
from analytics.sign_in import WHOLE
from pages.components.serving.configuration import Serving
from pages.components.serving.headers import SIGNED_IN_SECONDS, hardened, policy
from tests.server.serving import SECRET, Served, get

ROOT = Path(__file__).resolve().parents[2]
SIGN_IN = {
    "NAERVAER_OIDC_METADATA_URL": "https://id.example/.well-known/openid-configuration",
    "NAERVAER_OIDC_CLIENT_ID": "naervaer",
    "NAERVAER_OIDC_CLIENT_SECRET": "secret",
    "NAERVAER_COOKIE_SECRET": SECRET,
    "NAERVAER_PUBLIC_URL": "https://naervaer.example",
}


@pytest.mark.parametrize("path", ["/", "/oversikt", "/health", "/_stcore/host-config", "/nothing"])
def test_every_answer_carries_the_headers_that_keep_others_out(alone: Served, path: str) -> None:
    _, headers, _ = get(alone.address + path)
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers  # this machine alone, without TLS


def test_scripts_run_from_this_address_alone_or_by_their_fingerprint() -> None:
    rules = dict(
        rule.split(" ", 1) for rule in policy(True, ["<script>1</script>"]).split("; ")[:-1]
    )
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self'"
    assert "unsafe-inline" not in rules["script-src"]
    assert "'unsafe-eval'" not in rules["script-src"]
    assert rules["script-src"].count("'sha256-") == 1


@pytest.mark.parametrize("host", ["evil.example", "naervaer.example.evil.example", "10.0.0.1"])
def test_a_request_addressed_to_another_name_gets_no_answer(alone: Served, host: str) -> None:
    status, _, body = get(alone.address, Host=host)
    assert status == 400
    assert b"<html" not in body


def test_health_says_that_it_answers_and_nothing_else(alone: Served) -> None:
    status, _, body = get(alone.address + "/health")
    assert (status, body) == (200, b'{"status":"ok"}')


@pytest.mark.parametrize("inner", ["metrics", "script-health-check", "agent/schema", "mcp"])
def test_streamlits_inner_addresses_are_not_there(alone: Served, inner: str) -> None:
    assert get(f"{alone.address}/_stcore/{inner}")[0] == 404


@pytest.mark.parametrize("path", ["/server.py", "/data/store/naervaer.duckdb", "/../server.py"])
def test_no_file_of_the_machine_is_served(alone: Served, path: str) -> None:
    _, _, body = get(alone.address + path)
    assert b"ASGI" not in body
    assert b"DUCK" not in body


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"NAERVAER_ADDRESS": "0.0.0.0"}, "0.0.0.0"),
        ({"NAERVAER_ADDRESS": "192.168.1.5"}, "192.168.1.5"),
        ({"NAERVAER_ADDRESS": "naervaer.example"}, "naervaer.example"),
        ({**SIGN_IN, "NAERVAER_PUBLIC_URL": "http://naervaer.example"}, "https://"),
        ({**SIGN_IN, "NAERVAER_PUBLIC_URL": ""}, "NAERVAER_PUBLIC_URL"),
        ({**SIGN_IN, "NAERVAER_COOKIE_SECRET": "short"}, "NAERVAER_COOKIE_SECRET"),
        ({**SIGN_IN, "NAERVAER_OIDC_CLIENT_ID": ""}, "NAERVAER_OIDC_CLIENT_ID"),
        ({**SIGN_IN, "NAERVAER_OIDC_METADATA_URL": "http://id.example/x"}, "METADATA_URL"),
        ({"NAERVAER_PORT": "99999"}, "NAERVAER_PORT"),
    ],
)
def test_settings_that_would_let_in_anybody_are_refused(given: dict[str, str], said: str) -> None:
    with pytest.raises(ReaderError, match=said):
        Serving.read(given)


def test_the_server_refuses_to_start_open_to_others_without_sign_in() -> None:
    done = subprocess.run(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env={**os.environ, "NAERVAER_ADDRESS": "0.0.0.0"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 2
    assert "0.0.0.0" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_secret_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-a-file\n", encoding="utf-8")
    given = {**SIGN_IN, "NAERVAER_OIDC_CLIENT_SECRET_FILE": str(file)}
    found = Serving.read(given).provider
    assert found is not None
    assert found.client_secret == "from-a-file"
    with pytest.raises(ReaderError, match="cannot be read"):
        Serving.read({**SIGN_IN, "NAERVAER_COOKIE_SECRET_FILE": str(tmp_path / "none")})


def test_the_identity_cookie_lasts_as_long_as_a_sign_in_may() -> None:
    assert WHOLE.total_seconds() == SIGNED_IN_SECONDS


@pytest.mark.parametrize(
    ("cookie", "sent"),
    [
        (
            "_streamlit_user=abc; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax",
            "__Host-_streamlit_user=abc; HttpOnly; Path=/; SameSite=lax; Max-Age=36000; Secure",
        ),
        (
            '_streamlit_user=""; Max-Age=0; Path=/; SameSite=lax',
            '__Host-_streamlit_user=""; Max-Age=0; Path=/; SameSite=lax; HttpOnly; Secure',
        ),
        ("_streamlit_xsrf=x; Path=/", "_streamlit_xsrf=x; Path=/; SameSite=Lax; Secure"),
        (
            "naervaer_wanted=x; HttpOnly; Max-Age=600; Path=/; SameSite=lax",
            "__Host-naervaer_wanted=x; HttpOnly; Max-Age=600; Path=/; SameSite=lax; Secure",
        ),
    ],
)
def test_cookies_get_their_flags_behind_tls(cookie: str, sent: str) -> None:
    name, *flags = sent.split("; ")
    got, *got_flags = hardened(cookie, secure=True).split("; ")
    assert (got, sorted(got_flags)) == (name, sorted(flags))
