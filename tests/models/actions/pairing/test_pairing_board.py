"""The board as values: who stands in which column, how well two fit, and what putting a card down comes to."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.pairing import PairingRefused, end_pair, pair_up
from models.actions.pairing_board import Board
from models.actions.pairing_moves import (
    APART,
    BACK,
    END,
    ENDED,
    GIVE,
    MENTORS,
    PAIR,
    WAITING,
    Deed,
    Held,
    do,
    fit_of,
    met,
    put_down,
    taken,
)

NEW, MENTOR, OTHER, ELSEWHERE = "028", "015", "024", "048"
"""A new teacher of Chinese, two mentors of Chinese, and one of sports."""


def test_who_waits_is_ordered_by_need_and_mentors_by_subject(sample_desk: Desk):
    board = Board(sample_desk)
    priorities = [board.circle.priority(number) for number in board.waiting]
    assert priorities == sorted(priorities, key=lambda one: one or 0)
    assert board.waiting[0] == NEW
    subjects = [board.person(row.staff_no).subject for row in board.mentors]
    assert subjects[:9] == ["chinese"] * 9
    assert all(row.capacity == 2 and not row.pairs for row in board.mentors)


def test_a_pair_leaves_those_waiting_and_stands_with_its_mentor_until_it_ends(sample_desk: Desk):
    [pair_id] = pair_up(sample_desk, MENTOR, NEW).added
    board = Board(sample_desk)
    assert NEW not in board.waiting
    assert [pair.mentee for row in board.mentors for pair in row.pairs] == [NEW]
    assert board.free_places(MENTOR) == 1
    pair = board.pair_of_mentee(NEW)
    assert pair
    assert pair.id == pair_id
    end_pair(sample_desk, pair_id, None, "调到别校", "教导处")
    board = Board(sample_desk)
    assert NEW in board.waiting
    assert [pair.id for pair in board.ended] == [pair_id]
    assert [pair.id for pair in board.between(MENTOR, NEW)] == [pair_id]


def test_mentors_are_offered_the_best_first_and_those_who_cannot_be_last(sample_desk: Desk):
    found = Board(sample_desk).mentors_for(NEW)
    possible = [fit.is_possible for _, fit in found]
    assert possible == sorted(possible, reverse=True)
    scores = [fit.score for _, fit in found if fit.is_possible]
    assert scores == sorted(scores, reverse=True)
    assert found[0][0].staff_no == MENTOR
    assert "other_subject" in {row.staff_no: fit for row, fit in found}[ELSEWHERE].refusals


def test_a_pair_is_judged_as_if_it_were_none(sample_desk: Desk):
    pair_up(sample_desk, MENTOR, NEW)
    board = Board(sample_desk)
    pair = board.pair_of_mentee(NEW)
    assert pair
    assert board.fit_moved(MENTOR, pair).is_possible
    assert board.fit_moved(OTHER, pair).is_possible
    assert not board.fit(OTHER, NEW).is_possible  # has a mentor


def test_what_is_taken_up_and_what_putting_it_down_comes_to(sample_desk: Desk):
    pair_up(sample_desk, MENTOR, NEW)
    board = Board(sample_desk)
    pair = board.pair_of_mentee(NEW)
    waiting = board.waiting[0]
    assert taken(board, WAITING, waiting, 0) == Held(mentee=waiting)
    assert taken(board, MENTORS, MENTOR, 1) == Held(pair=pair)
    assert taken(board, MENTORS, MENTOR, 0) == taken(board, MENTORS, MENTOR, 2) == Held(mentor=MENTOR)
    assert taken(board, WAITING, "", 0) is None
    assert taken(board, ENDED, "1", 0) is None

    mentee, couple, mentor = Held(mentee=waiting), Held(pair=pair), Held(mentor=OTHER)
    assert put_down(board, mentee, MENTORS, OTHER, 2) == Deed(PAIR, OTHER, waiting)
    assert put_down(board, mentee, WAITING, waiting, 0) == Deed(BACK)
    assert put_down(board, couple, MENTORS, OTHER, 0) == Deed(GIVE, OTHER, NEW, pair)
    assert put_down(board, couple, MENTORS, MENTOR, 0) == Deed(BACK)
    assert put_down(board, couple, WAITING, "", 0) == Deed(APART, pair=pair)
    assert put_down(board, couple, ENDED, "", 0) == Deed(END, pair=pair)
    assert put_down(board, mentor, WAITING, waiting, 0) == Deed(PAIR, OTHER, waiting)
    assert put_down(board, mentor, MENTORS, MENTOR, 1) == Deed(GIVE, OTHER, NEW, pair)
    assert put_down(board, mentor, MENTORS, OTHER, 0) == Deed(BACK)
    assert met(board, Held(mentor=MENTOR), NEW) == Deed(BACK)
    assert fit_of(board, Deed(GIVE, OTHER, NEW, pair)).is_possible


def test_doing_it_writes_one_action_and_hard_rules_refuse_with_a_sentence(sample_desk: Desk):
    board = Board(sample_desk)
    do(sample_desk, board, Deed(PAIR, MENTOR, NEW))
    board = Board(sample_desk)
    pair = board.pair_of_mentee(NEW)
    assert pair
    assert pair.kind == "entry"
    do(sample_desk, board, Deed(GIVE, OTHER, NEW, pair))
    board = Board(sample_desk)
    pair = board.pair_of_mentee(NEW)
    assert pair
    assert pair.mentor == OTHER
    with pytest.raises(PairingRefused, match="已有师傅"):
        do(sample_desk, board, Deed(PAIR, MENTOR, NEW))
    do(sample_desk, board, Deed(APART, pair=pair))
    assert NEW in Board(sample_desk).waiting
