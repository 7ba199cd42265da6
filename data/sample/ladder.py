"""How the sample school's group lessons fared: voted on in the groups, shown to the school, sent to the county."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from data.sample.observations import SampleLesson, SampleObservation
from data.sample.open_days import GROUP_LESSONS
from data.sample.people import LEADING
from data.sample.school import SEED, sample_school

GROUP_DAY, SCHOOL_DAY = "2026-10-16", "2026-11-06"
"""When the groups voted on their first three lessons, and the leading group on what was shown to the school."""
_SENT_BY_GROUPS = ("015", "024", "036", "037")
_SENT_TO_COUNTY = ("015", "037")
_EACH = 2  # votes that everybody has


class SampleNomination(NamedTuple):
    """A lesson (its place in the history) at a stage; ``after`` is the place of the nomination that it came from.
    ``votes`` are everybody who was there, by staff number, and whether they were for it."""

    lesson: int
    stage: str
    outcome: str = "pending"
    decided_on: str = ""
    present: int = 0
    entitled: int = 0
    after: int | None = None
    reason: str = ""
    votes: dict[str, bool] = {}

    @property
    def in_favour(self) -> int:
        return sum(self.votes.values())


def sample_ladder(
    lessons: Sequence[SampleLesson], observations: Sequence[SampleObservation]
) -> tuple[SampleNomination, ...]:
    """Every lesson at every stage, those of one vote beside each other."""
    place = {(one.held_on, one.period, one.teacher): number for number, one in enumerate(lessons)}
    group_of = {person.staff_no: person.research_group for person in sample_school().teachers}
    found: list[SampleNomination] = []
    risen: dict[str, int] = {}
    for group in ("语文组", "数学组"):
        own = [place[day, period, who] for day, period, who, _ in GROUP_LESSONS if group_of[who] == group]
        first, later = own[:3], own[3:]
        members = [number for number, name in group_of.items() if name == group and number != "023"]
        there = _there(members, observations, first[-1])
        for nomination in _voted("group", [(n, None) for n in first], lessons, there, len(members), _SENT_BY_GROUPS):
            if nomination.outcome == "advanced":
                risen[lessons[nomination.lesson].teacher] = len(found)
            found.append(nomination)
        found += [SampleNomination(number, "group") for number in later]
    leading = [p.staff_no for p in sample_school().teachers if LEADING in p.other_groups]
    shown = [
        (number, risen[one.teacher])
        for number, one in enumerate(lessons)
        if one.kind == "demonstration" and one.teacher in risen and one.held_on <= SCHOOL_DAY
    ]
    barred = {number: {v for v in leading if group_of[v] == group_of[lessons[number].teacher]} for number, _ in shown}
    sent: list[tuple[int, int]] = []
    for nomination in _voted("school", shown, lessons, leading, len(leading), _SENT_TO_COUNTY, barred):
        if nomination.outcome == "advanced":
            sent.append((nomination.lesson, len(found)))
        found.append(nomination)
    return (*found, *(SampleNomination(lesson, "county", after=after) for lesson, after in sent))


def _there(members: Sequence[str], observations: Sequence[SampleObservation], lesson: int) -> list[str]:
    """Who came to the group's last lesson before the vote, which was taken after it; who gave it was there too."""
    missing = {one.observer for one in observations if one.lesson == lesson and one.status != "came"}
    return [member for member in members if member not in missing]


def _voted(
    stage: str,
    candidates: Sequence[tuple[int, int | None]],
    lessons: Sequence[SampleLesson],
    there: Sequence[str],
    entitled: int,
    winners: Sequence[str],
    barred: dict[int, set[str]] | None = None,
) -> list[SampleNomination]:
    """One vote: nobody votes for their own lesson, and most for those who went on."""
    chosen: dict[str, list[int]] = {}
    for voter in there:
        chance = Random(f"{SEED}:votes:{stage}:{voter}")
        liking = {
            number: chance.random() + (1.1 if lessons[number].teacher in winners else 0.4)
            for number, _ in candidates
            if lessons[number].teacher != voter and voter not in (barred or {}).get(number, ())
        }
        chosen[voter] = sorted(liking, key=lambda number: -liking[number])[:_EACH]
    found = []
    for number, after in candidates:
        votes = {voter: number in picked for voter, picked in chosen.items()}
        rises = lessons[number].teacher in winners
        reason = f"到会{len(there)}人(应到{entitled}人)，得票{sum(votes.values())}票"
        day = GROUP_DAY if stage == "group" else SCHOOL_DAY
        outcome = "advanced" if rises else "not_advanced"
        found.append(SampleNomination(number, stage, outcome, day, len(there), entitled, after, reason, votes))
    return found
