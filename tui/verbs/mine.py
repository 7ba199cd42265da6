"""``yanxiu mine``: everything that is kept about oneself; for the administrator and the office about anybody."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk

_COLUMNS = ("part", "table", "row", "field", "value", "was", "at", "who", "action")


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--teacher", metavar="NAME", help=t("cli.mine_teacher"))


def run(call: Call) -> int:
    from models.actions.mine import everything_about

    with call.desk() as desk:
        teacher_id, account_id = _whose(desk, call.options.teacher)
        if _is_for_taking(call.options.out):
            return _give_out(desk, teacher_id, account_id, call.options.out)
        facts = everything_about(desk, teacher_id, account_id)
    rows = [asdict(fact) for fact in facts]
    if call.options.format != "json":
        rows = [{**row, "part": t(f"mine.is.{row['part']}")} for row in rows]  # family mine.is.*
    titles = [(name, t(f"mine.{name}")) for name in _COLUMNS]  # family mine.*
    output.print_table(rows, titles, call.options.format, call.options.out)
    narrate(t("mine.counted", count=len(rows)))
    return DONE


def _is_for_taking(out: Path | None) -> bool:
    """Whether a folder or one of its files is asked for, and no table in another form."""
    from models.actions.person_export import ENDINGS

    return out is not None and (out.is_dir() or not out.suffix or out.suffix.lower() in ENDINGS)


def _give_out(desk: Desk, teacher_id: int | None, account_id: int | None, out: Path) -> int:
    from data.formats.problem import FileProblem
    from models.actions.person_export import export_person

    try:
        made = export_person(desk, teacher_id, account_id, out)
    except (OSError, FileProblem) as problem:
        raise Refused(NO_SENSE, t("cli.cannot_write", file=out)) from problem
    narrate(t("mine.saved", files="、".join(path.name for path in made[:2]), count=len(made), folder=made[0].parent))
    return DONE


def _whose(desk: Desk, named: str | None) -> tuple[int | None, int | None]:
    """The teacher and the account that are meant. Raises Refused, NotAllowed."""
    from models.actions.account_people import account_of_person, teacher_number
    from models.actions.looking_up import people_meant

    actor = desk.store.actor
    if named is None:
        if actor.account_id is None:
            raise Refused(NO_SENSE, t("mine.whose"))
        return actor.teacher_id, actor.account_id
    people = people_meant(desk, named)
    if len(people) != 1:
        names = "、".join(f"{person.name}（{person.staff_no}）" for person in people)
        words = "account.several_people" if people else "account.no_such_person"
        raise Refused(NO_SENSE, t(words, named=named, names=names))  # family account.*
    teacher_id, account = teacher_number(people[0].staff_no), account_of_person(people[0].staff_no)
    if teacher_id != actor.teacher_id:
        desk.sight.ensure("mine_of_others")
    return teacher_id, account.id if account else None
