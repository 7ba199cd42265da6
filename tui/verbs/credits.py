"""``yanxiu credits``: everybody's points against the year's target, one person's statement line by line, the lists of
candidates, what a changed rule would do, and closing a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.credits import Statement
    from models.actions.desk import Desk
    from models.rules.terms import TermDates

PEOPLE = ("place", "staff_no", "name", "group", "counted", "target", "lacking")
LINES = ("on_day", "rule", "what", "earned", "counted", "why", "source", "row")
CHANGES = ("staff_no", "name", "before", "after", "place_before", "place_after")
DIFFERENCES = ("staff_no", "name", "closed", "now")
_LISTS = ("training", "award", "annual", "rank")


def add_arguments(parser: Parser) -> None:
    parser.add_argument("teacher", metavar="TEACHER", nargs="?", help=t("credits.arg_teacher"))
    parser.add_argument("--list", dest="list_kind", choices=_LISTS, default="training", help=t("credits.arg_list"))
    parser.add_argument("--group", help=t("credits.arg_group"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--what-if", metavar="CODE=POINTS", nargs="+", help=t("credits.arg_what_if"))
    what.add_argument("--propose", metavar="NUMBER", type=int, help=t("credits.arg_propose"))
    what.add_argument("--on", action="store_true", help=t("credits.arg_on"))
    what.add_argument("--off", action="store_true", help=t("credits.arg_off"))
    what.add_argument("--target", metavar="POINTS", help=t("credits.arg_target"))
    what.add_argument("--close", action="store_true", help=t("credits.arg_close"))
    what.add_argument("--reopen", metavar="REASON", help=t("credits.arg_reopen"))
    what.add_argument("--changed", action="store_true", help=t("credits.arg_changed"))
    parser.add_argument("--adopt", action="store_true", help=t("credits.arg_adopt"))
    output.add_arguments(parser)


def run(call: Call) -> int:
    options = call.options
    with call.desk() as desk:
        from models.actions.credits import is_on, switch

        if options.on or options.off:
            switch(desk, options.on)
            narrate(t("credits.on" if options.on else "credits.switched_off"))
            return DONE
        if not is_on(desk):
            raise Refused(PROBLEMS, t("credits.off"))
        if options.target is not None:
            return _set_target(desk, options.target)
        if options.close or options.reopen is not None or options.changed:
            return _closing(call, desk)
        if options.what_if:
            return _what_if(call, desk)
        if options.propose is not None:
            return _propose(call, desk)
        return _statement(call, desk) if options.teacher else _everybody(call, desk)


def _everybody(call: Call, desk: Desk) -> int:
    from models.actions.credit_candidates import ranked
    from models.actions.credits import statements

    found = [one for one in statements(desk, call.options.list_kind) if call.options.group in (None, one.group)]
    rows = [
        {
            **{"place": place, "staff_no": one.staff_no, "name": one.name, "group": one.group},
            "counted": _points(call, one.counted_x100),
            "target": _points(call, one.target_x100) if one.target_x100 else "",
            "lacking": _points(call, max(0, one.target_x100 - one.counted_x100)) if one.target_x100 else "",
        }
        for place, one in ranked(found)
    ]
    _print(call, rows, PEOPLE)
    for line in notes(desk):
        narrate(line)
    return DONE


def _statement(call: Call, desk: Desk) -> int:
    from models.actions.credits import statements
    from models.journal.logged import table_title
    from models.rules.credits import shown_points

    one = _found(call, desk, statements(desk, call.options.list_kind))
    rows = [
        {
            **{"on_day": line.on_day, "rule": line.rule_title, "what": line.what, "why": line.why},
            **{"earned": _points(call, line.earned_x100), "counted": _points(call, line.counted_x100)},
            **{"source": table_title(line.source_table), "row": line.source_row},
        }
        for line in one.lines
    ]
    _print(call, rows, LINES)
    words = "credits.total_of_target" if one.target_x100 else "credits.total"
    target = shown_points(one.target_x100)
    narrate(t(words, name=one.name, counted=shown_points(one.counted_x100), target=target))
    for line in notes(desk):
        narrate(line)
    return DONE


def _found(call: Call, desk: Desk, statements: list[Statement]) -> Statement:
    from models.actions.looking_up import people_meant

    meant = {person.staff_no for person in people_meant(desk, call.options.teacher)}
    found = [one for one in statements if one.staff_no in meant]
    if len(found) != 1:
        names = "、".join(f"{one.name}({one.staff_no})" for one in found)
        words = "credits.several" if found else "credits.nobody"
        raise Refused(NO_SENSE, t(words, text=call.options.teacher, names=names))
    return found[0]


def notes(desk: Desk) -> list[str]:
    """What a print has to say of the term's closing and reopenings."""
    from models.actions.credit_closing import CLOSED, closings

    term = desk.term
    found = closings(term) if term else []
    return [
        t(
            "credits.was_closed" if one.state == CLOSED else "credits.was_reopened",
            day=one.on_day,
            who=one.by_name,
            reason=one.reason,
        )
        for one in found
    ]


