"""Waiting for what the planning process works out, and saying how far it is."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from rich.text import Text

from data.words import t
from models.actions.plan_proposal_jobs import Job
from models.actions.plan_proposal_process import Answer, PlanningProcess
from models.planning.watching import PHASES, Progress

EVERY = 0.1
"""Seconds between two looks at what has come."""

_BAR, _HALF = 48, 3
"""Cells of the bar; seconds after which a step's part of it is half full."""

_STEPS = PHASES[:4]


class Failed(Exception):
    """The process could not work it out; ``str(error)`` is for whoever mends programs."""


class Working:
    """One question at a time to a `PlanningProcess`. Whoever asks waits for the answer; None: it was given up."""

    def __init__(self) -> None:
        self._process = PlanningProcess()
        self._waiting: asyncio.Future[Any] | None = None
        self._number = 0
        self._since = self._step_since = 0.0
        self._step = 0
        self.progress: Progress | None = None
        self.asking_for_a_plan = False

    @property
    def is_busy(self) -> bool:
        return self._waiting is not None

    @property
    def seconds(self) -> int:
        return int(time.monotonic() - self._since)

    async def ask(self, job: Job, a_plan: bool = False) -> Any:
        """The answer; None where it was given up, or where something else was asked meanwhile. Raises Failed."""
        self.give_up()
        self.progress, self.asking_for_a_plan = None, a_plan
        self._since, self._step = time.monotonic(), 0
        self._number = self._process.begin(job)
        self._waiting = waiting = asyncio.get_running_loop().create_future()
        return await waiting

    def look(self) -> bool:
        """Take in what has come; whether there is anything to show anew."""
        if self._waiting is None:
            return False
        for said in self._process.heard():
            if not isinstance(said, Answer):
                self.progress = said.progress
            elif said.number == self._number:
                waiting, self._waiting = self._waiting, None
                if waiting is None or waiting.done():
                    continue
                if said.failed:
                    waiting.set_exception(Failed(said.failed))
                else:
                    waiting.set_result(said.result)
        return True

    def good_enough(self) -> None:
        self._process.good_enough()

    def give_up(self) -> None:
        """Stop it at once."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._process.end()
            if not waiting.done():
                waiting.set_result(None)

    def end(self) -> None:
        """Nobody will ask any more."""
        self.give_up()
        self._process.end()

    def told(self) -> list[str]:
        """How far it is, in three lines."""
        if not self.asking_for_a_plan:
            return [t("planner.thinking", seconds=self.seconds), "", t("planner.thinking_keys")]
        now = self.progress
        phase = now.phase if now and now.phase in _STEPS else _STEPS[0 if now is None else -1]
        step = _STEPS.index(phase) + 1
        words = t(f"planner.phase.{phase}")  # family planner.phase.*
        first = t("planner.working", step=step, steps=len(_STEPS), phase=words, seconds=self.seconds)
        return [first, self._bar(step), self._best(now)]

    def _bar(self, step: int) -> str:
        """Full up to the step before; in the present one it goes on with the time, slower and slower."""
        each = _BAR // len(_STEPS)
        if step != self._step:
            self._step, self._step_since = step, time.monotonic()
        passed = time.monotonic() - self._step_since
        done = each * (step - 1) + int(each * passed / (passed + _HALF))
        return "[" + "#" * done + ">" + "." * (_BAR - done - 1) + "]"

    def _best(self, now: Progress | None) -> str:
        if now is None or now.score is None:
            return t("planner.no_best_yet")
        gap = max(0, (now.bound or now.score) - now.score)
        if now.missing:
            return t("planner.best_lacks", missing=now.missing)
        return t("planner.best_so_far", gap=gap)


def three_lines(lines: list[str]) -> Text:
    """Never more than three lines, whatever there is to say."""
    return Text("\n".join([*lines, "", "", ""][:3]), no_wrap=True)
