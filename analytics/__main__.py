"""`python -m analytics`: reads the environment and the clock once, and runs one command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NoReturn

from analytics.commands import arguments
from analytics.commands.context import DONE, WRONG, Context
from analytics.errors import ReaderError
from analytics.faults import noted
from analytics.i18n import N_, translator
from analytics.settings import Settings


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        translate = translator(Settings.read(os.environ).language)
        self.print_usage(sys.stderr)
        sentence = translate(N_("The call is wrong: %(reason)s")) % {"reason": message}
        self.exit(WRONG, sentence + "\n")


BROKEN = N_(
    "Something went wrong; what was begun was taken back. Tell whoever runs the program: error "
    "number %(number)s."
)


def parser() -> argparse.ArgumentParser:
    """Every command and its arguments."""
    return arguments.parser(_Parser, _now)


def _now() -> datetime:
    return datetime.now(UTC)


def main(called: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    args = parser().parse_args(called)
    settings = Settings.read(os.environ, args.store)
    context = Context(args, settings, _now())
    try:
        return int(args.run(context))
    except ReaderError as error:
        print(error.text(context.translate), file=sys.stderr)
        return WRONG
    except BrokenPipeError:  # whoever reads had enough: `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        number = noted(error, "A command")
        print(context.translate(BROKEN) % {"number": number}, file=sys.stderr)
        return WRONG


if __name__ == "__main__":
    sys.exit(main())
