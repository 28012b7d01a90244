"""Every absence of the invented staff, with one unit whose sickness has nearly doubled."""

import numpy as np

from analytics.demo.leave import Leave
from analytics.demo.onsets import Setting
from analytics.demo.rates import Aim
from analytics.demo.rows import AbsenceRow, within
from analytics.demo.sickness import Sickness
from analytics.demo.window import Days


def draw_absences(setting: Setting, rng: np.random.Generator) -> list[AbsenceRow]:
    """Rows within the window, sorted by person and first day; no person has two on the same day."""
    leave = Leave(setting)
    parental = leave.parental(rng)
    rows = _sickness(setting, parental, rng)
    rows.extend(row for leaves in parental.values() for row in leaves)
    rows.extend(leave.other(rows, rng))
    return within(rows, setting.window)


def _sickness(
    setting: Setting, parental: dict[int, list[AbsenceRow]], rng: np.random.Generator
) -> list[AbsenceRow]:
    """Drawn several times where chance would hide what the demo should show; the best is kept."""
    sickness = Sickness(setting)

    def drawn(people: Days, times: int) -> list[list[AbsenceRow]]:
        return [sickness.draw(people, parental, stream) for stream in rng.spawn(times)]

    plan, positions, unit = setting.plan, setting.positions, setting.organisation.stands_out
    here = np.unique(positions.person[positions.unit == unit])
    elsewhere = np.setdiff1d(positions.person, here)
    story = Aim.of_unit(setting, unit)
    told = min(drawn(here, plan.stands_out.draws), key=story.distance)
    few = len(elsewhere) <= plan.steady.largest_staff
    whole = Aim.of_everybody(setting)
    others = drawn(elsewhere, plan.steady.draws if few else 1)
    return min((told + rows for rows in others), key=whole.distance)
