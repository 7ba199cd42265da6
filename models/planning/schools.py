"""Plans several schools side by side, each in a process of its own where there are several cores."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from data.planning.values import Given
from models.planning.plan import Plan, merged, parts, plan_one
from models.planning.watching import UNWATCHED, Watch

_WORTH_A_PROCESS = 4
"""Fewer schools are planned sooner than a process has started."""


def plan_schools(
    given: Given,
    weeks: Sequence[int] | None = None,
    seed: int = 1,
    jobs: int | None = None,
    first_day: int = 1,
    watch: Watch = UNWATCHED,
) -> Plan:
    """The same plan as `plan`, sooner where there are many schools. ``jobs`` None: one for each core."""
    each = parts(given)
    jobs = min(len(each), (os.cpu_count() or 1) if jobs is None else jobs)
    one = partial(plan_one, weeks=weeks, seed=seed, first_day=first_day)
    watch.expect(len(each))
    if jobs < 2 or len(each) < _WORTH_A_PROCESS:
        return merged([one(part, watch=watch) for part in each])
    # Spawned, not forked: a fork would take an open database along.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        found = []
        for plan in pool.map(one, each):
            found.append(plan)
            watch.ready(plan.score, plan.missing, plan.bound)
        return merged(found)
