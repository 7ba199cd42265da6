"""The pairing board as values: who waits for a mentor, who guides whom, what is over, and how well two would fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models.actions.desk import Desk
from models.actions.pairing import Pair, pairs
from models.actions.pairing_people import pair_circle
from models.rules.mentoring import SUBJECT, Fit, PairPerson, capacity_of
from models.rules.mentoring_circle import Circle


@dataclass(frozen=True, slots=True)
class MentorRow:
    """A mentor with the pairs of now, the oldest first; ``capacity`` is how many people they had best guide."""

    staff_no: str
    capacity: int
    pairs: tuple[Pair, ...] = ()

    @property
    def is_full(self) -> bool:
        return len(self.pairs) >= self.capacity


class Board:
    """As the store is now; make a new one after something has changed. Raises NotAllowed."""

    def __init__(self, desk: Desk, topic: str = SUBJECT) -> None:
        self._desk = desk
        self.topic = topic
        self.circle: Circle = pair_circle(desk, topic)
        self._pairs = [one for one in pairs(desk) if one.topic == topic and one.mentor and one.mentee]
        self._circles: dict[int, Circle] = {}
        self._fits: dict[tuple[str, str], Fit] = {}

    # -- the columns -------------------------------------------------------------------------------------------------

    @cached_property
    def waiting(self) -> Sequence[str]:
        """The staff numbers of those who need a mentor and have none, the most urgent first; of those whose years and
        age the person may know."""
        known = self._desk.sight.known_numbers
        guided = {pair.mentee for pair in self.running}
        return [n for n in self.circle.waiting if n not in guided and (known is None or n in known)]

    @cached_property
    def running(self) -> Sequence[Pair]:
        """The pairs of now and of the time to come, each couple once."""
        found: dict[tuple[str, str, str], Pair] = {}
        for pair in self._pairs:
            if not pair.is_over(self._desk.today):
                found.setdefault((pair.mentor, pair.mentee, pair.subject), pair)
        return list(found.values())

    @cached_property
    def mentors(self) -> Sequence[MentorRow]:
        """Everybody who may be a mentor or is one, by subject, then in the school's order."""
        guided: dict[str, list[Pair]] = defaultdict(list)
        for pair in self.running:
            guided[pair.mentor].append(pair)
        numbers = dict.fromkeys([*self.circle.mentors, *guided])
        return sorted((self._row(number, guided[number]) for number in numbers), key=self._by_subject)

    @cached_property
    def ended(self) -> Sequence[Pair]:
        """The pairs that are over, the latest first; without those that went on as another agreement."""
        renewed = {pair.after for pair in self._pairs}
        over = [pair for pair in self._pairs if pair.is_over(self._desk.today) and pair.id not in renewed]
        return sorted(over, key=lambda pair: (pair.last_day, pair.id), reverse=True)

    # -- one person, one pair ----------------------------------------------------------------------------------------

    def person(self, staff_no: str) -> PairPerson:
        """Somebody; who is no longer on the staff has a name and nothing else."""
        if staff_no in self.circle.people:
            return self.circle.people[staff_no]
        known = self._desk.lists.people().numbered(staff_no)
        return PairPerson(staff_no, known.name if known else staff_no, in_post=False)

    def pair(self, pair_id: int) -> Pair | None:
        return next((pair for pair in self._pairs if pair.id == pair_id), None)

    def pair_of_mentee(self, staff_no: str) -> Pair | None:
        """The pair in which somebody is guided now."""
        return next((pair for pair in self.running if pair.mentee == staff_no), None)

    def past_of(self, *numbers: str) -> Sequence[Pair]:
        """The pairs that are over in which any of them was, the latest first."""
        return [pair for pair in self.ended if pair.mentor in numbers or pair.mentee in numbers]

    def between(self, mentor: str, mentee: str) -> Sequence[Pair]:
        """The pairs of these two that are over."""
        return [pair for pair in self.ended if {pair.mentor, pair.mentee} == {mentor, mentee}]

    def can_mentor(self, staff_no: str) -> bool:
        return any(row.staff_no == staff_no for row in self.mentors)

    def free_places(self, staff_no: str) -> int:
        """How many people more a mentor had best take."""
        row = next((one for one in self.mentors if one.staff_no == staff_no), None)
        return max(0, row.capacity - len(row.pairs)) if row else 0

    def kind_for(self, mentee: str) -> str:
        """The kind of pair that suits somebody."""
        known = mentee in self.circle.people
        return self.circle.rules.kind_of(self.circle.priority(mentee) if known else None)

    def shared_free(self, one: str, other: str) -> Sequence[tuple[int, int]]:
        """The (weekday, period) in which neither has a lesson."""
        return sorted(self.person(one).free & self.person(other).free)

    # -- how two fit -------------------------------------------------------------------------------------------------

    def fit(self, mentor: str, mentee: str) -> Fit:
        """How well two fit as they are now."""
        if (mentor, mentee) not in self._fits:
            known = mentor in self.circle.people and mentee in self.circle.people
            self._fits[mentor, mentee] = self.circle.fit(mentor, mentee) if known else Fit({}, ("away",))
        return self._fits[mentor, mentee]

    def fit_moved(self, mentor: str, pair: Pair) -> Fit:
        """How well the mentee of a pair would fit somebody else, or fits the own mentor, as if they were no pair."""
        if pair.mentee not in self.circle.people or mentor not in self.circle.people:
            return Fit({}, ("away",))
        return self._without(pair).fit(mentor, pair.mentee)

    def mentors_for(self, mentee: str, pair: Pair | None = None) -> Sequence[tuple[MentorRow, Fit]]:
        """Every mentor with how well they fit, the best first, then who has no place left, then who cannot be."""
        numbers = [(row, row.staff_no) for row in self.mentors]
        fits = [(row, self.fit_moved(one, pair) if pair else self.fit(one, mentee)) for row, one in numbers]
        # Of those who cannot be, whoever would fit best says best what stands in the way.
        return sorted(
            fits, key=lambda one: (not one[1].is_possible, one[1].is_possible and one[0].is_full, -one[1].score)
        )

    def mentees_for(self, mentor: str) -> Sequence[tuple[str, Fit]]:
        """Everybody who waits with how well they fit, the best first, then who cannot be."""
        fits = [(number, self.fit(mentor, number)) for number in self.waiting]
        return sorted(fits, key=lambda one: (not one[1].is_possible, -one[1].score))

    # -- inside ------------------------------------------------------------------------------------------------------

    def _row(self, number: str, own: Sequence[Pair]) -> MentorRow:
        known = self.circle.people.get(number)
        capacity = capacity_of(known, self.circle.rules) if known else 0
        return MentorRow(number, capacity, tuple(own))

    def _by_subject(self, row: MentorRow) -> tuple[int, int]:
        return self._subject_places.get(self.person(row.staff_no).subject, 99), self._places.get(row.staff_no, 9999)

    @cached_property
    def _subject_places(self) -> Mapping[str, int]:
        return {choice.code: place for place, choice in enumerate(self._desk.lists.choices("subject"))}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {number: place for place, number in enumerate(self.circle.people)}

    def _without(self, pair: Pair) -> Circle:
        """Everybody as if that pair were not."""
        if pair.id in self._circles:
            return self._circles[pair.id]
        people = dict(self.circle.people)
        for number, field, other in ((pair.mentor, "guides", pair.mentee), (pair.mentee, "guided_by", pair.mentor)):
            if number in people:
                rest = tuple(one for one in getattr(people[number], field) if one != (other, pair.topic))
                people[number] = replace(people[number], **{field: rest})
        self._circles[pair.id] = replace(self.circle, people=people)
        return self._circles[pair.id]
