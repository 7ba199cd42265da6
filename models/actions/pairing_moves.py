"""What it means to take a card of the pairing board up and to put it down somewhere, and doing that as one action."""

from __future__ import annotations

from dataclasses import dataclass

from models.actions.desk import Desk
from models.actions.pairing import Pair, give_to, pair_up, take_apart
from models.actions.pairing_board import Board
from models.registers.source import Outcome
from models.rules.mentoring import Fit

WAITING, MENTORS, ENDED = "waiting", "mentors", "ended"
"""The columns of the board."""

PAIR, GIVE, APART, END, BACK = "pair", "give", "apart", "end", "back"
"""What putting a card down comes to: a new pair, another mentor for a pair, none as if it had not been, its end, or
nothing."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is being carried: somebody who waits (``mentee``), a mentor, or a pair."""

    mentee: str = ""
    mentor: str = ""
    pair: Pair | None = None

    @property
    def moves_mentee(self) -> bool:
        """Whether it goes to a mentor; else a mentor looks for somebody."""
        return bool(self.mentee or self.pair)

    @property
    def number(self) -> str:
        """Whose card it is."""
        return self.pair.mentee if self.pair else self.mentee or self.mentor


@dataclass(frozen=True, slots=True)
class Deed:
    """``what`` is one of the words above."""

    what: str
    mentor: str = ""
    mentee: str = ""
    pair: Pair | None = None


def taken(board: Board, column: str, key: str, slot: int) -> Held | None:
    """What one takes up there; None where there is nothing. Of a mentor's row it is a pair, or the mentor."""
    if not key:
        return None
    match column:
        case "waiting":
            return Held(mentee=key)
        case "mentors":
            pair = pair_in(board, key, slot)
            return Held(pair=pair) if pair else Held(mentor=key)
    return None


def pair_in(board: Board, mentor: str, slot: int) -> Pair | None:
    """The pair in a mentor's slot, from 1."""
    row = next((one for one in board.mentors if one.staff_no == mentor), None)
    return row.pairs[slot - 1] if row and 1 <= slot <= len(row.pairs) else None


def put_down(board: Board, held: Held, column: str, key: str, slot: int) -> Deed:
    """What putting it down there comes to."""
    here = pair_in(board, key, slot) if column == MENTORS else None
    match column:
        case "mentors" if held.moves_mentee and key:
            return met(board, held, key)
        case "mentors" if held.mentor and here:
            return met(board, held, here.mentee)
        case "waiting" if held.pair:
            return Deed(APART, pair=held.pair)
        case "waiting" if held.mentor and key:
            return met(board, held, key)
        case "ended" if held.pair:
            return Deed(END, pair=held.pair)
    return Deed(BACK)


def met(board: Board, held: Held, other: str) -> Deed:
    """What it comes to that the card meets another person: of a mentor whom they get, of a mentee who that is."""
    if held.pair:
        same = other == held.pair.mentor
        return Deed(BACK) if same else Deed(GIVE, other, held.pair.mentee, held.pair)
    if held.mentee:
        return Deed(PAIR, other, held.mentee)
    running = board.pair_of_mentee(other)
    if running is None:
        return Deed(PAIR, held.mentor, other)
    return Deed(BACK) if running.mentor == held.mentor else Deed(GIVE, held.mentor, other, running)


def fit_of(board: Board, deed: Deed) -> Fit:
    """How well the two fit whom the deed brings together; of no points where it brings nobody together."""
    if not deed.mentor:
        return Fit({})
    return board.fit_moved(deed.mentor, deed.pair) if deed.pair else board.fit(deed.mentor, deed.mentee)


def do(desk: Desk, board: Board, deed: Deed) -> Outcome:
    """Make, move or take away a pair. Raises PairingRefused with the sentence of the hard rule."""
    if deed.what == PAIR:
        return pair_up(desk, deed.mentor, deed.mentee, topic=board.topic, kind=board.kind_for(deed.mentee))
    assert deed.pair is not None
    if deed.what == GIVE:
        return give_to(desk, deed.pair.id, deed.mentor)
    return take_apart(desk, deed.pair.id)
