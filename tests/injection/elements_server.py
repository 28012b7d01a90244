"""The page of all elements on the server as it is shipped; for the browser test."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.i18n import translator
from pages.components.serving.application import application, options
from pages.components.serving.configuration import Serving

serving = Serving.read(os.environ)
app = application(Path(__file__).with_name("every_element.py"), serving, translator("nb"))

if __name__ == "__main__":
    app.run(config=options(serving))
