"""Who may fill in an evaluation form, and who sees which scores: what the table of rights says of forms."""

from __future__ import annotations

from enum import StrEnum

from models.rules.rights import Scope, may_do, may_see


class Sight(StrEnum):
    """What somebody sees of a lesson's scores."""

    ALL = "all"  # every observer's points and words, and what they come to
    OWN = "own"  # one's own form
    NOTHING = "nothing"


def may_fill(role: str, is_observer: bool, heads_group: bool) -> bool:
    """The observer, the head of the teacher's group, and the office, which types in what is on paper."""
    scope = may_do(role, "forms.score")
    return scope is Scope.ALL or (scope is not Scope.NONE and is_observer) or (scope is Scope.GROUP and heads_group)


def sight(role: str, is_teacher: bool, is_observer: bool, heads_group: bool) -> Sight:
    """Heads see their own group's lessons, teachers their own lessons; an observer otherwise only the own form, so that
    nobody scores after others."""
    scope = may_see(role, "forms")
    if scope is Scope.NONE:
        return Sight.NOTHING
    if scope is Scope.ALL or is_teacher or (scope is Scope.GROUP and heads_group):
        return Sight.ALL
    return Sight.OWN if is_observer else Sight.NOTHING
