"""``yanxiu report``: the plan's analysis of the staff, and what is printed about observing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.listing import day_option
from tui.status import DONE, NO_SENSE, Refused
from tui.verbs.report_papers import PAPERS, print_paper
from tui.verbs.report_pictures import PICTURES, print_picture

if TYPE_CHECKING:
    from models.rules.needs import Needs
    from models.rules.needs_tables import Label

REPORTS = ("needs", *PAPERS, *PICTURES)
_FOR_READING = ("plain", "markdown", "html")


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument(
        "report", choices=REPORTS, metavar="REPORT", help=t("cli.report_which", names=" ".join(REPORTS))
    )
    parser.add_argument("--as-of", metavar="DATE", type=day_option, help=t("verb.as_of"))
    parser.add_argument("--day", metavar="DATE", type=day_option, help=t("cli.report_day"))
    parser.add_argument("--group", metavar="NAME", help=t("verb.group"))
    parser.add_argument("--obligation", metavar="CODE", help=t("pictures.option_obligation"))
    parser.add_argument("--bands", metavar="35,50", help=t("cli.report_bands"))


def run(call: Call) -> int:
    from models.actions.analysis import labels, needs_of

    options = call.options
    with call.desk() as desk:
        if options.group and options.group not in desk.groups():
            raise Refused(NO_SENSE, t("verb.no_group", name=options.group, groups="、".join(desk.groups())))
        if options.report in PAPERS:
            print_paper(desk, options.report, options)
            return DONE
        if options.report in PICTURES:
            print_picture(desk, options.report, options)
            return DONE
        day = options.as_of or desk.today
        found = needs_of(desk, day, options.group, asked_edges(options.bands))
        label = labels(desk)
        if options.format in _FOR_READING and options.out is None:
            print_report(found, options.group or desk.school_name, label, options.format)
        else:
            print_facts(found, label, call)
    return DONE


def asked_edges(asked: str | None) -> tuple[int, ...] | None:
    """The ages at which bands begin, as asked; None for the school's own. Raises Refused for text that is no ages."""
    from models.rules.bands import BadBands, parse_edges

    try:
        return None if asked is None else parse_edges(asked)
    except BadBands as error:
        raise Refused(NO_SENSE, str(error)) from error


def print_report(found: Needs, place: str, label: Label, form: str) -> None:
    """The paragraph, then every table under its title."""
    from models.rules.needs_tables import needs_tables, paragraph

    print(_titled(paragraph(found, place, label), form, "p"))
    for table in needs_tables(found, label):
        print("\n" + _titled(table.title, form, "h2"))
        columns = [(str(index), heading) for index, heading in enumerate(table.headings)]
        rows = [{str(index): cell for index, cell in enumerate(row)} for row in table.rows]
        output.print_table(rows, columns, form)


def print_facts(found: Needs, label: Label, call: Call) -> None:
    """Every figure as one row, for other programs and for files."""
    from models.rules.needs_tables import needs_facts

    rows = [
        {name: getattr(fact, name) for name in ("section", "code", "title", "item", "value", "percent")}
        for fact in needs_facts(found, label)
    ]
    columns = [("title", t("cli.report_title")), ("item", t("cli.report_item")), ("value", t("cli.report_value"))]
    columns.append(("percent", t("cli.report_percent")))
    if call.options.format == "json":
        columns = [("section", ""), ("code", ""), *columns]
    output.print_table(rows, columns, call.options.format, call.options.out)


def _titled(words: str, form: str, tag: str) -> str:
    from html import escape

    if form == "html":
        return f"<{tag}>{escape(words)}</{tag}>"
    return f"## {words}\n" if form == "markdown" and tag == "h2" else words
