"""The one way to ask for a plan: what is given, what people know already, and who watches while it is made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.planning.values import Entry, Given, PlanRules, Weights
from models.planning.changes import Change, compared, replan
from models.planning.plan import Plan
from models.planning.schools import plan_schools
from models.planning.watching import Listen, Stop, Watch


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. Plain values, so that another process can be asked.

    ``weeks`` None are all; days before ``first_day`` of the first of them are over. What must stay is a pin of what is
    ``given``, a pair that must not meet is forbidden there. ``known`` is what people know already: where
    ``fewest_changes`` what is still possible of it stays, and only what must be is planned anew; otherwise each of it
    that is not kept costs what the school's points say (``moved``), and the best plan is made and compared with it.
    """

    given: Given
    weeks: tuple[int, ...] | None = None
    first_day: int = 1
    seed: int = 1
    known: tuple[Entry, ...] = ()
    fewest_changes: bool = False

    @property
    def weighed(self) -> Given:
        """What is given, with what people know where its points count."""
        return self.given if self.fewest_changes else replace(self.given, known=frozenset(self.known))


def may_move(rules: PlanRules) -> bool:
    """Whether the school lets what people know already move for a better plan: it then says fewer points than usual."""
    return rules.weights.moved < Weights().moved


def make_plan(asked: Asked, listen: Listen | None = None, stop: Stop | None = None) -> Change:
    """The plan that is asked for, beside what people know; the same question has the same answer.

    ``listen`` hears how far it is; as soon as ``stop`` says so, the best plan that there is by then is the answer,
    valid like every other.
    """
    watch = Watch(listen, stop)
    if asked.fewest_changes:
        return replan(asked.given, asked.known, min(asked.weeks or (1,)), asked.first_day, watch)
    plan: Plan = plan_schools(asked.weighed, asked.weeks, asked.seed, first_day=asked.first_day, watch=watch)
    return compared(plan, asked.known)
