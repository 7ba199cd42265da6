"""``yanxiu check``: is the store as it was written, and does every row keep the rules?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--repair", action="store_true", help=t("cli.check_repair"))
    parser.add_argument("--yes", action="store_true", help=t("cli.check_yes"))


def run(call: Call) -> int:
    from models.actions.rule_check import rule_findings
    from models.journal.logged import table_title
    from models.store.checking import check

    with call.desk() as desk:
        desk.sight.ensure("check")
        if call.options.repair:
            repair_rows(call, desk)
        rows = [
            {
                "kind": "store" if finding.grave else "hint",
                "where": table_title(finding.tbl) if finding.tbl else "",
                "row": finding.row_id,
                "what": finding.what,
                "to_do": finding.to_do,
            }
            for finding in check(desk.store)
        ]
        rows += [
            {
                "kind": "error" if finding.hard else "hint",
                "where": finding.register,
                "row": finding.who,
                "what": f"{finding.title}：{finding.message}",
                "to_do": t("cli.check_correct") if finding.hard else t("cli.check_look"),
            }
            for finding in rule_findings(desk)
        ]
    columns = [
        ("kind", t("cli.check_kind")),
        ("where", t("cli.check_where")),
        ("row", t("cli.check_row")),
        ("what", t("cli.check_what")),
        ("to_do", t("cli.check_to_do")),
    ]
    if call.options.format != "json":
        words = {"store": t("cli.check_store"), "error": t("cli.check_error"), "hint": t("cli.check_hint")}
        shown = [{**row, "kind": words[row["kind"]]} for row in rows]
    else:
        shown = rows
    if rows or call.options.format != "plain":
        output.print_table(shown, columns, call.options.format, call.options.out)
    output.narrate(t("cli.check_found", count=len(rows)) if rows else t("cli.check_well"))
    return PROBLEMS if any(row["kind"] in ("store", "error") for row in rows) else DONE


def repair_rows(call: Call, desk: Desk) -> None:
    """Repair what the history can tell, having asked, and say what was done; the check that follows shows the rest."""
    from models.store.checking import check
    from models.store.repairing import repair

    grave = [finding for finding in check(desk.store) if finding.grave]
    if not grave:
        return
    for finding in grave:
        output.narrate(finding.what)
    if not (call.options.yes or (call.interactive and agreed())):
        raise Refused(NO_SENSE, t("cli.check_needs_yes"))
    repaired = repair(desk.store)
    for sentence in repaired.done:
        output.narrate(sentence)
    if repaired.change_id is None:
        output.narrate(t("cli.check_nothing_to_repair"))
    else:
        output.narrate(t("cli.check_repaired", count=len(repaired.done), change=repaired.change_id))
    if repaired.left:
        output.narrate(t("cli.check_left", count=len(repaired.left)))


def agreed() -> bool:
    """Whether the person at the terminal says yes."""
    return input(t("cli.check_ask")).strip().lower() in ("y", "yes", "是")
