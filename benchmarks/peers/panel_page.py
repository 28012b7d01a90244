"""The page in Panel: `panel serve panel_page.py`."""

import panel as pn  # type: ignore[import-not-found]

from benchmarks.peers import work

pn.extension("plotly")
unit = pn.widgets.RadioBoxGroup(options=work.options())
pn.Column(
    unit,
    pn.pane.Markdown(pn.bind(lambda option: work.shown(option)[0], unit)),
    pn.pane.Plotly(pn.bind(lambda option: work.shown(option)[1], unit)),
).servable()
