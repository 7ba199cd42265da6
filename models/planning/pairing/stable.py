"""Pairs that both sides wish, made so that nobody has a reason to leave them for each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Wants = Mapping[int, Sequence[int]]
"""By person: whom they want of those who want them too, the dearest first."""


def stable_pairs(mentees: Wants, mentors: Wants, rooms: Mapping[int, int]) -> dict[int, int]:
    """By mentee the mentor, by deferred acceptance: each mentee asks in the order of their wishes, each mentor keeps
    the dearest of those who have asked. Of all stable pairings it is the one that every mentee likes best."""
    place = {mentor: {mentee: number for number, mentee in enumerate(wanted)} for mentor, wanted in mentors.items()}
    asked = dict.fromkeys(mentees, 0)
    kept: dict[int, list[int]] = {mentor: [] for mentor in mentors}
    asking = sorted(mentees, reverse=True)
    while asking:
        mentee = asking.pop()
        if asked[mentee] == len(mentees[mentee]):
            continue
        mentor = mentees[mentee][asked[mentee]]
        asked[mentee] += 1
        holding = kept[mentor]
        holding.append(mentee)
        holding.sort(key=place[mentor].__getitem__)
        if len(holding) > rooms[mentor]:
            asking.append(holding.pop())
    return {mentee: mentor for mentor, several in sorted(kept.items()) for mentee in several}


def who_would_leave(
    mentees: Wants, mentors: Wants, rooms: Mapping[int, int], guides: Mapping[int, Sequence[int]]
) -> list[tuple[int, int]]:
    """The (mentor, mentee) who want each other and would both rather be a pair than what they have. ``guides`` says
    whom each mentor has of the places in question."""
    has = {mentee: mentor for mentor, several in guides.items() for mentee in several}
    found = []
    for mentee, wanted in sorted(mentees.items()):
        for mentor in wanted:
            if has.get(mentee) == mentor:
                break
            theirs = guides.get(mentor, ())
            dear = {one: number for number, one in enumerate(mentors[mentor])}
            if len(theirs) < rooms[mentor] or any(dear.get(one, len(dear)) > dear[mentee] for one in theirs):
                found.append((mentor, mentee))
    return found
