"""The page in marimo: `marimo run marimo_page.py`."""

import marimo  # type: ignore[import-not-found]

app = marimo.App()


@app.cell
def begin():  # type: ignore[no-untyped-def]
    import marimo as mo
    import plotly.graph_objects as go

    from benchmarks.peers import work

    return go, mo, work


@app.cell
def choose(mo, work):  # type: ignore[no-untyped-def]
    unit = mo.ui.radio(work.options(), value=work.options()[0])
    unit  # noqa: B018  # the last expression of a cell is what it shows
    return (unit,)


@app.cell
def show(go, mo, unit, work):  # type: ignore[no-untyped-def]
    told, figure = work.shown(unit.value)
    mo.vstack([mo.md(told), mo.ui.plotly(go.Figure(figure))])
    return


if __name__ == "__main__":
    app.run()
