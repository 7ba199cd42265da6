"""``yanxiu import REGISTER FILE``: the difference that a spreadsheet would make, and, when accepted, the change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.registers import REGISTERS
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.listing import day_option, plain
from tui.piping import STREAM, piped
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.actions.importing import ImportPlan


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument(
        "register", choices=REGISTERS, metavar="REGISTER", help=t("verb.register", names=" ".join(REGISTERS))
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=t("verb.import_file"))
    parser.add_argument("--dry-run", action="store_true", help=t("verb.dry_run"))
    parser.add_argument("--yes", action="store_true", help=t("verb.import_yes"))
    parser.add_argument("--clear", action="store_true", help=t("verb.import_clear"))
    parser.add_argument("--whole", action="store_true", help=t("verb.import_whole"))
    parser.add_argument("--from", dest="from_day", metavar="DATE", type=day_option, help=t("verb.import_from"))


def run(call: Call) -> int:
    from data.formats.problem import FileProblem
    from models.actions.importing import apply_import, plan_import
    from models.actions.lists import made_words

    options = call.options
    with call.desk() as desk:
        try:
            with piped(options.file) as file:
                plan = plan_import(
                    desk,
                    options.register,
                    file,
                    empty_clears=options.clear,
                    from_day=_from_day(options),
                    whole=options.whole,
                )
        except FileProblem as problem:
            raise Refused(NO_SENSE, str(problem)) from problem
        if options.dry_run or not options.yes:
            _print_plan(plan, desk, options)
        _narrate_counts(plan)
        problems = plan.count("problem")
        if options.dry_run:
            return PROBLEMS if problems else DONE
        if not options.yes and not _agreed(call, plan):
            return DONE if call.interactive else NO_SENSE
        result = apply_import(desk, plan)
        output.narrate(t("import.done", added=result.added, changed=result.changed))
        if result.ended:
            output.narrate(t("import.ended", count=result.ended))
        if result.made:
            output.narrate(made_words(result.made))
        for _, reason in result.left_out:
            output.narrate(reason)
        if problems:
            _tell_problems(plan) if str(options.file) == STREAM else _save_problems(plan)
        return PROBLEMS if problems or result.left_out else DONE


def _from_day(options: Any) -> str:
    """The day from which the changes count. Raises Refused where a register does not keep what was before a day."""
    if (options.from_day or options.whole) and options.register != "timetable":
        raise Refused(NO_SENSE, t("verb.import_from_only"))
    return options.from_day.isoformat() if options.from_day else ""


def _print_plan(plan: ImportPlan, desk: Desk, options: Any) -> None:
    make = _as_data if options.format == "json" else _as_text
    rows = [make(plan, row, desk) for row in plan.rows]
    names = ("row", "action", "key", "changes", "problems")
    titles = [(name, t(f"verb.plan_{name}")) for name in names]  # family verb.plan_*
    output.print_table(rows, titles, options.format, options.out)


def _as_data(_plan: ImportPlan, row: Any, _desk: Desk) -> dict[str, Any]:
    return {
        "row": row.numbers[0],
        "action": row.action,
        "key": row.key,
        "changes": {name: [plain(old), plain(new)] for name, (old, new) in row.changes.items()},
        "problems": [{"cell": cell, "reason": reason} for cell, reason in row.problems],
    }


def _as_text(plan: ImportPlan, row: Any, desk: Desk) -> dict[str, Any]:
    from models.registers.kinds import show

    changes = []
    if row.action == "change":
        for name, values in row.changes.items():
            column = plan.register.column(name)
            old, new = (show(column, value, desk.lists) or t("import.empty") for value in values)
            changes.append(t("import.change_line", title=column.title, old=old, new=new))
    return {
        "row": row.numbers[0],
        "action": t(f"import.action.{row.action}"),  # family import.action.*
        "key": row.key,
        "changes": "；".join(changes),
        "problems": "；".join(t("import.problem_line", cell=cell, reason=reason) for cell, reason in row.problems),
    }


def _narrate_counts(plan: ImportPlan) -> None:
    output.narrate(
        t(
            "import.source",
            name=plan.path.name,
            sheet=plan.table.sheet,
            row=plan.table.header_row,
            register=plan.register.title,
        )
    )
    if plan.left_over:
        output.narrate(t("import.left_over", count=len(plan.left_over)))
    counts = {name: plan.count(name) for name in ("new", "change", "same", "problem")}
    output.narrate(t("import.counted", **counts))
    unused = [match.heading for match in plan.columns if not match.field and match.heading]
    if unused:
        output.narrate(t("import.columns_unused", names="、".join(unused)))


def _agreed(call: Call, plan: ImportPlan) -> bool:
    wanted = plan.count("new") + plan.count("change") + len(plan.left_over)
    if not wanted:
        return False
    if not call.interactive:
        output.narrate(t("verb.import_needs_yes"))
        return False
    return input(t("verb.import_ask", count=wanted)).strip().lower() in ("y", "yes", "1", "是", "好")


def _tell_problems(plan: ImportPlan) -> None:
    """What came through a pipe has no folder to put a file of problems into."""
    for row in plan.rows:
        for cell, reason in row.problems:
            output.narrate(t("import.problem_line", cell=cell, reason=reason))


def _save_problems(plan: ImportPlan) -> None:
    from data.formats.problem import FileProblem
    from models.actions.exporting import export_problems, problem_file

    target = problem_file(plan.path)
    try:
        count = export_problems(plan, target)
    except (OSError, FileProblem) as error:
        output.narrate(t("verb.problems_not_saved", path=target, why=error))
        return
    output.narrate(t("import.problems_saved", count=count, path=target))
