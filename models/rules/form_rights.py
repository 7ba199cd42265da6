"""Who may fill in an evaluation form, and who sees which scores."""

from __future__ import annotations

from enum import StrEnum

_ALL = ("admin", "office")


class Sight(StrEnum):
    """What somebody sees of a lesson's scores."""

    ALL = "all"  # every observer's points and words
    MEANS = "means"  # what they come to together
    OWN = "own"  # one's own form
    NOTHING = "nothing"


def may_fill(role: str, is_observer: bool, heads_group: bool) -> bool:
    """The observer, the head of the teacher's group, and the office, which types in what is on paper."""
    return role in _ALL or is_observer or (role == "head" and heads_group)


def sight(role: str, is_teacher: bool, is_observer: bool, heads_group: bool) -> Sight:
    """Leaders and the office see everything, heads their own group's lessons, teachers their own lessons; an observer
    otherwise only the own form, so that nobody scores after others; a viewer sees numbers without names."""
    if role in (*_ALL, "leader") or is_teacher or (role == "head" and heads_group):
        return Sight.ALL
    if is_observer:
        return Sight.OWN
    return Sight.MEANS if role == "viewer" else Sight.NOTHING
