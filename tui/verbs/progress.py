"""``yanxiu progress``: every obligation with what is done and due; who owes what, and when each would be done."""

from __future__ import annotations

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, Refused


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--group", metavar="NAME", help=t("verb.group"))
    parser.add_argument("--teacher", metavar="NAME", help=t("verb.teacher"))
    parser.add_argument("--obligation", metavar="CODE", help=t("verb.progress_obligation"))
    parser.add_argument("--owing", action="store_true", help=t("verb.progress_owing"))
    parser.add_argument("--picture", action="store_true", help=t("pictures.option_picture"))


def run(call: Call) -> int:
    from models.actions.looking_up import people_meant
    from models.actions.owed.progress import Progress
    from models.actions.owed.told import EACH, FORECAST, OVERVIEW, each_rows, overview_row, row_words, summaries, titles

    options = call.options
    with call.desk() as desk:
        if options.group and options.group not in desk.groups():
            raise Refused(NO_SENSE, t("verb.no_group", name=options.group, groups="、".join(desk.groups())))
        if options.picture:
            from tui.verbs.report_pictures import print_picture

            print_picture(desk, "pace" if options.obligation else "progress", options)
            return DONE
        progress = Progress(desk)
        if progress.ground is None:
            raise Refused(NO_SENSE, t("owed.no_term"))
        if not (options.teacher or options.obligation or options.owing):
            rows, columns = [overview_row(one) for one in summaries(progress, options.group)], titles(OVERVIEW)
        else:
            people = {one.staff_no for one in people_meant(desk, options.teacher)} if options.teacher else None
            chosen = (progress.owed if options.owing else progress.of)(options.group, people)
            if options.obligation:
                known = {one.code: one for one in progress.obligations} | {o.title: o for o in progress.obligations}
                if options.obligation not in known:
                    codes = "、".join(f"{one.code}({one.title})" for one in progress.obligations)
                    raise Refused(NO_SENSE, t("owed.no_obligation", text=options.obligation, known=codes))
                chosen = [one for one in chosen if one.obligation is known[options.obligation]]
            rows, columns = each_rows(progress, chosen), titles((*EACH, *FORECAST))
        told = rows if options.format == "json" else [row_words(row) for row in rows]
        output.print_table(told, columns, options.format, options.out)
    return DONE
