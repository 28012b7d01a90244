"""A service whose certificate nobody vouches for is not spoken to."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from analytics.benchmarks.statbank import StatBank
from analytics.benchmarks.tables import BenchmarkError
from tests.server.serving import get, served, sign_in_settings
from tests.server.test_asvs_sign_in import leaving

CONFIG = {
    "apiVersion": "2.0.0", "defaultLanguage": "no", "maxDataCells": 40,
    "maxCallsPerTimeWindow": 1000, "timeWindow": 60,
}  # fmt: skip


def certificate(folder: Path) -> Path:
    """A certificate for localhost that its own key has signed, and nobody else; with the key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "self-signed.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


class _Answers(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = json.dumps(CONFIG).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        return  # a guest who hangs up at the certificate is what is wanted


@pytest.fixture(scope="module")
def impostor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A TLS service with that certificate: its address, and the certificate."""
    file = certificate(tmp_path_factory.mktemp("tls"))
    server = _Quiet(("localhost", 0), _Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}", file
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_service_of_figures_that_nobody_vouches_for_is_not_spoken_to(
    impostor: tuple[str, Path],
) -> None:
    with pytest.raises(BenchmarkError, match=r"(?i)certificate"):
        StatBank(impostor[0], patience=10)


def test_nobody_is_sent_to_a_sign_in_service_that_nobody_vouches_for(
    impostor: tuple[str, Path], tmp_path: Path
) -> None:
    settings = sign_in_settings(impostor[0], "https://naervaer.example")
    asked = len(_Answers.asked)
    with served(tmp_path, settings) as server:
        status, headers, body = get(leaving(server.address))
    assert (status, headers["Location"]) == (400, None)
    assert b"localhost" not in body
    assert len(_Answers.asked) == asked  # it hung up before it said what it wanted


def test_the_same_service_answers_who_trusts_its_certificate(impostor: tuple[str, Path]) -> None:
    address, file = impostor
    trusting = ssl.create_default_context(cafile=str(file))
    assert httpx.get(address, verify=trusting).json() == CONFIG
