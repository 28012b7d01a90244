"""How long each step of the facts takes: the product's own runners of steps, watched."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from analytics.store import facts

CLOCK = "clock "  # before the name of a step


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Processor seconds by the name of the step, and by `clock` and that name those of the clock,
    filled while the facts are rebuilt."""
    spent = dict[str, float]()
    runners = facts.run_file, facts.run_pass

    def watched(run: Callable[..., Any], step: Callable[..., str]) -> Callable[..., Any]:
        def running(*given: Any) -> Any:
            started, clock = time.process_time(), time.perf_counter()
            answer = run(*given)
            name = step(*given)
            # A step may be taken for some people after others.
            spent[name] = spent.get(name, 0.0) + time.process_time() - started
            spent[CLOCK + name] = spent.get(CLOCK + name, 0.0) + time.perf_counter() - clock
            return answer

        return running

    facts.run_file = watched(facts.run_file, lambda cursor, file, values: file.stem)
    facts.run_pass = watched(facts.run_pass, lambda step, *given: step)
    try:
        yield spent
    finally:
        facts.run_file, facts.run_pass = runners
