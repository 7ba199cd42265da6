"""The ladder 组 → 校 → 县 as it stands: which lessons, how far they came, who voted, who was missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.actions.desk import Desk
from models.actions.form_results import Results
from models.actions.group_lessons import away_on
from models.actions.lesson_facts import LessonFacts, heads_group_of, lessons
from models.registers.choosing import label_of
from models.rules.ladder import Count, LadderRules, Poll, count_votes, fraction_of
from models.rules.rights import Scope, may_see
from models.tables.lessons import Nomination, Vote
from models.tables.people import GroupMember, StaffGroup, Teacher
from models.tables.reading import dicts, tuples

PENDING, ADVANCED, NOT_ADVANCED, WITHDRAWN = "pending", "advanced", "not_advanced", "withdrawn"
GROUP_LESSON = "research"
"""The kind of lesson that a group gives after preparing together, and may send on."""
_AT_WORK = "active"


@dataclass(frozen=True, slots=True)
class Rung:
    """A lesson at one stage; ``shown`` says that it was given for that stage, not only for the one before."""

    id: int
    stage: str
    outcome: str
    facts: LessonFacts
    group: str
    after: int | None
    shown: bool
    decided_on: str
    present: int
    entitled: int
    votes: int
    award: str
    reason: str

    @property
    def voted(self) -> bool:
        """Whether votes have been noted."""
        return self.present > 0


def ladder_rules(desk: Desk) -> LadderRules:
    """The school's own rules, from the setting 'ladder'; what it does not say is as usual."""
    usual = LadderRules()
    said = desk.setting("ladder", {})
    return LadderRules(
        fraction_of(str(said.get("quorum", "")), usual.quorum),
        fraction_of(str(said.get("least", "")), usual.least),
        {**usual.nominees, **{stage: int(most) for stage, most in said.get("nominees", {}).items()}},
        str(said.get("conflict", usual.conflict)),
    )


