"""A matching in sentences: how good it is, why each pair, why not another, who is left and what would help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from data.words import t
from models.planning.pairing.matching import BEST, Couple, Lost, Matcher, Matching, Two
from models.planning.pairing.whys import ALLOW, MENTOR, PLACE, Difference, Relief, WhyLeft, WhyNot, WhyThis
from models.rules.mentoring_circle import Circle
from models.rules.mentoring_words import lacking_words, part_words, priority_words, refusal_words

_MOST_NAMED = 6


class Teller:
    """Says everything about the matchings of one circle; people who share a name are told with their number."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._circle: Circle = matcher.circle
        self._bearers = Counter(person.name for person in self._circle.people.values())

    def name(self, number: str) -> str:
        person = self._circle.people.get(number)
        if person is None or not person.name:
            return number
        return person.name if self._bearers[person.name] == 1 else f"{person.name}({number})"

    def names(self, numbers: Iterable[str]) -> str:
        """People in one list, of many the first few."""
        every = list(numbers)
        told = t("matching.and").join(map(self.name, every[:_MOST_NAMED]))
        return told if len(every) <= _MOST_NAMED else t("matching.and_others", names=told, count=len(every))

    def pair(self, mentor: str, mentee: str) -> str:
        return t("matching.pair", mentor=self.name(mentor), mentee=self.name(mentee))

    def summary(self, matching: Matching) -> str:
        """How many wait, how many places there are, and what is proposed."""
        circle = self._circle
        places = sum(circle.free_places(mentor) for mentor in circle.mentors)
        return t(
            "matching.summary",
            waiting=len(circle.waiting),
            mentors=len(circle.mentors),
            places=places,
            pairs=len(matching.couples),
            left=len(matching.left),
            score=matching.score,
        )

    def need(self, mentee: str) -> str:
        """Why somebody needs a mentor."""
        return priority_words(self._circle.priority(mentee), self._circle.rules)

    def couple(self, couple: Couple) -> str:
        """A proposed pair with its points by parts."""
        told = t(
            "matching.couple",
            pair=self.pair(couple.mentor, couple.mentee),
            score=couple.score,
            parts=part_words(couple.points) or t("matching.no_parts"),
        )
        return told if couple.why == BEST else told + t(f"matching.because.{couple.why}")  # family matching.because.*

    def lost(self, lost: Lost) -> str:
        """A pair that was fixed in vain."""
        return t(
            "matching.lost",
            pair=self.pair(lost.mentor, lost.mentee),
            why=self.refused(lost.refusal, lost.mentor, lost.mentee),
        )

    def refused(self, refusal: str, mentor: str, mentee: str) -> str:
        people = self._circle.people
        return refusal_words(refusal, people[mentor], people[mentee], self._circle.rules)

    def stability(self, matching: Matching, cost: Difference | None) -> str:
        """What it costs that both sides' wishes are kept to, or who would rather have each other; ''."""
        if matching.leaving:
            return t("matching.leaving", pairs=self._pairs(matching.leaving))
        if cost is None or cost.is_nothing:
            return ""
        return t("matching.stable_cost", difference=self.difference(cost, moves=False))

    def difference(self, found: Difference, moves: bool = True) -> str:
        """What another matching brings instead: who is served, points, moves."""
        rules = self._circle.rules
        told = []
        for level in sorted(found.served):
            count = found.served[level]
            need = priority_words(level, rules) if level < len(rules.order) else t("matching.others")
            told.append(
                t("matching.more_served" if count > 0 else "matching.fewer_served", need=need, count=abs(count))
            )
        if found.points:
            key = "matching.more_points" if found.points > 0 else "matching.fewer_points"
            told.append(t(key, count=abs(found.points), parts=part_words(found.parts)))
        if not told:
            told.append(t("matching.as_good"))
        if moves:
            told += [self._moved(one.mentee, one.before, one.after) for one in found.moved[:_MOST_NAMED]]
            if len(found.moved) > _MOST_NAMED:
                told.append(t("matching.more_moves", count=len(found.moved) - _MOST_NAMED))
        return t("matching.semicolon").join(told)

    def _moved(self, mentee: str, before: str, after: str) -> str:
        names = {"mentee": self.name(mentee), "before": self.name(before), "after": self.name(after)}
        if not before:
            return t("matching.gets", **names)
        return t("matching.moves", **names) if after else t("matching.loses", **names)

    def why_this(self, couple: Couple, why: WhyThis) -> list[str]:
        """Why a pair is proposed, and the best there is without it."""
        pair, told = self.pair(couple.mentor, couple.mentee), [self.couple(couple)]
        if why.instead:
            told.append(
                t(
                    "matching.instead",
                    pair=pair,
                    other=self.name(why.instead),
                    difference=self.difference(why.difference),
                )
            )
        else:
            told.append(t("matching.no_instead", pair=pair, difference=self.difference(why.difference)))
        return told

    def why_not(self, mentor: str, mentee: str, why: WhyNot) -> list[str]:
        """Why a pair is not proposed, and what it would cost."""
        pair = self.pair(mentor, mentee)
        if why.refusal:
            return [t("matching.cannot", pair=pair, why=self.refused(why.refusal, mentor, mentee))]
        points = self._matcher.fit(mentor, mentee).points
        told = [
            t(
                "matching.worth",
                pair=pair,
                score=sum(points.values()),
                parts=part_words(points) or t("matching.no_parts"),
            )
        ]
        if why.difference is None or why.difference.is_nothing:
            return [*told, t("matching.proposed_already", pair=pair)]
        told.append(t("matching.forced", pair=pair, difference=self.difference(why.difference)))
        if why.leaving:
            told.append(t("matching.leaving", pairs=self._pairs(why.leaving)))
        return told

    def _pairs(self, pairs: Iterable[Two]) -> str:
        return t("matching.and").join(self.pair(*pair) for pair in list(pairs)[:_MOST_NAMED])

    def why_left(self, mentee: str, why: WhyLeft) -> str:
        """Why somebody stays without a mentor."""
        who = t("matching.who", name=self.name(mentee), need=self.need(mentee))
        if not why.mentors:
            counted = [
                t(f"matching.barred.{one}", count=count) for one, count in why.barred.items()
            ]  # family matching.barred.*
            return t("matching.nobody", who=who, why=t("matching.comma").join(counted) or t("matching.no_mentors"))
        guiding = [
            t("matching.guiding", mentor=self.name(mentor), mentees=self.names(mentees))
            if mentees
            else t("matching.guiding_before", mentor=self.name(mentor))
            for mentor, mentees in list(why.mentors.items())[:_MOST_NAMED]
        ]
        return t("matching.all_full", who=who, guiding=t("matching.comma").join(guiding))

    def relief(self, relief: Relief) -> str:
        """A single change that would help."""
        circle, first = self._circle, next(iter(relief.who), "")
        names: dict[str, object] = {"who": self.name(first), "most": circle.rules.most}
        if relief.kind == ALLOW:
            names["who"] = self.pair(first, relief.who[-1])
        elif relief.kind == MENTOR:
            names["lacking"] = lacking_words(circle.people[first], circle.rules)
        elif relief.kind == PLACE:
            names["count"] = circle.people[first].load() + circle.free_places(first) + 1
        told = t(
            "matching.relief", what=t(f"matching.relief.{relief.kind}", **names), served=self.names(relief.served)
        )  # family matching.relief.*
        return told + t("matching.relief_but", lost=self.names(relief.lost)) if relief.lost else told
