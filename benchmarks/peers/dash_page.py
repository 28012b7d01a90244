"""The page in Dash: `python dash_page.py PORT`."""

import sys

from dash import Dash, Input, Output, dcc, html  # type: ignore[import-not-found]

from benchmarks.peers import work

app = Dash(__name__)
units = work.options()
app.layout = html.Div(
    [
        dcc.RadioItems(units, units[0], id="unit"),
        dcc.Markdown(id="told"),
        dcc.Graph(id="chart"),
    ]
)


app.callback(Output("told", "children"), Output("chart", "figure"), Input("unit", "value"))(
    work.shown
)
app.run(port=int(sys.argv[1]), debug=False)