class Ladder:
    """The ladder of the present term. Make a new one after something was written."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.rules = ladder_rules(desk)
        term = desk.term
        self._days = (term.starts_on, term.ends_on) if term else ("", "")
        self._people: Sequence[Mapping[str, Any]] = desk.people(desk.today)
        self._group_of: dict[str, str] = {one["staff_no"]: one.get("research_group") or "" for one in self._people}

    @cached_property
    def rungs(self) -> list[Rung]:
        """Every lesson on the ladder at every stage it has reached, by group, lesson and stage."""
        rows = dicts(Nomination.select().where(Nomination.lesson.is_null(False)).order_by(Nomination.id))
        first, last = self._days
        facts = {one.id: one for one in lessons([row["lesson"] for row in rows]) if first <= one.held_on <= last}
        shown_at = {row["id"]: row["lesson"] for row in rows}
        found = [self._rung(row, facts, shown_at) for row in rows if row["lesson"] in facts]
        order = {group: place for place, group in enumerate(self._desk.groups())}
        return sorted(found, key=lambda one: (order.get(one.group, len(order)), one.group, self._root(one, found)))

    @cached_property
    def scores(self) -> dict[int, tuple[float, int]]:
        """What the forms of each lesson on the ladder come to, as far as the person may see it: the adjusted mean, or
        the plain one where there is none, and of how many forms."""
        facts = {one.facts.id: one.facts for one in self.rungs}
        return {
            one.facts.id: (one.adjusted.mean if one.adjusted else one.spread.mean, one.spread.n)
            for one in Results(self._desk).of(list(facts.values()))
            if one.spread
        }

    def of_group(self, group: str | None) -> list[Rung]:
        """The rungs of one group, or all."""
        return [one for one in self.rungs if group in (None, one.group)]

    def rung(self, nomination: int) -> Rung:
        """Raises LookupError for one that is no longer there."""
        found = next((one for one in self.rungs if one.id == nomination), None)
        if found is None:
            raise LookupError(nomination)
        return found

    def not_on_it(self, group: str | None = None) -> list[LessonFacts]:
        """The group lessons of the term that were held and nobody has put on the ladder yet."""
        first, last = self._days
        last = min(last, self._desk.today.isoformat())
        on_it = {one.facts.id for one in self.rungs}
        return [
            one
            for one in lessons(since=first, until=last)
            if one.kind == GROUP_LESSON and one.status != "cancelled" and one.id not in on_it
            if group in (None, self.group_of(one.staff_no))
        ]

    def group_of(self, staff_no: str) -> str:
        """The research group of somebody on the staff; '' for somebody who is not."""
        return self._group_of.get(staff_no, "")

    # -- a vote ------------------------------------------------------------------------------------------------------

    def open_round(self, stage: str, group: str | None) -> list[Rung]:
        """What can be voted on now: of that stage, not decided, and shown there; of one group at the group's stage."""
        return [
            one
            for one in self.rungs
            if one.stage == stage and one.outcome == PENDING and one.shown and (stage != "group" or one.group == group)
        ]

    def entitled(self, stage: str, group: str | None) -> dict[str, str]:
        """Who may vote, with their research groups: the group's members who are at work, or the leading group; all of
        the staff in a school that has none."""
        away = away_on(self._desk.today.isoformat())
        at_work = [one for one in self._people if one.get("status") == _AT_WORK and one["staff_no"] not in away]
        if stage == "group":
            return {one["staff_no"]: group or "" for one in at_work if one.get("research_group") == group}
        leading = self._leading()
        return {
            one["staff_no"]: self.group_of(one["staff_no"])
            for one in at_work
            if not leading or one["staff_no"] in leading
        }

    def count(self, stage: str, group: str | None) -> Count:
        """What the noted votes of a round come to."""
        rungs = [one for one in self.open_round(stage, group) if one.voted]
        votes = self.votes([one.id for one in rungs])
        polls = [
            Poll(
                one.id,
                one.facts.staff_no,
                one.group,
                self.scores.get(one.facts.id, (None, 0))[0],
                frozenset(voter for voter, favours in votes.get(one.id, {}).items() if favours),
                frozenset(voter for voter, favours in votes.get(one.id, {}).items() if not favours),
                -1 if one.id in votes else one.votes,
            )
            for one in rungs
        ]
        present = max((one.present for one in rungs), default=0)
        return count_votes(stage, polls, self.entitled(stage, group), self.rules, present)

    def votes(self, nominations: Sequence[int]) -> dict[int, dict[str, bool]]:
        """Who was there when each was voted on, and whether they were for it, by staff number."""
        found: dict[int, dict[str, bool]] = {}
        rows = (
            Vote.select(Vote.nomination, Teacher.staff_no, Vote.in_favour)
            .join(Teacher, on=(Vote.voter == Teacher.id))
            .where(Vote.nomination.in_(list(nominations)))
            .order_by(Vote.id)
        )
        for nomination, staff_no, favours in tuples(rows):
            found.setdefault(nomination, {})[staff_no] = favours
        return found

    def _leading(self) -> set[str]:
        rows = (
            GroupMember.select(Teacher.staff_no)
            .join(StaffGroup, on=(GroupMember.group == StaffGroup.id))
            .switch(GroupMember)
            .join(Teacher, on=(GroupMember.teacher == Teacher.id))
            .where(StaffGroup.kind == "leading", GroupMember.ends_on == "")
        )
        return {number for (number,) in tuples(rows)}

    # -- inside --------------------------------------------------------------------------------------------------------

    def _rung(
        self,
        row: Mapping[str, Any],
        facts: Mapping[int, LessonFacts],
        shown_at: Mapping[int, int],
    ) -> Rung:
        lesson = facts[row["lesson"]]
        return Rung(
            row["id"],
            row["stage"],
            row["outcome"],
            lesson,
            self.group_of(lesson.staff_no),
            row["after"],
            row["after"] is None or shown_at.get(row["after"]) != lesson.id,
            row["decided_on"],
            row["present"],
            row["entitled"],
            row["votes"],
            row["award"],
            row["reason"],
        )

    @staticmethod
    def _root(one: Rung, every: Sequence[Rung]) -> tuple[int, int]:
        """The place of the lesson with which it began, then its own."""
        by_id, first = {each.id: each for each in every}, one
        while first.after in by_id:
            first = by_id[first.after]
        return first.id, one.id


def may_see_votes(desk: Desk, rung: Rung) -> bool:
    """Whether the person may see who voted for what: of the own group only for its head."""
    scope = may_see(desk.store.actor.role, "votes")
    return scope is Scope.ALL or (scope is Scope.GROUP and heads_group_of(desk.store, rung.facts.teacher_id))


def stage_words(desk: Desk, stage: str) -> str:
    return label_of(desk.lists.choices("lesson_stage"), stage)


def outcome_words(desk: Desk, outcome: str) -> str:
    return label_of(desk.lists.choices("nomination_outcome"), outcome)
