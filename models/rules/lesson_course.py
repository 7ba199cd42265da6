"""The course of a lesson as an observer marked it: how long what went on, and what that proposes for timed items.

One kind of work goes on until the next mark. While the teacher walks round (巡视), the pupils go on with what they were
doing, so that these minutes count as theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.rules.scores import Item, half_up

SELF_STUDY, TALK, PRACTICE, QUESTION, PATROL = "self_study", "talk", "practice", "question", "patrol"
OPENING, START, END = "opening", "start", "end"
WORK = (SELF_STUDY, TALK, PRACTICE, QUESTION, PATROL)
"""What a key can mark, in the order of the digits 1 to 5."""
TIMED = (OPENING, SELF_STUDY, TALK, PRACTICE)
"""What may propose points: the minutes until the first mark, self-study, the teacher's talk, practice."""
_OF_PUPILS = (SELF_STUDY, PRACTICE)


@dataclass(frozen=True, slots=True)
class Moment:
    """The second of the lesson at which a kind of work begins."""

    second: int
    work: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A kind of work from one second to another. ``counts_as`` is what its minutes belong to."""

    begins: int
    ends: int
    work: str
    counts_as: str

    @property
    def seconds(self) -> int:
        return self.ends - self.begins


def stretches(moments: Iterable[Moment], until: int | None = None) -> list[Stretch]:
    """The lesson piece by piece. A lesson without an end is counted ``until`` that second, or its last mark."""
    marks = sorted(moments, key=lambda moment: moment.second)
    end = next((mark.second for mark in marks if mark.work == END), None)
    last = end if end is not None else max([until or 0, *(mark.second for mark in marks)])
    marks = [mark for mark in marks if mark.work != END and mark.second <= last]
    found: list[Stretch] = []
    pupils = PATROL
    for number, mark in enumerate(marks):
        ends = marks[number + 1].second if number + 1 < len(marks) else last
        work = OPENING if mark.work == START else mark.work
        if work != PATROL:
            pupils = work if work in _OF_PUPILS else PATROL
        if ends > mark.second:
            found.append(Stretch(mark.second, ends, work, pupils if work == PATROL else work))
    return found


def seconds_of(found: Iterable[Stretch]) -> dict[str, int]:
    """The seconds of each kind of work, walking round counted as what the pupils did meanwhile."""
    sums: dict[str, int] = {}
    for stretch in found:
        sums[stretch.counts_as] = sums.get(stretch.counts_as, 0) + stretch.seconds
    return sums


def minutes(seconds: int) -> int:
    """Whole minutes; half a minute counts as one."""
    return half_up(seconds, 60)


def proposed(items: Sequence[Item], seconds: Mapping[str, int]) -> dict[int, int]:
    """The tenths to propose for each timed item whose kind of work was marked, by the item's number.

    No talk at all is marked by nothing: it is proposed from as soon as anything else was marked.
    """
    marked = any(work in seconds for work in (SELF_STUDY, TALK, PRACTICE))
    return {
        item.seq: points_for(item.limits, minutes(seconds.get(item.timed, 0)))
        for item in items
        if item.timed and item.limits and (item.timed in seconds or (marked and item.timed == TALK))
    }


def points_for(limits: Sequence[tuple[int, int]], taken: int) -> int:
    """The tenths for so many minutes: those of the last step that is reached."""
    return next((points for begins, points in reversed(limits) if taken >= begins), limits[0][1])


@dataclass(frozen=True, slots=True)
class Wanted:
    """The minutes that get the most points: from ``least`` to ``most`` (None: without an end)."""

    least: int
    most: int | None


def wanted(item: Item) -> Wanted | None:
    """What the item's limits ask for; None for one that is not timed."""
    if not item.limits:
        return None
    best = max(points for _, points in item.limits)
    at = next(place for place, (_, points) in enumerate(item.limits) if points == best)
    after = next((begins for begins, points in item.limits[at:] if points != best), None)
    return Wanted(item.limits[at][0], None if after is None else after - 1)
