"""The process beside the screen: it answers, tells how far it is, stops with the best so far, and dies when told to."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models.actions.plan_proposal_jobs import PlanJob
from models.actions.plan_proposal_process import Answer, Heard, PlanningProcess
from models.planning.making import Asked
from tests.support.plans import needs_judge, school, tiny


@pytest.fixture
def process() -> Iterator[PlanningProcess]:
    made = PlanningProcess()
    yield made
    made.end()


def until(process: PlanningProcess, wanted: Callable[[list[Any]], bool]) -> list[Any]:
    """Everything heard until that holds."""
    heard: list[Any] = []
    last = time.monotonic() + 60
    while not wanted(heard) and time.monotonic() < last:
        heard += process.heard()
        time.sleep(0.01)
    assert wanted(heard), heard
    return heard


def answered(heard: list[Any]) -> bool:
    return any(isinstance(one, Answer) for one in heard)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_answers_as_the_job_would_here(process: PlanningProcess):
    job = PlanJob(Asked(tiny(3)))
    number = process.begin(job)
    answer = until(process, answered)[-1]
    assert (answer.number, answer.failed) == (number, "")
    assert answer.result == job.run()
    assert not process.is_busy
    process.begin(job)
    assert until(process, answered)[-1].result == job.run()


@needs_judge
def test_it_tells_how_far_it_is_and_stops_when_that_is_good_enough(process: PlanningProcess, tmp_path: Any):
    from data.planning.reading import read_folder

    job = PlanJob(Asked(read_folder(school(tmp_path / "school", 60, 7, "--tight"))))
    process.begin(job)
    heard = until(process, lambda heard: any(isinstance(one, Heard) and one.progress.score for one in heard))
    process.good_enough()
    answer = heard[-1] if answered(heard) else until(process, answered)[-1]
    assert answer.result.plan.entries


def test_it_is_gone_at_once_when_it_is_given_up_and_begins_again(process: PlanningProcess):
    process.begin(PlanJob(Asked(tiny(3))))
    first = process.pid
    assert first
    process.end()
    assert not is_alive(first)
    process.begin(PlanJob(Asked(tiny(4))))
    process.begin(PlanJob(Asked(tiny(3))))  # the one before is given up
    assert until(process, answered)[-1].result == PlanJob(Asked(tiny(3))).run()


def test_what_fails_is_told_and_one_that_died_too(process: PlanningProcess):
    process.begin(None)  # type: ignore[arg-type]  # no job at all
    assert "AttributeError" in until(process, answered)[-1].failed
    process.begin(PlanJob(Asked(tiny(3))))
    assert process.pid
    os.kill(process.pid, 9)
    until(process, answered)
    process.begin(PlanJob(Asked(tiny(3))))
    assert until(process, answered)[-1].failed == ""


def test_it_ends_with_the_program_that_began_it():
    script = (
        "import os\n"
        "from models.actions.plan_proposal_process import PlanningProcess\n"
        "made = PlanningProcess(); made.begin(None)\n"
        "print(made.pid, flush=True); os._exit(1)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    pid = int(done.stdout)
    last = time.monotonic() + 60
    while is_alive(pid) and time.monotonic() < last:
        time.sleep(0.01)
    assert not is_alive(pid)
