"""Errors sorted by who reads them."""

from collections.abc import Callable, Mapping


class ReaderError(Exception):
    """A fault the reader can mend: shown as one sentence in their language, never as a traceback.

    `message` is an English gettext id with `%(name)s` places; `values` fills them.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.values: Mapping[str, object] = values

    def text(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language."""
        return translate(self.message) % self.values if self.values else translate(self.message)


class StoreError(ReaderError):
    """The store cannot be opened, read or written as asked."""


class ImportRefused(ReaderError):
    """A file cannot be read at all; nothing of it was kept."""


class AccessDenied(ReaderError):
    """This reader may not see what was asked for."""
