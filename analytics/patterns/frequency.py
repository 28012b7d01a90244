"""How frequent starts are on some kinds of days, drawn towards what is known beforehand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
TURNS = 10


def product(
    counts: Numbers, exposures: Numbers, known: Numbers, prior: tuple[float, float]
) -> Numbers:
    """Relative frequencies by row × column, as one of the row times one of the column (fitted in
    turns); about 1 on the whole.

    Each row is drawn towards `known` and each column towards 1, with as much weight as `prior`
    starts. counts, exposures: rows × columns; known: by row.
    """
    expected = exposures * (counts.sum() / max(1.0, exposures.sum()))
    column = np.ones(counts.shape[1])
    for _ in range(TURNS):
        usual = (expected * column).sum(axis=1)
        row = (counts.sum(axis=1) + prior[0] * known) / (usual + prior[0])
        usual = (expected * row[:, None]).sum(axis=0)
        column = (counts.sum(axis=0) + prior[1]) / (usual + prior[1])
    return np.asarray(row[:, None] * column)


def table(row: np.ndarray, column: np.ndarray, weight: Numbers, shape: tuple[int, int]) -> Numbers:
    """Sums of `weight` by row × column."""
    found = np.zeros(shape)
    np.add.at(found, (row, column), weight)
    return found
