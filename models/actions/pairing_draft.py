"""The matcher's proposal while the office looks it through: pairs chosen by hand, ruled out or left for later; the rest
is worked out again around them. Nothing is written before it is accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from models.actions.desk import Desk
from models.actions.pairing import PairChange, accept
from models.actions.pairing_suggestion import Suggestion, suggest
from models.planning.pairing.matching import Couple
from models.registers.source import Outcome
from models.rules.mentoring import SUBJECT
from models.rules.mentoring_words import why_not


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Somebody who waits, with the proposed couple or none. ``before`` is the mentor of the first proposal where that
    is another one, ``by_hand`` who was chosen by the office now; ``skipped`` ones are not written."""

    mentee: str
    couple: Couple | None = None
    before: str = ""
    by_hand: bool = False
    skipped: bool = False

    @property
    def mentor(self) -> str:
        return self.couple.mentor if self.couple else ""


class Draft:
    """Begins with the best proposal. Raises NotAllowed for whoever does not see everybody's wishes."""

    def __init__(self, desk: Desk, topic: str = SUBJECT) -> None:
        self._desk = desk
        self._first = suggest(desk, topic)
        self.suggestion: Suggestion = self._first
        self._chosen: dict[str, str] = {}  # mentors by mentee
        self._ruled_out: set[tuple[str, str]] = set()
        self._skipped: set[str] = set()

    @property
    def topic(self) -> str:
        return self._first.circle.topic

    @cached_property
    def _first_mentors(self) -> dict[str, str]:
        return {couple.mentee: couple.mentor for couple in self._first.couples}

    @property
    def lines(self) -> Sequence[DraftLine]:
        """Everybody who waits, the most urgent first; who is left without a mentor comes last."""
        couples = {couple.mentee: couple for couple in self.suggestion.couples}
        numbers = dict.fromkeys([*(one for one in self._first.circle.waiting if one in couples), *couples])
        left = [one for one in self.suggestion.matching.left if one not in couples]
        return [self._line(one, couples.get(one)) for one in (*numbers, *left)]

    @property
    def count(self) -> int:
        """How many pairs would be written."""
        return len(self.changes)

    @property
    def changes(self) -> list[PairChange]:
        """What would be written."""
        return [
            self.suggestion.change_of(c.mentor, c.mentee) for c in self.suggestion.couples if not self._is_skipped(c)
        ]

    @property
    def is_touched(self) -> bool:
        """Whether anything was chosen, ruled out or left for later."""
        return bool(self._chosen or self._ruled_out or self._skipped)

    def choose(self, mentor: str, mentee: str) -> str:
        """Give somebody that mentor and work out the rest again; why that cannot be, in a sentence, or ''."""
        circle = self._first.circle
        if not (found := circle.fit(mentor, mentee)).is_possible:
            return why_not(found, circle.people[mentor], circle.people[mentee], circle.rules)
        chosen, ruled_out = dict(self._chosen), set(self._ruled_out)
        self._chosen[mentee] = mentor
        self._ruled_out.discard((mentor, mentee))
        self._again()
        lost = next((one for one in self.suggestion.matching.lost if one.mentee == mentee), None)
        if lost is None:
            return ""
        told = self.suggestion.teller.lost(lost)
        self._chosen, self._ruled_out = chosen, ruled_out
        self._again()
        return told

    def rule_out(self, mentor: str, mentee: str) -> None:
        """Not these two; work out the rest again."""
        if self._chosen.get(mentee) == mentor:
            del self._chosen[mentee]
        self._ruled_out.add((mentor, mentee))
        self._again()

    def toggle(self, mentee: str) -> None:
        """Leave somebody's pair for later, or take it in again."""
        self._skipped ^= {mentee}

    def begin_again(self) -> None:
        """The best proposal, as if nothing had been chosen."""
        self._chosen, self._ruled_out, self._skipped = {}, set(), set()
        self._again()

    def cost_of(self, mentor: str, mentee: str) -> list[str]:
        """Why two people are not proposed and what it would cost, in sentences."""
        return self.suggestion.why_not(mentor, mentee)

    def write(self) -> Outcome:
        """Write it as one action; ``message`` says what was left out because it does not hold any more."""
        return accept(self._desk, self.changes)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _again(self) -> None:
        pinned = [(mentor, mentee) for mentee, mentor in self._chosen.items()]
        self.suggestion = self._first.with_pairs(pinned, sorted(self._ruled_out))

    def _is_skipped(self, couple: Couple) -> bool:
        return couple.mentee in self._skipped

    def _line(self, mentee: str, couple: Couple | None) -> DraftLine:
        first = self._first_mentors.get(mentee, "")
        return DraftLine(
            mentee,
            couple,
            first if first != (couple.mentor if couple else "") else "",
            couple is not None and self._chosen.get(mentee) == couple.mentor,
            mentee in self._skipped,
        )
