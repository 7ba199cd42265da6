"""``yanxiu reflections take FOLDER…``: read files that were handed in, and take them in as one action."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.actions.reflections_intake import Arrival, TakenIn
    from models.actions.reflections_reading import Source

COLUMNS = ("file", "outcome", "teacher", "kind", "month", "title", "note")
_TELL_EVERY = 20


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("paths", metavar="PATH", nargs="*", type=Path, help=t("intake.verb_paths"))
    parser.add_argument("--dropbox", action="store_true", help=t("intake.verb_dropbox"))
    parser.add_argument("--dry-run", action="store_true", help=t("verb.dry_run"))
    parser.add_argument("--yes", action="store_true", help=t("intake.verb_yes"))


def run(call: Call) -> int:
    from models.actions.reflections_dropbox import clear_out
    from models.actions.reflections_intake import judge, take_in
    from models.actions.reflections_reading import read_sources

    options = call.options
    with call.desk() as desk:
        sources = _sources(call, desk)
        if not sources:
            output.narrate(t("intake.nothing"))
            return DONE
        arrivals = judge(desk, read_sources(sources, _progress(call)))
        wanted = [one for one in arrivals if not one.left_out]
        if options.dry_run or not options.yes:
            _print(arrivals, desk, options)
        if options.dry_run or not wanted:
            _tell_left_out([(one.name, one.left_out) for one in arrivals if one.left_out], options)
            return PROBLEMS if any(not one.is_here for one in arrivals if one.left_out) else DONE
        if not options.yes and not _agreed(call, len(wanted)):
            return DONE if call.interactive else NO_SENSE
        done = take_in(desk, arrivals)
        if options.dropbox:
            clear_out(done.taken)
        _tell(done, options)
        return PROBLEMS if done.waiting or len(done.left_out) > sum(one.is_here for one in arrivals) else DONE


def _sources(call: Call, desk: Desk) -> list[Source]:
    from models.actions.reflections_dropbox import sources_in_box
    from models.actions.reflections_reading import sources_in

    paths: list[Path] = call.options.paths
    if paths and call.ask:
        raise Refused(NO_SENSE, t("intake.not_from_afar"))
    if not paths and not call.options.dropbox:
        raise Refused(NO_SENSE, t("intake.what"))
    if missing := next((path for path in paths if not path.exists()), None):
        raise Refused(NO_SENSE, t("intake.missing", path=missing))
    return [*sources_in(paths), *(sources_in_box(desk) if call.options.dropbox else [])]


def _progress(call: Call) -> Any:
    def tell(done: int, count: int) -> None:
        if call.interactive and count > _TELL_EVERY and done % _TELL_EVERY == 0:
            output.narrate(t("intake.reading", done=done, count=count))

    return tell


def _print(arrivals: list[Arrival], desk: Desk, options: Any) -> None:
    from models.actions.reflections_intake import outcome_of
    from models.actions.reflections_matching import told
    from models.registers.choosing import label_of

    as_data = options.format == "json"
    names = {person.staff_no: person.name for person in desk.lists.people()}
    kinds = desk.lists.choices("reflection_kind")
    rows = []
    for one in arrivals:
        code = outcome_of(one)
        rows.append(
            {
                "file": one.name,
                "outcome": code if as_data else t(f"intake.outcome.{code}"),  # family intake.outcome.*
                "teacher": one.guess.teacher if as_data else names.get(one.guess.teacher, ""),
                "kind": one.guess.kind if as_data else label_of(kinds, one.guess.kind),
                "month": "" if one.left_out else one.guess.month,
                "title": one.guess.title,
                "note": one.left_out or t("intake.gap").join((*told(desk, one.guess), one.read.found.problem)).strip(),
            }
        )
    titles = [(name, t(f"intake.column.{name}")) for name in COLUMNS]  # family intake.column.*
    output.print_table(rows, titles, options.format, options.out)


def _agreed(call: Call, count: int) -> bool:
    if not call.interactive:
        output.narrate(t("intake.needs_yes"))
        return False
    return input(t("intake.ask", count=count)).strip().lower() in ("y", "yes", "1", "是", "好")


def _tell(done: TakenIn, options: Any) -> None:
    output.narrate(t("intake.done", sure=len(done.sure), waiting=len(done.waiting), again=len(done.again)))
    if done.waiting:
        output.narrate(t("intake.go_and_match"))
    _tell_left_out(done.left_out, options)


def _tell_left_out(left_out: Any, options: Any) -> None:
    if left_out and options.yes:
        for _, why in left_out:
            output.narrate(why)
    elif left_out:
        output.narrate(t("intake.left_out", count=len(left_out)))