def _what_if(call: Call, desk: Desk) -> int:
    from models.actions.credit_candidates import adopt, tried
    from models.rules.credits import points_of

    points: dict[str, int] = {}
    for text in call.options.what_if:
        code, _, value = text.partition("=")
        try:
            points[code] = points_of(value)
        except ValueError as error:
            raise Refused(NO_SENSE, str(error)) from error
    try:
        found = tried(desk, points, call.options.list_kind)
    except KeyError as error:
        raise Refused(NO_SENSE, t("credits.no_rule", code=error.args[0])) from error
    rows = [
        {
            **{"staff_no": one.staff_no, "name": one.name},
            **{"before": _points(call, one.before_x100), "after": _points(call, one.after_x100)},
            **{"place_before": one.place_before, "place_after": one.place_after},
        }
        for one in found
    ]
    _print(call, rows, CHANGES)
    if not rows:
        narrate(t("credits.nobody_moves"))
    if call.options.adopt:
        adopt(desk, points)
        narrate(t("credits.adopted", codes=" ".join(points)))
    else:
        narrate(t("credits.only_tried"))
    return DONE


def _propose(call: Call, desk: Desk) -> int:
    from models.actions.credit_candidates import propose

    if call.options.list_kind == "training" or call.options.propose < 0:
        raise Refused(NO_SENSE, t("credits.which_list"))
    count = propose(desk, call.options.list_kind, call.options.propose)
    narrate(t("credits.proposed", count=count))
    return DONE


def _set_target(desk: Desk, text: str) -> int:
    from models.actions.credits import set_target
    from models.rules.credits import points_of

    try:
        set_target(desk, points_of(text))
    except ValueError as error:
        raise Refused(NO_SENSE, str(error)) from error
    narrate(t("credits.target_set", target=text))
    return DONE


def _closing(call: Call, desk: Desk) -> int:
    from models.actions.credit_closing import ClosingRefused, close, reopen

    term = desk.term
    if term is None:
        raise Refused(PROBLEMS, t("credits.no_term"))
    try:
        if call.options.close:
            narrate(t("credits.closed", term=term.label, count=close(desk, term)))
        elif call.options.reopen is not None:
            reopen(desk, term, call.options.reopen)
            narrate(t("credits.reopened", term=term.label))
        else:
            return _changed(call, desk, term)
    except ClosingRefused as error:
        raise Refused(PROBLEMS, str(error)) from error
    return DONE


def _changed(call: Call, desk: Desk, term: TermDates) -> int:
    from models.actions.credit_closing import differences

    rows = [
        {
            **{"staff_no": one.staff_no, "name": one.name},
            **{"closed": _points(call, one.closed_x100), "now": _points(call, one.now_x100)},
        }
        for one in differences(desk, term)
    ]
    _print(call, rows, DIFFERENCES)
    if not rows:
        narrate(t("credits.nothing_changed"))
    return DONE


def _print(call: Call, rows: list[dict[str, object]], names: tuple[str, ...]) -> None:
    columns = [(name, t(f"credits.column.{name}")) for name in names]  # family credits.column.*
    output.print_table(rows, columns, call.options.format, call.options.out)


def _points(call: Call, x100: int) -> float | str:
    """A number for a program, a text for people."""
    from models.rules.credits import shown_points

    return x100 / 100 if call.options.format == "json" else shown_points(x100)
