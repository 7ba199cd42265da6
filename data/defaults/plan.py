"""The plan that a new school starts with: its clauses, and what each of them rests on."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class DefaultClause:
    """``links`` are pairs of kind ('obligation', 'register', 'target') and name."""

    number: str
    body: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DefaultPlan:
    title: str
    clauses: tuple[DefaultClause, ...]

    def links_of(self, number: str) -> tuple[tuple[str, str], ...]:
        """What a clause of that number rests on in a plan like this one."""
        return next((one.links for one in self.clauses if one.number == number), ())


@cache
def default_plan() -> DefaultPlan:
    parsed = tomllib.loads((resources.files("data.defaults") / "plan.toml").read_text("utf-8"))
    clauses = (
        DefaultClause(one["number"], one["body"], tuple(_link(text) for text in one.get("links", ())))
        for one in parsed["clause"]
    )
    return DefaultPlan(parsed["title"], tuple(clauses))


def _link(text: str) -> tuple[str, str]:
    kind, _, target = text.partition(":")
    return kind, target
