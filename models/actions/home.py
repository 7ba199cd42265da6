"""Today: how the school stands and what to do next, as facts for the home screen and ``yanxiu home``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from data.words import t
from models.actions.desk import Desk


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """``staff`` people on the lists today; cells of the roster with ``hard`` and ``soft`` findings.

    ``soft`` is 0 where there are too many people to look at each.
    """

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
    found = desk.source("roster").findings()
    if found.soft is None:
        staff, sizes = desk.list_sizes()
    else:
        people = desk.people(desk.today)
        staff, sizes = len(people), Counter(group for person in people for group in person["group_roles"])
    groups = tuple((group, count) for group in desk.groups() if (count := sizes.get(group, 0)))
    return HomeFacts(staff, groups, found.hard, found.soft or 0)
