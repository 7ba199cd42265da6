"""The best pairs for everybody who waits, beside what the office has fixed and what both sides wish."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from models.planning.pairing.assignment import Task, assign
from models.planning.pairing.stable import Wants, stable_pairs, who_would_leave
from models.rules.mentoring import FULL, PAIRED, ROUND, WHERE_THERE_IS_ONE, WISH, Fit, load_points
from models.rules.mentoring_circle import Circle
from models.rules.pairing import SUBJECT

PINNED, WISHED, BEST = "pinned", "wished", "best"
"""Why a pair is proposed: the office has fixed it, both sides want it, or it is part of the best for all."""

Two = tuple[str, str]
"""A mentor and a mentee."""


@dataclass(frozen=True, slots=True)
class Couple:
    """One proposed pair with its points by parts; ``why`` is PINNED, WISHED or BEST."""

    mentor: str
    mentee: str
    points: Mapping[str, int]
    why: str = BEST

    @property
    def score(self) -> int:
        return sum(self.points.values())


@dataclass(frozen=True, slots=True)
class Lost:
    """A pair that was fixed and cannot be, by one of the rules' refusals."""

    mentor: str
    mentee: str
    refusal: str


@dataclass(frozen=True)
class Matching:
    """``couples`` with the most urgent first, ``left`` who stays without, ``lost`` what was fixed in vain; ``leaving``
    are the (mentor, mentee) who would rather be a pair than what is proposed. ``served`` counts by priority."""

    couples: tuple[Couple, ...]
    left: tuple[str, ...]
    lost: tuple[Lost, ...]
    leaving: tuple[Two, ...]
    served: Mapping[int | None, int]

    @property
    def score(self) -> int:
        return sum(couple.score for couple in self.couples)

    @cached_property
    def mentor_of(self) -> Mapping[str, str]:
        return {couple.mentee: couple.mentor for couple in self.couples}

    @cached_property
    def mentees_of(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for couple in self.couples:
            found[couple.mentor].append(couple.mentee)
        return {mentor: tuple(several) for mentor, several in found.items()}


class Matcher:
    """Everything that is asked about one circle; each pair of people is judged only once."""

    def __init__(self, circle: Circle) -> None:
        self.circle = circle
        self._fits: dict[Two, Fit] = {}

    def fit(self, mentor: str, mentee: str) -> Fit:
        if (mentor, mentee) not in self._fits:
            self._fits[mentor, mentee] = self.circle.fit(mentor, mentee)
        return self._fits[mentor, mentee]

    def match(
        self, stable: bool = True, forced: Collection[Two] = (), banned: Collection[Two] = (), more: Iterable[str] = ()
    ) -> Matching:
        """The best pairs. Where both sides want each other nobody has a reason to leave what they get, unless not
        ``stable``. ``forced`` pairs are held fast, ``banned`` ones left out, the mentors ``more`` have one place more.
        """
        return _Making(self, stable, forced, banned, Counter(more)).matching()

    @cached_property
    def possible(self) -> Mapping[str, Mapping[str, int]]:
        """By everybody who waits the mentors who are possible, with the worth of each."""
        return {mentee: self._mentors_for(mentee) for mentee in self.circle.waiting}

    def _mentors_for(self, mentee: str) -> dict[str, int]:
        found = {}
        for mentor in self._candidates(mentee):
            fit = self.fit(mentor, mentee)
            if fit.is_possible and not self._is_upward(mentor, mentee):
                found[mentor] = fit.score - fit.points.get("load", 0)
        return found

    def _candidates(self, mentee: str) -> Collection[str]:
        """Who need be looked at: where the subject decides, only who teaches it or was fixed by the office."""
        circle = self.circle
        by_subject = circle.rules.same_subject != WISH and circle.topic == SUBJECT and circle.people[mentee].subject
        if not by_subject:
            return circle.mentors
        if circle.rules.same_subject == WHERE_THERE_IS_ONE and not circle.has_mentor_of_subject(mentee):
            return circle.mentors
        fixed = [mentor for mentor, other in circle.pinned if other == mentee and mentor in circle.people]
        return list(dict.fromkeys([*circle.mentors_of_subject(by_subject), *fixed]))

    def _is_upward(self, mentor: str, mentee: str) -> bool:
        """Whether of two who both wait and may both be mentors the less experienced would guide the other: only one
        direction is proposed, or they might guide each other round in a circle."""
        circle = self.circle
        if not circle.is_waiting(mentor) or mentee not in circle.mentor_set:
            return False
        return self._experience(mentor) < self._experience(mentee)

    def _experience(self, number: str) -> tuple[int, int]:
        years = self.circle.people[number].years
        return (-1 if years is None else years, -self.circle.place[number])

    @cached_property
    def mutual(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
        """Who wants whom of those who want them too: mentors by mentee, mentees by mentor, the dearest first."""
        by_mentee: dict[str, list[tuple[tuple[int, ...], str]]] = defaultdict(list)
        by_mentor: dict[str, list[tuple[tuple[int, ...], str]]] = defaultdict(list)
        for (mentor, mentee), wishes in self.circle.wishes_of.items():
            rank = {wish.side: wish.rank or 99 for wish in wishes if wish.wish == "wanted"}
            if not {"mentor", "mentee"} <= rank.keys() or mentor not in self.possible.get(mentee, ()):
                continue
            worth, urgent = self.possible[mentee][mentor], self.circle.priority(mentee) or 0
            by_mentee[mentee].append(((rank["mentee"], -worth, self.circle.place[mentor]), mentor))
            by_mentor[mentor].append(((rank["mentor"], urgent, -worth, self.circle.place[mentee]), mentee))
        return (
            {mentee: tuple(one for _, one in sorted(several)) for mentee, several in by_mentee.items()},
            {mentor: tuple(one for _, one in sorted(several)) for mentor, several in by_mentor.items()},
        )


class _Making:
    """One matching in the making."""

    def __init__(
        self,
        matcher: Matcher,
        stable: bool,
        forced: Collection[Two],
        banned: Collection[Two],
        more: Counter[str],
    ) -> None:
        self._matcher = matcher
        self._circle = circle = matcher.circle
        self._stable = stable
        self._banned = set(banned)
        self._room = {mentor: circle.free_places(mentor) + more[mentor] for mentor in circle.mentors}
        self._most = {mentor: circle.places_at_most(mentor) + more[mentor] for mentor in circle.mentors}
        self._mentor: dict[str, tuple[str, str]] = {}
        self._given: Counter[str] = Counter()
        self._lost: list[Lost] = []
        self._forced = list(dict.fromkeys([*forced, *self._pins()]))

    def _pins(self) -> list[Two]:
        order = self._circle.place
        known = [pin for pin in self._circle.pinned if pin[0] in order and pin[1] in order]
        urgent = {mentee: place for place, mentee in enumerate(self._circle.waiting)}
        return sorted(known, key=lambda pin: (urgent.get(pin[1], len(urgent)), order[pin[1]], order[pin[0]]))

    def matching(self) -> Matching:
        for pair in self._forced:
            self._hold(pair)
        if self._stable:
            self._join_who_want_each_other()
        self._join_the_others()
        return self._told()

    def _hold(self, pair: Two) -> None:
        mentor, mentee = pair
        refusal = next(iter(self._matcher.fit(mentor, mentee).refusals), "")
        if refusal == PAIRED and self._circle.people[mentee].mentor(self._circle.topic) == mentor:
            return  # they are a pair already
        if not refusal and mentee in self._mentor:
            refusal = PAIRED
        if not refusal and self._given[mentor] >= self._most[mentor]:
            refusal = FULL
        if not refusal and self._mentor.get(mentor, ("",))[0] == mentee:
            refusal = ROUND
        if refusal:
            self._lost.append(Lost(mentor, mentee, refusal))
        else:
            self._give(mentor, mentee, PINNED)

    def _give(self, mentor: str, mentee: str, why: str) -> None:
        self._mentor[mentee] = mentor, why
        self._given[mentor] += 1

    def _rest(self, mentor: str) -> int:
        return max(0, self._room[mentor] - self._given[mentor])

    def _is_open(self, mentor: str, mentee: str) -> bool:
        turned = self._mentor.get(mentor, ("",))[0] == mentee
        return mentee not in self._mentor and (mentor, mentee) not in self._banned and not turned

    def _join_who_want_each_other(self) -> None:
        mentees, mentors, rooms = self._numbered(self._is_open)
        found = stable_pairs(mentees, mentors, rooms)
        names = self._names
        for mentee, mentor in sorted(found.items()):
            self._give(names[mentor], names[mentee], WISHED)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._circle.people)

    def _numbered(self, is_open) -> tuple[Wants, Wants, dict[int, int]]:
        """Who wants each other, by number, and the places for them."""
        place = self._circle.place
        by_mentee, by_mentor = self._matcher.mutual
        mentees = {
            place[mentee]: [place[mentor] for mentor in wanted if is_open(mentor, mentee)]
            for mentee, wanted in by_mentee.items()
        }
        mentors = {
            place[mentor]: [place[mentee] for mentee in wanted if is_open(mentor, mentee)]
            for mentor, wanted in by_mentor.items()
        }
        return mentees, mentors, {place[mentor]: self._rest(mentor) for mentor in by_mentor}

    def _join_the_others(self) -> None:
        circle, matcher = self._circle, self._matcher
        waiting = [mentee for mentee in circle.waiting if mentee not in self._mentor]
        mentors = [mentor for mentor in circle.mentors if self._rest(mentor)]
        number = {mentor: place for place, mentor in enumerate(mentors)}
        worth = [
            {
                number[mentor]: points
                for mentor, points in matcher.possible[mentee].items()
                if mentor in number and self._is_open(mentor, mentee)
            }
            for mentee in waiting
        ]
        places = [
            [
                load_points(circle.people[mentor].load() + self._given[mentor] + one, circle.rules)
                for one in range(self._rest(mentor))
            ]
            for mentor in mentors
        ]
        levels = [circle.priority(mentee) or 0 for mentee in waiting]
        for mentee, mentor in zip(waiting, assign(Task(levels, worth, places)).mentors, strict=True):
            if mentor is not None:
                self._give(mentors[mentor], mentee, BEST)

    def _told(self) -> Matching:
        circle = self._circle
        urgent = {mentee: place for place, mentee in enumerate(circle.waiting)}
        order = sorted(self._mentor, key=lambda one: (urgent.get(one, len(urgent)), circle.place[one]))
        so_far: Counter[str] = Counter()
        couples = []
        for mentee in order:
            mentor, why = self._mentor[mentee]
            points = {name: value for name, value in self._matcher.fit(mentor, mentee).points.items() if name != "load"}
            if load := load_points(circle.people[mentor].load() + so_far[mentor], circle.rules):
                points["load"] = load
            so_far[mentor] += 1
            couples.append(Couple(mentor, mentee, points, why))
        found = Matching(
            tuple(couples),
            tuple(mentee for mentee in circle.waiting if mentee not in self._mentor),
            tuple(self._lost),
            (),
            Counter(circle.priority(mentee) for mentee in self._mentor),
        )
        return replace(found, leaving=self._leaving())

    def _leaving(self) -> tuple[Two, ...]:
        """Who would rather be a pair; what the office has fixed takes nobody away from anybody."""
        free = {mentee for mentee, (_, why) in self._mentor.items() if why != PINNED}
        fixed = {mentee for mentee in self._mentor if mentee not in free}
        held = Counter(mentor for mentor, why in self._mentor.values() if why == PINNED)
        place = self._circle.place
        mentees, mentors, _ = self._numbered(
            lambda mentor, mentee: mentee not in fixed and (mentor, mentee) not in self._banned
        )
        rooms = {one: max(0, self._room[self._names[one]] - held[self._names[one]]) for one in mentors}
        guides: dict[int, list[int]] = defaultdict(list)
        for mentee in free:
            guides[place[self._mentor[mentee][0]]].append(place[mentee])
        return tuple(
            (self._names[one], self._names[other]) for one, other in who_would_leave(mentees, mentors, rooms, guides)
        )
