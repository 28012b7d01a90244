"""Office files locked with a password, opened in memory.

Runs in the child process (`reader`); the library is only loaded for files that need it.
"""

from __future__ import annotations

import importlib
import io
from typing import Any

from analytics.ingest.gate import Refusal

_DEFAULT_PASSWORD = "VelvetSweatshop"  # how Excel locks a file that opens for everybody


def decrypted(data: bytes, password: str | None, *, verify: bool) -> bytes:
    """The workbook inside an encrypted one; `verify`: the format can tell a wrong password.

    Refuses when no password opens it.
    """
    office: Any = importlib.import_module("msoffcrypto")
    errors: Any = importlib.import_module("msoffcrypto.exceptions")
    options = {"verify_password": True} if verify else {}
    for attempt in filter(None, (password, _DEFAULT_PASSWORD)):
        opened = io.BytesIO()
        try:
            file = office.OfficeFile(io.BytesIO(data))
            if not file.is_encrypted():
                raise Refusal("damaged")
            file.load_key(password=attempt, **options)
            file.decrypt(opened)
        except errors.InvalidKeyError:
            continue
        except errors.DecryptionError as error:
            raise Refusal("protected") from error
        return opened.getvalue()
    raise Refusal("wrong_password" if password else "password")
