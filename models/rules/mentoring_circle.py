"""Everybody who may guide or be guided in one topic, with the rules and the wishes: what follows from all together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.rules.mentoring import (
    Fit,
    MentoringRules,
    PairPerson,
    Wish,
    capacity_of,
    fit,
    may_mentor,
    priority_of,
)
from models.rules.pairing import SUBJECT


@dataclass(frozen=True)
class Circle:
    """The people by staff number, in the school's order. Make a new one after something has changed."""

    people: Mapping[str, PairPerson]
    rules: MentoringRules
    wishes: tuple[Wish, ...] = ()
    topic: str = SUBJECT

    @cached_property
    def mentors(self) -> tuple[str, ...]:
        """Everybody who may be a mentor, with a free place or not."""
        return tuple(number for number, person in self.people.items() if may_mentor(person, self.rules))

    @cached_property
    def mentor_set(self) -> frozenset[str]:
        return frozenset(self.mentors)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Everybody's place in the school's order."""
        return {number: place for place, number in enumerate(self.people)}

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """Everybody who needs a mentor and has none, the most urgent first, then who has taught for the least time."""
        found = [number for number in self.people if self.is_waiting(number)]
        return tuple(sorted(found, key=lambda number: (self.priority(number), self._years(number), number)))

    def is_waiting(self, number: str) -> bool:
        return self.priority(number) is not None and not self.people[number].mentor(self.topic)

    def priority(self, number: str) -> int | None:
        """See `models.rules.mentoring.priority_of`."""
        return priority_of(self.people[number], self.rules, self.topic)

    def free_places(self, number: str) -> int:
        """How many people more the mentor had best take."""
        person = self.people[number]
        return max(0, capacity_of(person, self.rules) - person.load())

    def places_at_most(self, number: str) -> int:
        """How many people more the mentor can take at all."""
        return max(0, self.rules.most - self.people[number].load())

    def mentors_of_subject(self, subject: str) -> Sequence[str]:
        """Everybody who may be a mentor and teaches the subject."""
        return self._mentors_of_subject.get(subject, ())

    def fit(self, mentor: str, mentee: str) -> Fit:
        """How well two people fit and why they cannot be a pair. Raises KeyError for somebody unknown."""
        return fit(
            self.people[mentor],
            self.people[mentee],
            self.rules,
            topic=self.topic,
            wishes=self.wishes_of.get((mentor, mentee), ()),
            has_mentor_of_subject=self.has_mentor_of_subject(mentee),
        )

    def has_mentor_of_subject(self, mentee: str) -> bool:
        """Whether somebody who teaches the person's main subject could guide them, full or not."""
        if mentee not in self._has_mentor:
            self._has_mentor[mentee] = any(
                mentor != mentee and (mentor, mentee) not in self.forbidden
                for mentor in self.mentors_of_subject(self.people[mentee].subject)
            )
        return self._has_mentor[mentee]

    @cached_property
    def _has_mentor(self) -> dict[str, bool]:
        return {}

    @cached_property
    def wishes_of(self) -> dict[tuple[str, str], tuple[Wish, ...]]:
        """The wishes about each pair."""
        found: dict[tuple[str, str], list[Wish]] = defaultdict(list)
        for wish in self.wishes:
            found[wish.mentor, wish.mentee].append(wish)
        return {pair: tuple(several) for pair, several in found.items()}

    @cached_property
    def pinned(self) -> frozenset[tuple[str, str]]:
        """The pairs (mentor, mentee) that the office has fixed."""
        return self._by_office("pinned")

    @cached_property
    def forbidden(self) -> frozenset[tuple[str, str]]:
        return self._by_office("forbidden")

    def _by_office(self, word: str) -> frozenset[tuple[str, str]]:
        return frozenset((one.mentor, one.mentee) for one in self.wishes if one.side == "office" and one.wish == word)

    @cached_property
    def _mentors_of_subject(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for number in self.mentors:
            for subject in self.people[number].subjects:
                found[subject].append(number)
        return found

    def _years(self, number: str) -> int:
        years = self.people[number].years
        return 99 if years is None else years
