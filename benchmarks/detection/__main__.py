"""`python -m benchmarks.detection`: recall and false findings where the truth is known.

--seeds N   workforces with planted habits (5)     --null N    workforces with none (20)
--kinds A,B only these kinds                       --people N  in each workforce (2000)
--base B    how ill people are anyway: usual, or high
--speed     how long 50 000 people take, beside a loop over them
"""

from __future__ import annotations

import argparse

import pandas as pd

from benchmarks.detection import rules, scores, speed
from benchmarks.detection.base import BASES
from benchmarks.detection.workforce import simulate

pd.set_option("display.width", 160)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.detection")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--null", type=int, default=20)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--kinds", default=",".join(scores.ALL))
    parser.add_argument("--base", choices=BASES, default="usual")
    parser.add_argument("--speed", action="store_true")
    chosen = parser.parse_args()
    kinds = scores.built(chosen.kinds.split(","))
    if chosen.speed:
        print("\n".join(speed.measure(kinds)))
        return
    for tier, table in planted(kinds, chosen.seeds, chosen.people, chosen.base).items():
        print(f"\n{tier}, median of {chosen.seeds} workforces of {chosen.people}:")
        print(table.round(3).to_string())
    if chosen.null:
        print(f"\nNobody has a habit, {chosen.null} workforces: false findings per 1 000 people")
        print(null(kinds, chosen.null, chosen.people, chosen.base).round(2).to_string())


def planted(kinds: list[str], seeds: int, people: int, base: str) -> dict[str, pd.DataFrame]:
    """By tier, a table of scores: a row per kind and one for all."""
    parts: dict[str, list[pd.DataFrame]] = {"clear": [], "clear and possible": [], "rules": []}
    for seed in range(1, seeds + 1):
        force = simulate(seed, people, base=base)
        said = scores.findings(force.history, kinds)
        parts["rules"].append(rules.compared(force))
        for tier, rows in list(parts.items())[:2]:
            found = said if tier != "clear" else said[said["tier"] == "clear"]
            lines = {kind: scores.score(found, force, [kind]) for kind in kinds}
            lines["ALL"] = scores.score(found, force, kinds)
            rows.append(pd.DataFrame(lines).T)
    return {
        tier: pd.concat(rows).groupby(level=0, sort=False).median() for tier, rows in parts.items()
    }


def null(kinds: list[str], seeds: int, people: int, base: str) -> pd.DataFrame:
    """False findings per 1 000 people where there is nothing to find: by kind, the median and the
    mean over workforces."""
    rows = []
    for seed in range(1001, 1001 + seeds):
        force = simulate(seed, people, planted=False, base=base)
        said = scores.findings(force.history, kinds)
        clear = said["kind"][said["tier"] == "clear"].value_counts()
        row = {kind: clear.get(kind, 0) for kind in kinds}
        rows.append(
            {**row, "ALL": len(said[said["tier"] == "clear"]), "ALL with possible": len(said)}
        )
    frame = pd.DataFrame(rows) * 1000 / people
    return frame.agg(["median", "mean"]).T


if __name__ == "__main__":
    main()
