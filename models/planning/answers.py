"""Questions about a plan as somebody asks them, answered in sentences: why this week, why not that lesson, what bars
somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from data.planning.values import Entry, Given
from data.words import t
from models.planning.changes import Change
from models.planning.facts import Facts
from models.planning.fixed import why_impossible
from models.planning.plan import Plan, in_time
from models.planning.telling import entry_words, name_of, not_words, shortfall_words, this_words
from models.planning.why import blockers, why_not, why_this

_MOST_TRIED = 2
"""Lessons of one teacher in a week for which a plan is made to see what each would cost."""


@dataclass(frozen=True)
class Questions:
    """Answers about one plan, made for ``weeks`` (None: all) from ``first_day`` of the first on, under ``seed``."""

    given: Given
    plan: Plan
    weeks: Sequence[int] | None = None
    seed: int = 1
    first_day: int = 1

    @cached_property
    def _with_past(self) -> Given:
        """What is given, with everything fixed that lies outside of what was planned: an answer must not move it."""
        if self.weeks is None:
            return self.given
        begins = (min(self.weeks, default=1), self.first_day)
        outside = [one for one in self.plan.entries if one.week not in self.weeks or one[1:3] < begins]
        return replace(self.given, pins=tuple(sorted({*self.given.pins, *outside})))

    def why(self, who: str, week: int | None = None) -> list[str]:
        """Why somebody is to see what they are to see in a week; without one, how they stand and what bars them."""
        name = name_of(self.given)
        entries = [one for one in self.plan.entries if one.observer == who and week in (None, one.week)]
        if week is None:
            quota = next(one.quota for one in self.given.people if one.id == who)
            said = [t("plan_why.stands", who=name(who), count=len(entries), quota=quota)]
            said += [shortfall_words(one, name) for one in self.plan.shortfalls if who in (one.person, one.other)]
            return [*said, self._bars(who)]
        if not entries:
            return [t("plan_why.nothing", who=name(who), week=week), self._bars(who)]
        return [
            words
            for entry in entries
            for words in this_words(entry, why_this(self.given, self.plan, entry, self.weeks, self.first_day), name)
        ]

    def why_not(self, who: str, teacher: str, week: int) -> list[str]:
        """Why somebody is not to see a teacher's lessons of a week, and what it would cost all if they did."""
        name, facts = name_of(self.given), Facts(self.given)
        lessons = sorted(
            {
                Entry(who, week, *facts.time(facts.slot_of[lesson]), teacher)
                for lesson in facts.lessons_of[facts.number[teacher]]
                if facts.runs[lesson] >> week & 1
            },
            key=in_time,
        )
        if not lessons:
            return [t("plan_why.no_lessons", teacher=name(teacher), week=week)]
        there = [one for one in lessons if one in self.plan.entries]
        if there:
            return [t("plan_why.is_there", entry=entry_words(one, name)) for one in there]
        possible = [one for one in lessons if not why_impossible(facts, one)]
        possible.sort(key=lambda one: (one.day not in self.given.rules.open_days, in_time(one)))
        said: list[str] = []
        for one in possible[:_MOST_TRIED] or lessons:
            why = why_not(self._with_past, self.plan, one, self.weeks, self.seed, self.first_day)
            if why.cost < 0:
                # Planned with the fewest changes it is not the best plan: with more changes there are better ones.
                said.append(t("plan_why.better", entry=entry_words(one, name), gain=-why.cost))
            else:
                said += not_words(one, why, name)
        return said

    def _bars(self, who: str) -> str:
        """What bars somebody from the lessons of open days that they do not see, the commonest first."""
        counted = blockers(self.given, self.plan, who)
        parts = [
            t("plan_why.bar", why=t(f"plan_why.bar_{why}"), count=count)  # family plan_why.bar_*
            for why, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        ]
        name = name_of(self.given)(who)
        return t("plan_why.bars", who=name, count=sum(counted.values()), parts=t("plan.list_comma").join(parts))


def change_words(change: Change, given: Given) -> list[str]:
    """What is different from what people know, in sentences: the sum first."""
    name = name_of(given)
    said = [
        t(
            "plan_why.changed",
            kept=change.kept,
            moved=len(change.moved),
            new=len(change.new),
            dropped=len(change.dropped),
            broken=len(change.broken),
        )
    ]
    if change.moved_for_others:
        said.append(t("plan_why.moved_for_others", count=change.moved_for_others))
    said += [t("plan_why.moved", old=entry_words(old, name), entry=entry_words(new, name)) for old, new in change.moved]
    said += [t("plan_why.new", entry=entry_words(one, name)) for one in change.new]
    return said + [t("plan_why.dropped", entry=entry_words(one, name)) for one in change.dropped]
