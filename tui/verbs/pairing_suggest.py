"""``yanxiu pairing suggest``: the best mentor pairs for everybody who waits; it writes them only if it is told to."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.actions.pairing_suggestion import Suggestion

TOPICS = ("subject", "homeroom")
_MOST_EASED = 120
"""People without a mentor for whom it is tried what would help; each try matches everybody again."""
_WIDE = 150
"""Cells of a terminal beside which the parts of the points find room."""
_SHOWN = ("mentor", "mentee", "need", "kind", "score", "parts")
_NUMBERS = ("mentor_no", "mentee_no")


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--topic", metavar="TOPIC", choices=TOPICS, default=TOPICS[0], help=t("matching.verb_topic"))
    parser.add_argument("--usual", metavar="N", type=int, choices=range(1, 10), help=t("matching.verb_usual"))
    parser.add_argument("--best", action="store_true", help=t("matching.verb_best"))
    parser.add_argument("--why", metavar="NAME", help=t("matching.verb_why"))
    parser.add_argument("--why-not", metavar=("MENTOR", "MENTEE"), nargs=2, help=t("matching.verb_why_not"))
    parser.add_argument("--accept", action="store_true", help=t("matching.verb_accept"))
    parser.add_argument("--yes", action="store_true", help=t("matching.verb_yes"))


def run(call: Call) -> int:
    from models.actions.pairing_suggestion import suggest

    options = call.options
    with call.desk() as desk:
        found = suggest(desk, options.topic, stable=not options.best, usual=options.usual)
        if options.why or options.why_not:
            return _answer(desk, found, options.why, options.why_not)
        _show(desk, found, call)
        if options.accept:
            _accept(desk, found, call)
    return PROBLEMS if found.matching.left or found.matching.lost else DONE


def _answer(desk: Desk, found: Suggestion, asked: str | None, pair: list[str] | None) -> int:
    if asked:
        mentee = _person(desk, found, asked)
        told = found.why(mentee)
        print("\n".join(told or [t("matching.not_waiting", name=found.teller.name(mentee))]))
    if pair:
        mentor, mentee = (_person(desk, found, named) for named in pair)
        print("\n".join(found.why_not(mentor, mentee)))
    return DONE


def _person(desk: Desk, found: Suggestion, named: str) -> str:
    """The staff number of the one person that is meant. Raises Refused."""
    from models.actions.looking_up import people_meant

    people = [person for person in people_meant(desk, named) if person.staff_no in found.circle.people]
    if len(people) == 1:
        return people[0].staff_no
    names = t("matching.and").join(f"{person.name}（{person.staff_no}）" for person in people)
    raise Refused(NO_SENSE, t("matching.several" if people else "matching.no_such_person", named=named, names=names))


def _show(desk: Desk, found: Suggestion, call: Call) -> None:
    options = call.options
    for_people = options.format == "plain" and options.out is None
    shown = _SHOWN if for_people else (*_NUMBERS, *_SHOWN)
    columns = [(name, t(f"matching.column.{name}")) for name in shown]  # family matching.column.*
    rows = _rows(desk, found)
    if not for_people:
        output.print_table([*rows, *_left(found)], columns, options.format, options.out)
        return
    print("\n".join(found.summary()))
    narrow = shutil.get_terminal_size((_WIDE, 24)).columns < _WIDE
    if rows:
        output.print_table(rows, columns[:-1] if narrow else columns)
        if narrow:
            print(t("matching.ask_why"))
    for row in _left(found):
        print(row["parts"])
    if len(found.matching.left) <= _MOST_EASED:
        for sentence in found.relief_words():
            print(sentence)


def _rows(desk: Desk, found: Suggestion) -> list[dict[str, Any]]:
    from models.registers.choosing import label_of
    from models.rules.mentoring_words import part_words

    teller, kinds = found.teller, desk.lists.choices("pairing_kind")
    return [
        {
            "mentor_no": couple.mentor,
            "mentee_no": couple.mentee,
            "mentor": teller.name(couple.mentor),
            "mentee": teller.name(couple.mentee),
            "need": teller.need(couple.mentee),
            "kind": label_of(kinds, found.kind_of(couple.mentee)),
            "score": couple.score,
            "parts": part_words(couple.points),
        }
        for couple in found.couples
    ]


def _left(found: Suggestion) -> list[dict[str, Any]]:
    """Who stays without, with the reason where a pair has its parts."""
    teller = found.teller
    return [
        {
            "mentor_no": "",
            "mentee_no": mentee,
            "mentor": "",
            "mentee": teller.name(mentee),
            "need": teller.need(mentee),
            "kind": "",
            "score": "",
            "parts": found.why_left_alone(mentee),
        }
        for mentee in found.matching.left
    ]


def _accept(desk: Desk, found: Suggestion, call: Call) -> None:
    """Write the pairs, once somebody has agreed. Raises Refused."""
    from models.actions.pairing import accept

    if not found.changes:
        output.narrate(t("matching.nothing_to_write"))
        return
    if not call.options.yes and not _agreed(call, len(found.changes)):
        raise Refused(NO_SENSE, t("matching.not_written"))
    outcome = accept(desk, found.changes)
    output.narrate(t("matching.written", count=len(outcome.added), change=outcome.change_id))
    if outcome.message:
        output.narrate(outcome.message)


def _agreed(call: Call, count: int) -> bool:
    """Whether the person at the terminal says yes; nobody there is a no."""
    if not call.interactive:
        return False
    return input(t("matching.ask", count=count)).strip().lower() in ("y", "yes", "1", "是", "好")
