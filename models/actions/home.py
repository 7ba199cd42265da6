"""Today: how the school stands and what to do next, as facts for the home screen and ``yanxiu home``."""

from __future__ import annotations

from dataclasses import dataclass

from data.words import t
from models.actions.desk import Desk


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """``staff`` people on the lists today; cells of the roster with ``hard`` and ``soft`` findings."""

    staff: int
    groups: tuple[tuple[str, int], ...]
    hard: int
    soft: int

    @property
    def next_steps(self) -> tuple[str, ...]:
        """What to do next, the most urgent first, each a sentence."""
        if not self.staff:
            return (t("home.step_import"), t("home.step_type"))
        steps = []
        if self.hard:
            steps.append(t("home.step_hard", count=self.hard))
        if self.soft:
            steps.append(t("home.step_soft", count=self.soft))
        return tuple(steps) or (t("home.step_none"),)


def home_facts(desk: Desk) -> HomeFacts:
    """The facts as of now."""
    source = desk.source("roster")
    people = desk.people(desk.today)
    findings = [problem for i in range(len(source)) for problem in source.row(i).problems.values()]
    hard = sum(problem.hard for problem in findings)
    counted = ((group, sum(group in person["group_roles"] for person in people)) for group in desk.groups())
    groups = tuple((group, count) for group, count in counted if count)
    return HomeFacts(len(people), groups, hard, len(findings) - hard)
