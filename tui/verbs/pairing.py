"""``yanxiu pairing``: the mentor pairs, their log and pace, the agreements and the ceremony's list."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.listing import as_cells, as_data, as_recorded, chosen_columns, day_option, reason_option, recorded_option
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk

_ELSEWHERE = {
    "suggest": ("tui.verbs.pairing_suggest", "matching.verb_suggest"),
    "rules": ("tui.verbs.pairing_rules", "matching.verb_rules"),
}
"""Deeds with a module of their own, which has ``add_arguments`` and ``run`` like a verb's, and with their words."""


def add_arguments(parser: Parser) -> None:
    _listing(parser)
    deeds = parser.add_subparsers(metavar=t("matching.verb_deed"), dest="deed", required=False)

    def deed(name: str) -> Parser:
        words = t(f"cli.pairing_{name}")  # family cli.pairing_*
        return deeds.add_parser(name, help=words, description=words)

    log = deed("log")
    log.add_argument("line", nargs="*", metavar="LINE", help=t("cli.pairing_log_line"))
    log.add_argument("--on", metavar="DATE", type=day_option, help=t("cli.pairing_log_on"))
    output.add_arguments(log)
    pace = deed("pace")
    pace.add_argument("--quiet", action="store_true", help=t("cli.pairing_quiet"))
    output.add_arguments(pace)
    agreement = deed("agreement")
    agreement.add_argument("who", nargs="*", metavar="NAME", help=t("cli.pairing_who"))
    agreement.add_argument("--template", metavar="FILE", type=Path, help=t("cli.pairing_template"))
    agreement.add_argument("--print-template", action="store_true", help=t("cli.pairing_print_template"))
    agreement.add_argument("--out", metavar="FILE", type=Path, help=t("cli.out"))
    evaluate = deed("evaluate")
    evaluate.add_argument("who", metavar="NAME", help=t("cli.pairing_mentee"))
    evaluate.add_argument("--panel", metavar="N", type=float, help=t("cli.pairing_panel"))
    evaluate.add_argument("--words", metavar="TEXT", default="", help=t("cli.pairing_words"))
    deed("ceremony").add_argument("--out", metavar="FILE", type=Path, help=t("cli.out"))
    for name, (module, key) in _ELSEWHERE.items():
        words = t(key)
        import_module(module).add_arguments(deeds.add_parser(name, help=words, description=words))


def run(call: Call) -> int:
    from data.formats.problem import FileProblem
    from models.actions.pairing import PairingRefused

    deed = call.options.deed
    if deed in _ELSEWHERE:
        return import_module(_ELSEWHERE[deed][0]).run(call)
    if deed == "agreement" and call.options.print_template:
        from data.defaults.agreement import default_text

        output.print_text(default_text().rstrip("\n"), call.options.out)
        return DONE
    with call.desk() as desk:
        try:
            match deed:
                case "log":
                    return _log(call, desk)
                case "pace":
                    return _pace(call, desk)
                case "agreement":
                    return _agreement(call, desk)
                case "evaluate":
                    return _evaluate(call, desk)
                case "ceremony":
                    return _ceremony(call, desk)
            return _list(call, desk)
        except (PairingRefused, FileProblem) as refused:
            raise Refused(NO_SENSE, str(refused)) from refused


# -- lists -------------------------------------------------------------------------------------------------------------


