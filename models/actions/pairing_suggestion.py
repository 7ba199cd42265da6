"""The matcher's proposal for the school at hand: the best pairs, with every answer about them in sentences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from data.words import t
from models.actions.pairing import PairChange
from models.actions.pairing_people import pair_circle
from models.actions.stored_pairs import stored_pairs
from models.planning.pairing.matching import Couple, Matcher, Matching, Two
from models.planning.pairing.telling import Teller
from models.planning.pairing.whys import Relief, difference, reliefs, why_left, why_not, why_this
from models.rules.mentoring import SUBJECT, Wish
from models.rules.mentoring_circle import Circle
from models.rules.rights import Scope
from models.store.errors import NotAllowed

if TYPE_CHECKING:
    from models.actions.desk import Desk


@dataclass(frozen=True)
class Suggestion:
    """What the matcher proposes; nothing is written. ``given`` are the pairs by mentee whose mentor has left: they get
    another one. Make a new one after something has changed."""

    circle: Circle
    stable: bool = True
    given: dict[str, int] = field(default_factory=dict)

    @cached_property
    def matcher(self) -> Matcher:
        return Matcher(self.circle)

    @cached_property
    def matching(self) -> Matching:
        return self.matcher.match(self.stable)

    @cached_property
    def teller(self) -> Teller:
        return Teller(self.matcher)

    @property
    def couples(self) -> tuple[Couple, ...]:
        return self.matching.couples

    @cached_property
    def changes(self) -> list[PairChange]:
        """The proposal as `models.actions.pairing.accept` takes it, in the order of the couples."""
        return [self.change_of(couple.mentor, couple.mentee) for couple in self.couples]

    def change_of(self, mentor: str, mentee: str) -> PairChange:
        """One pair as a line of a proposal, whether it is proposed here or chosen by hand."""
        circle = self.circle
        if mentee in self.given:
            return PairChange("give", mentor, mentee, self.given[mentee], circle.topic)
        kind = self.kind_of(mentee)
        subject = circle.people[mentee].subject if circle.topic == SUBJECT else ""
        return PairChange("pair", mentor, mentee, None, circle.topic, kind, subject)

    def kind_of(self, mentee: str) -> str:
        """The kind of pair that suits somebody."""
        return self.circle.rules.kind_of(self.circle.priority(mentee))

    def with_pairs(self, pinned: Collection[Two] = (), forbidden: Collection[Two] = ()) -> Suggestion:
        """The best proposal beside pairs that are held fast or ruled out for this time; nothing of it is kept."""
        wishes = [Wish(*pair, "office", "pinned") for pair in pinned]
        wishes += [Wish(*pair, "office", "forbidden") for pair in forbidden]
        return replace(self, circle=replace(self.circle, wishes=(*self.circle.wishes, *wishes)))

    # -- in sentences ------------------------------------------------------------------------------------------------

    def summary(self) -> list[str]:
        """How good the proposal is, what wishes cost, and what was fixed in vain."""
        told = [self.teller.summary(self.matching)]
        cost = difference(self.matcher, self.matcher.match(stable=False), self.matching) if self.stable else None
        if words := self.teller.stability(self.matching, cost):
            told.append(words)
        return told + [self.teller.lost(lost) for lost in self.matching.lost]

    def why(self, mentee: str) -> list[str]:
        """Why somebody is proposed the mentor that they are, or why they are left; [] for who needs none."""
        couple = next((one for one in self.couples if one.mentee == mentee), None)
        if couple is not None:
            return self.teller.why_this(couple, why_this(self.matcher, self.matching, mentee, self.stable))
        return self.why_left(mentee) if mentee in self.matching.left else []

    def why_not(self, mentor: str, mentee: str) -> list[str]:
        """Why two people are not proposed as a pair, and what that would cost."""
        return self.teller.why_not(mentor, mentee, why_not(self.matcher, self.matching, mentor, mentee, self.stable))

    def why_left(self, mentee: str) -> list[str]:
        """Why somebody stays without a mentor, and what would change it."""
        return [self.why_left_alone(mentee)] + [self.teller.relief(one) for one in self.reliefs if mentee in one.served]

    def why_left_alone(self, mentee: str) -> str:
        """Why somebody stays without a mentor, without what would change it."""
        return self.teller.why_left(mentee, why_left(self.matcher, self.matching, mentee))

    @cached_property
    def reliefs(self) -> list[Relief]:
        """The single changes by which somebody who is left would have a mentor."""
        return reliefs(self.matcher, self.matching, self.stable)

    def relief_words(self) -> list[str]:
        return [self.teller.relief(one) for one in self.reliefs]


def suggest(desk: Desk, topic: str = SUBJECT, *, stable: bool = True, usual: int | None = None) -> Suggestion:
    """The best pairs for everybody who waits now; ``usual`` lets mentors guide another number than the school's.

    Raises NotAllowed for whoever does not see everybody's wishes.
    """
    if desk.sight.ensure("pairing_profiles") is not Scope.ALL:
        raise NotAllowed(t("matching.not_for_you"))
    circle = pair_circle(desk, topic)
    if usual is not None:
        circle = replace(circle, rules=replace(circle.rules, usual=usual, most=max(usual, circle.rules.most)))
    orphaned = {
        pair.mentee: pair.id
        for pair in stored_pairs()
        if pair.topic == topic and not pair.is_over(desk.today)
        if pair.mentor not in circle.people and pair.mentee in circle.people
    }
    return Suggestion(circle, stable, orphaned)
