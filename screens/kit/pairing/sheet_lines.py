"""Everything about a pair, two people or one person, as lines to scroll through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.words import t
from models.actions.pairing import Pair
from models.actions.pairing_duties import standing_of
from models.registers.choosing import label_of
from models.rules.mentoring import Fit, PairPerson
from models.rules.mentoring_words import priority_words, why_no_mentor
from models.rules.pairing_duties import DutyState
from models.rules.rights import Scope, may_see
from screens.kit.pairing.lines import Wording, packed
from screens.kit.width import clipped, fitted

_LABEL, _NUMBER = 10, 6
_MOST_LOGGED = 20


def pair_lines(said: Wording, pair: Pair, width: int) -> list[str]:
    """A pair: its agreement, how it stands, both people, what it did, and their earlier pairs."""
    fit = said.board.fit_moved(pair.mentor, pair)
    return [
        said.agreed(pair),
        *([t("pairing_board.goal", goal=pair.goal)] if pair.goal else []),
        "",
        *_duties(said, pair),
        *side_by_side(said, pair.mentor, pair.mentee, fit, width),
        *_logged(said, pair, width),
        *_past(said, (pair.mentor, pair.mentee)),
    ]


def person_lines(said: Wording, number: str, as_mentor: bool, width: int) -> list[str]:
    """One person: who they are, whom they would fit best, and the earlier pairs."""
    board, person = said.board, said.board.person(number)
    lines = [f" {fitted(label, _LABEL)}{text}" for label, text in _facts(said, person) if text]
    known = number in board.circle.people
    need = priority_words(board.circle.priority(number) if known else None, board.circle.rules)
    why_no = why_no_mentor(person, board.circle.rules)
    lines += [f" {words}" for words in (t("pairing_board.needs", why=need) if need else "", why_no) if words]
    if as_mentor:
        fits: Sequence[tuple[str, Fit]] = board.mentees_for(number)
        pairs = [(number, other, fit) for other, fit in fits]
    else:
        pairs = [(row.staff_no, number, fit) for row, fit in board.mentors_for(number, board.pair_of_mentee(number))]
    title = t("pairing_board.best_mentees") if as_mentor else t("pairing_board.best_mentors")
    lines += ["", title.strip()]
    for mentor, mentee, fit in pairs:
        other = mentee if as_mentor else mentor
        told = said.why(board.person(mentor), board.person(mentee), fit)
        lines.append(clipped(f"   {fitted(said.name(other), _LABEL)}{told}", width))
    return [*lines, *_past(said, (number,))]


def side_by_side(said: Wording, mentor: str, mentee: str, fit: Fit, width: int) -> Iterator[str]:
    """Two people fact by fact, and how well they fit."""
    one, other = said.board.person(mentor), said.board.person(mentee)
    half = max(16, (width - _LABEL - 2) // 2)
    yield ""
    yield f" {fitted('', _LABEL)}{fitted(t('pairing_board.to_mentor'), half)}{t('pairing_board.to_mentee')}"
    for (label, left), (_, right) in zip(_facts(said, one), _facts(said, other), strict=True):
        if left or right:
            yield clipped(f" {fitted(label, _LABEL)}{fitted(left, half - 1)} {right}", width)
    yield clipped(f" {said.shared(mentor, mentee)}", width)
    yield from (f" {line}" for line in packed(said.why(one, other, fit), width - 2).split("\n"))


def _facts(said: Wording, person: PairPerson) -> list[tuple[str, str]]:
    board = said.board
    row = next((one for one in board.mentors if one.staff_no == person.staff_no), None)
    pair = board.pair_of_mentee(person.staff_no)
    return [
        (t("column.name"), person.name),
        (t("column.subject"), said.subjects(person)),
        (t("pairing_board.grade_label"), said.grades(person)),
        (t("column.research_group"), person.group),
        (t("column.teaching_years"), said.years(person)),
        (t("column.rank"), said.rank(person)),
        (t("register.honours"), said.honours(person)),
        (
            t("pairing_board.now_label"),
            t("pairing_board.guided_by", name=said.name(pair.mentor))
            if pair
            else t("pairing_board.guides", count=len(row.pairs), capacity=row.capacity)
            if row
            else "",
        ),
    ]


def _duties(said: Wording, pair: Pair) -> Iterator[str]:
    """What the pair owes in this term and has done, for those who may know."""
    role = said.desk.store.actor.role
    found = standing_of(said.desk, pair) if may_see(role, "pairing_log") is not Scope.NONE else None
    if found is None:
        return
    choices = said.desk.lists.choices("pairing_duty")
    names = [label_of(choices, state.duty) for state in found.duties]
    yield t("pairing_board.standing", share=found.completion, pace=found.pace)
    for name, state in zip(names, found.duties, strict=True):
        yield f"   {fitted(name, 16)}{_done(state)}"
    if found.is_quiet:
        yield t("pairing_board.quiet", days=found.silent_days)


def _done(state: DutyState) -> str:
    """'3/8  到现在应有4  还排了1'."""
    parts = [
        fitted(f"{state.done}/{state.wanted}", _NUMBER),
        t("pairing_board.due", due=state.due) if state.behind else "",
        t("pairing_board.planned", count=state.planned) if state.planned else "",
    ]
    return "  ".join(filter(None, parts))


def _logged(said: Wording, pair: Pair, width: int) -> Iterator[str]:
    """The latest entries of the log, for those who may read it."""
    desk = said.desk
    if desk.why_not_see("pairing_log"):
        return
    choices = desk.lists.choices("pairing_duty")
    rows = [row.values for row in desk.table("pairing_log").read() if row.values["pair"] == str(pair.id)]
    rows.sort(key=lambda values: values["done_on"], reverse=True)
    if rows:
        yield ""
        yield t("pairing_board.logged", count=len(rows))
    for values in rows[:_MOST_LOGGED]:
        duty = label_of(choices, values["pair_duty"]) if values["pair_duty"] else ""
        times = f"x{values['times']}" if (values["times"] or 1) > 1 else ""
        yield clipped(f"   {values['done_on']} {fitted(duty + times, 16)} {values['log_words']}", width)


def _past(said: Wording, numbers: tuple[str, ...]) -> Iterator[str]:
    """The pairs that are over in which any of them was."""
    found = said.board.past_of(*numbers)
    if found:
        yield ""
        yield t("pairing_board.past_title", count=len(found))
    for pair in found:
        yield f"   {fitted(said.name(pair.mentor), 9)}{fitted(said.name(pair.mentee), 9)}{said.agreed(pair)}"
