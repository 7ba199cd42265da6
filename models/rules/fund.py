"""Rewards and penalties that the records speak for, by amounts that the school sets. They are proposals: a person
decides about each, and where no amount is set nothing is proposed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

REWARDS = ("contest_first", "contest_second", "contest_third", "paper", "beyond")
PENALTIES = ("owed",)
RULES = (*REWARDS, *PENALTIES)
"""What may be rewarded or penalised: an award in a contest, a paper outside the school, each unit beyond what a term
asks for, each unit still owed when its month or term is over."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something in the records that a rule looks at: whose (a staff number), how many units, and the reason in words,
    by which it is known again."""

    rule: str
    teacher: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Money that may be given or taken: ``kind`` is 'reward' or 'penalty', ``yuan`` is above 0."""

    kind: str
    teacher: str
    yuan: int
    reason: str


def propose(
    facts: Iterable[Fact], amounts: Mapping[str, int], known: Collection[tuple[str, str, str]] = ()
) -> list[Proposal]:
    """What the facts come to at these amounts in yuan a unit; what is ``known`` already as (kind, teacher, reason),
    whatever became of it, is not proposed again."""
    found: dict[tuple[str, str, str], Proposal] = {}
    for fact in facts:
        yuan = amounts.get(fact.rule, 0) * fact.count
        kind = "penalty" if fact.rule in PENALTIES else "reward"
        key = (kind, fact.teacher, fact.reason)
        if yuan > 0 and key not in known:
            found.setdefault(key, Proposal(kind, fact.teacher, yuan, fact.reason))
    return list(found.values())
