"""A proposal that is looked through: chosen by hand, ruled out, left for later, and written as one action."""

from __future__ import annotations

from models.actions.desk import Desk
from models.actions.pairing import pair_up, pairs, wish
from models.actions.pairing_board import Board
from models.actions.pairing_draft import Draft
from models.journal.history import entries
from models.journal.undo import undo

NEW, OTHER, ELSEWHERE = "028", "010", "048"


def mentor_of(draft: Draft, mentee: str) -> str:
    return next(line.mentor for line in draft.lines if line.mentee == mentee)


def test_everybody_who_waits_has_a_line_and_who_is_left_comes_last(sample_desk: Desk):
    draft = Draft(sample_desk)
    waiting = Board(sample_desk).waiting
    assert sorted(line.mentee for line in draft.lines) == sorted(waiting)
    served = [bool(line.mentor) for line in draft.lines]
    assert served == sorted(served, reverse=True)
    assert draft.count == sum(served)
    assert not draft.is_touched


def test_a_mentor_chosen_by_hand_stays_and_what_moved_says_who_it_was(sample_desk: Desk):
    draft = Draft(sample_desk)
    first = mentor_of(draft, NEW)
    assert first != OTHER
    assert draft.cost_of(OTHER, NEW)
    assert draft.choose(OTHER, NEW) == ""
    [line] = [line for line in draft.lines if line.mentee == NEW]
    assert (line.mentor, line.before, line.by_hand) == (OTHER, first, True)
    load = [line.mentor for line in draft.lines if line.mentor]
    assert max(load.count(mentor) for mentor in load) <= 2
    draft.begin_again()
    assert mentor_of(draft, NEW) == first


def test_a_hard_rule_refuses_a_choice_with_its_sentence_and_nothing_changes(sample_desk: Desk):
    draft = Draft(sample_desk)
    before = draft.lines
    assert "学科不同" in draft.choose(ELSEWHERE, NEW)
    assert draft.lines == before
    assert not draft.is_touched


def test_two_who_are_ruled_out_are_not_proposed_and_nobody_is_ruled_out_for_good(sample_desk: Desk):
    draft = Draft(sample_desk)
    first = mentor_of(draft, NEW)
    draft.rule_out(first, NEW)
    second = mentor_of(draft, NEW)
    assert second != first
    draft.rule_out(second, NEW)
    assert mentor_of(draft, NEW) not in (first, second)
    assert draft.choose(first, NEW) == ""
    assert mentor_of(draft, NEW) == first
    assert mentor_of(Draft(sample_desk), NEW) == first


def test_what_is_accepted_is_one_action_without_what_was_left_out_for_now(sample_desk: Desk):
    draft = Draft(sample_desk)
    draft.toggle(NEW)
    outcome = draft.write()
    assert outcome.message == ""
    assert len(outcome.added) == draft.count == len(pairs(sample_desk, sample_desk.today))
    assert NEW in Board(sample_desk).waiting
    assert entries(limit=1)[0].action == "pairing.accept"
    undo(sample_desk.store)
    assert pairs(sample_desk) == []


def test_what_somebody_else_has_written_meanwhile_is_left_out_and_said(sample_desk: Desk):
    draft = Draft(sample_desk)
    pair_up(sample_desk, OTHER, NEW)
    outcome = draft.write()
    assert "没有写入" in outcome.message
    assert len(outcome.added) == draft.count - 1


def test_what_the_office_has_pinned_before_is_kept(sample_desk: Desk):
    wish(sample_desk, OTHER, NEW, "office", "pinned")
    [line] = [line for line in Draft(sample_desk).lines if line.mentee == NEW]
    assert line.mentor == OTHER
    assert line.couple
    assert line.couple.why == "pinned"