def _listing(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--columns", metavar="A,B,...", help=t("verb.columns"))
    parser.add_argument("--all", action="store_true", help=t("verb.pairing_all"))
    recorded_option(parser)
    reason_option(parser)


def _list(call: Call, now: Desk) -> int:
    """The pairs that run or are to begin, or all that there ever were."""
    from models.actions.pairing import pairs

    options = call.options
    with as_recorded(now, options.recorded) as desk:
        source = desk.source("pairing")
        columns = chosen_columns(source.register, options.columns)
        make = as_data if options.format == "json" else as_cells
        over = set() if options.all else {pair.id for pair in pairs(desk) if pair.is_over(desk.today)}
        rows = [source.row(index) for index in range(len(source))]
        told = [make(row.values, columns, desk.lists) for row in rows if row.id not in over]
    output.print_table(told, [(column.field, column.title) for column in columns], options.format, options.out)
    return DONE


def _pace(call: Call, desk: Desk) -> int:
    """How each pair stands, who needs a word first."""
    from models.actions.pairing_pace import columns, pace_rows

    options = call.options
    rows = pace_rows(desk, options.quiet, as_data=options.format == "json")
    output.print_table(rows, columns(desk), options.format, options.out)
    return DONE


# -- the log -----------------------------------------------------------------------------------------------------------


def _log(call: Call, desk: Desk) -> int:
    from models.actions.pairing import PairingRefused
    from models.actions.pairing_log import log, read_line

    options = call.options
    if not options.line:
        return _show_log(call, desk)
    status = DONE
    for line in _lines(options.line):
        try:
            output.narrate(log(desk, read_line(desk, line), options.on).message)
        except PairingRefused as refused:
            output.narrate(f"{' '.join(line)[:40]}  {refused}")
            status = PROBLEMS
    return status


def _show_log(call: Call, desk: Desk) -> int:
    source, options = desk.source("pairing_log"), call.options
    make = as_data if options.format == "json" else as_cells
    columns = [column for column in source.register.columns if column.printed]
    rows = [make(source.row(index).values, columns, desk.lists) for index in range(len(source))]
    output.print_table(rows, [(column.field, column.title) for column in columns], options.format, options.out)
    return DONE


def _lines(words: Sequence[str]) -> Iterator[list[str]]:
    """The entry that is written behind the verb, or for '-' those on standard input, a line each."""
    if [*words] == ["-"]:
        yield from (line.split() for line in sys.stdin if line.strip())
    else:
        yield " ".join(words).split()


def _evaluate(call: Call, desk: Desk) -> int:
    """Judge a pair as of today: duties and scores as the store knows them, the panel's points as given."""
    from models.actions.pairing_evaluation import evaluate, evaluation_words

    options = call.options
    chosen = _named(desk, [options.who])
    if len(chosen) != 1:
        raise Refused(NO_SENSE, t("pairing.which_one", text=options.who, count=len(chosen)))
    panel = None if options.panel is None else round(options.panel * 10)
    evaluate(desk, chosen[0], panel_x10=panel, words=options.words)
    output.narrate(evaluation_words(desk, chosen[0]))
    return DONE


# -- paper -------------------------------------------------------------------------------------------------------------


def _agreement(call: Call, desk: Desk) -> int:
    from data.defaults.agreement import own_wording
    from data.formats.saving import save_bytes
    from models.actions.pairing_agreement import ENDINGS, agreements, print_agreements

    options = call.options
    if options.out is not None and options.out.suffix.lower() not in ENDINGS:
        raise Refused(NO_SENSE, t("forms.paper_ending", endings=" ".join(ENDINGS)))
    wording = own_wording(options.template) if options.template else None
    papers = agreements(desk, _named(desk, options.who) if options.who else None, wording)
    if not papers:
        output.narrate(t("pairing.nothing_to_print"))
        return PROBLEMS
    if options.out is None:
        output.print_text(print_agreements(papers, ".txt").decode("utf-8").rstrip("\n"))
    else:
        save_bytes(options.out, print_agreements(papers, options.out.suffix))
        output.narrate(t("pairing.printed", count=len(papers), path=options.out))
    return DONE


def _named(desk: Desk, names: Sequence[str]) -> list[int]:
    """The pairs, not yet over, of the people named. Raises Refused for somebody who has none."""
    from models.actions.looking_up import people_meant
    from models.actions.pairing_agreement import to_print

    found = []
    for name in names:
        people = {person.staff_no for person in people_meant(desk, name)}
        own = [pair.id for pair in to_print(desk) if people & {pair.mentor, pair.mentee}]
        if not own:
            raise Refused(NO_SENSE, t("pairing.log_no_pair", text=name))
        found += own
    return found


def _ceremony(call: Call, desk: Desk) -> int:
    from data.formats.page_files import ENDINGS, print_pages
    from data.formats.saving import save_bytes
    from models.actions.pairing_agreement import ceremony

    out = call.options.out
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise Refused(NO_SENSE, t("forms.paper_ending", endings=" ".join(ENDINGS)))
    page = ceremony(desk)
    if out is None:
        output.print_text(print_pages([page], ".txt").decode("utf-8").rstrip("\n"))
    else:
        save_bytes(out, print_pages([page], out.suffix))
        output.narrate(t("paper.printed", path=out))
    return DONE
