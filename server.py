"""Nærvær's server: `python server.py` opens the dashboard, with a guard at each door.

Without settings it answers this machine alone. Sign-in and address: docs/security.md.
"""

import os
import sys
from pathlib import Path

# Matrices are small here, and readers many: threads of one that wait for another's by running in
# circles take the processor from the next reader. Read when numpy is loaded, so said before it is.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from analytics.errors import ReaderError
from analytics.i18n import translator
from analytics.settings import Settings
from pages.components.serving import inbox
from pages.components.serving.application import application, options
from pages.components.serving.configuration import Serving
from pages.components.serving.failing import keep_words_off_the_last_line

_ = translator(Settings.read(os.environ).language)
try:
    serving = Serving.read(os.environ)
except ReaderError as error:
    print(error.text(_), file=sys.stderr)
    sys.exit(2)
app = application(Path(__file__).resolve().parent / "dashboard.py", serving, _)

if __name__ == "__main__":
    keep_words_off_the_last_line()
    inbox.start(os.environ)
    print(f"Nærvær: {serving.public or f'http://{serving.address}:{serving.port}'}", flush=True)
    app.run(config=options(serving))
