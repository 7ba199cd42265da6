"""``yanxiu timetable``: the weekly lessons as rows; one's, or everybody's, week as on paper; a day; the clashes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.listing import as_cells, as_data, as_recorded, chosen_columns, day_option, recorded_option
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.actions.week_views import Weeks, Whose

_KINDS = ("class", "teacher", "room")
_FOR_READING = ("plain", "markdown", "html")


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    whose = parser.options.add_mutually_exclusive_group()
    whose.add_argument("--class", dest="class_", metavar="CLASS", help=t("verb.timetable_class"))
    whose.add_argument("--teacher", metavar="NAME", help=t("verb.timetable_teacher"))
    whose.add_argument("--room", metavar="ROOM", help=t("verb.timetable_room"))
    whose.add_argument("--each", choices=_KINDS, help=t("verb.timetable_each"))
    whose.add_argument("--day", metavar="DAY", help=t("verb.timetable_day"))
    whose.add_argument("--clashes", action="store_true", help=t("verb.timetable_clashes"))
    parser.add_argument("--as-of", metavar="DATE", type=day_option, help=t("verb.timetable_as_of"))
    parser.add_argument("--columns", metavar="A,B,...", help=t("verb.columns"))
    recorded_option(parser)


def run(call: Call) -> int:
    from models.actions.week_views import Weeks

    options = call.options
    with call.desk() as now, as_recorded(now, options.recorded) as desk:
        weeks = Weeks(desk, options.as_of)
        if options.clashes:
            return _clashes(weeks, options)
        whose = _asked(weeks, options)
        if whose and options.format in _FOR_READING:
            _weeks(weeks, whose, options)
        elif whose and options.format == "xlsx":
            _workbook(weeks, whose, options)
        else:
            ids = _of_day(desk, weeks, options.day) if options.day else _of(weeks, whose)
            _rows(desk, ids, options)
    return DONE


def _asked(weeks: Weeks, options: Any) -> list[Whose]:
    """Whose weeks are asked for; [] for the school's rows. Raises Refused for what is nobody's or several people's."""
    if options.each:
        return weeks.all_of(options.each)
    kind, typed = next(
        ((k, words) for k, words in zip(_KINDS, (options.class_, options.teacher, options.room), strict=True) if words),
        ("", ""),
    )
    if not kind:
        return []
    found = [whose for whose in weeks.meant(typed) if whose.kind == kind]
    exact = [whose for whose in found if typed in (whose.key, whose.label)]
    if kind == "class":
        exact = found[:1]
    found = exact or found
    if len(found) == 1:
        return found
    known = "、".join(whose.label for whose in found or weeks.all_of(kind))
    key = "verb.timetable_several" if found else "verb.timetable_nobody"
    raise Refused(NO_SENSE, t(key, text=typed, known=known))


def _weeks(weeks: Weeks, whose: list[Whose], options: Any) -> None:
    """As on paper; as tables where a browser or an editor is to show them."""
    from data.formats.week_paper import as_text

    papers = [weeks.paper(each) for each in whose]
    if options.format == "plain":
        output.print_text(as_text(papers), options.out)
        return
    parts = []
    for paper in papers:
        columns = [("period", t("teaching.time")), *((str(x), day) for x, day in enumerate(paper.days))]
        rows = [
            {"period": line.period, **{str(x): " ".join(words) for x, words in enumerate(line.cells)}}
            for line in paper.lines
        ]
        title = f"## {paper.title}\n" if options.format == "markdown" else f"<h2>{_escaped(paper.title)}</h2>"
        parts.append(f"{title}\n{output.as_table(rows, columns, options.format)}")
    output.print_text("\n\n".join(parts), options.out)


def _workbook(weeks: Weeks, whose: list[Whose], options: Any) -> None:
    from data.formats.week_paper import as_workbook

    output.write_bytes(as_workbook([weeks.paper(each) for each in whose]), options.out)


def _of(weeks: Weeks, whose: list[Whose]) -> list[int]:
    """The ids of the lessons, in the school's order or week after week."""
    from models.rules.week_grid import is_of

    if not whose:
        return [slot.id for slot in weeks.slots]
    return [slot.id for each in whose for slot in weeks.slots if is_of(slot, each.kind, each.key)]


def _of_day(desk: Desk, weeks: Weeks, typed: str) -> list[int]:
    """The lessons of a weekday, or of a day by the calendar: a make-up day's are another weekday's."""
    from models.actions.teaching import calendar_of, slots
    from models.registers.choosing import find_choice
    from models.rules.calendar import weekday_number
    from models.rules.slots import given_on

    if found := find_choice(desk.lists.choices("weekday"), typed):
        return [slot.id for slot in weeks.slots if slot.weekday == weekday_number(found.code)]
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise Refused(NO_SENSE, t("verb.timetable_bad_day", text=typed)) from error
    if desk.term is None:
        return []
    return [slot.id for slot in given_on(slots(desk.today, incomplete=True), calendar_of(desk.term), day)]


def _rows(desk: Desk, ids: list[int], options: Any) -> None:
    source = desk.source("timetable", everybody=True)
    columns = chosen_columns(source.register, options.columns)
    make = as_data if options.format == "json" else as_cells
    rows = [make(row.values, columns, desk.lists) for row_id in ids if (row := source.row_by_id(row_id))]
    output.print_table(rows, [(column.field, column.title) for column in columns], options.format, options.out)


def _clashes(weeks: Weeks, options: Any) -> int:
    """Whom or what two lessons want at once; problems where there is anything."""
    rows = weeks.clash_rows()
    columns = [(name, t(f"teaching.column.{name}")) for name in ("time", "class", "subject", "sentence")]
    if options.format == "json":
        columns = [(name, "") for name in ("what", "grave", "weekday", "period")] + columns[1:]
    if rows or options.format in ("json", "csv", "xlsx"):
        output.print_table(rows, columns, options.format, options.out)
    output.narrate(t("teaching.clashes", count=len(rows)) if rows else t("teaching.no_clashes"))
    return PROBLEMS if rows else DONE


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)
