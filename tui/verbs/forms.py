"""``yanxiu forms``: what lessons' evaluation forms come to; filing paper forms and printing them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.listing import day_option
from tui.status import DONE, NO_SENSE, NOT_ALLOWED, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.actions.form_results import LessonResult

_DEEDS = ("file", "print", "blank")


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    parser.add_argument("--lesson", metavar="N", type=int, help=t("forms.verb_lesson"))
    parser.add_argument("--teacher", metavar="NAME", help=t("verb.teacher"))
    parser.add_argument("--since", metavar="DATE", type=day_option, help=t("cli.since"))
    parser.add_argument("--until", metavar="DATE", type=day_option, help=t("cli.until"))
    parser.add_argument("--trimmed", action="store_true", help=t("forms.verb_trimmed"))
    parser.add_argument("deed", nargs="?", metavar="file|print|blank", choices=_DEEDS, help=t("forms.verb_deed"))
    parser.add_argument("line", nargs="*", metavar="LINE", help=t("forms.verb_line"))


def run(call: Call) -> int:
    options = call.options
    if options.deed == "file":
        with call.desk() as desk:
            return _file(desk, _lines(options.line))
    if options.deed:
        with call.desk() as desk:
            return _print(desk, options.deed, options.lesson, options.out)
    from models.actions.filled_forms import FormRefused
    from models.actions.form_results import Results

    with call.desk() as desk:
        try:
            if options.lesson is not None:
                _one_lesson(Results(desk).lesson(options.lesson), desk, call)
            else:
                _many(Results(desk).of(_asked(desk, options)), desk, call)
        except FormRefused as error:
            raise Refused(NOT_ALLOWED, str(error)) from error
        except LookupError as error:
            raise Refused(NO_SENSE, t("forms.no_lesson", lesson=options.lesson)) from error
    return DONE


# -- filing and printing ---------------------------------------------------------------------------------------------


def _lines(words: Sequence[str]) -> Iterator[str]:
    """The form that is written behind the verb, or those on standard input, a line each."""
    if [*words] in ([], ["-"]):
        yield from (line for line in sys.stdin if line.strip())
    else:
        yield " ".join(words)


def _file(desk: Desk, lines: Iterator[str]) -> int:
    from models.actions.filled_forms import FormRefused
    from models.actions.forms import file_paper
    from models.rules.scores import show_tenths

    status = DONE
    for line in lines:
        try:
            filed = file_paper(desk, line)
        except FormRefused as error:
            output.narrate(f"{line.strip()[:40]}  {error}")
            status = PROBLEMS
            continue
        said = {"observer": filed.observer, "lesson": filed.lesson, "score": show_tenths(filed.score_x10)}
        output.narrate(t("forms.filed", **said))
    return status


def _print(desk: Desk, deed: str, lesson: int | None, out: Path | None) -> int:
    from data.formats.saving import save_bytes
    from models.actions.filled_forms import FormRefused
    from models.actions.form_papers import ENDINGS, blank_papers, filled_papers, plain_paper, print_papers
    from models.actions.form_results import Results
    from models.actions.form_templates import templates

    if out is not None and out.suffix.lower() not in ENDINGS:
        raise Refused(NO_SENSE, t("forms.paper_ending", endings=" ".join(ENDINGS)))
    try:
        if lesson is None:
            papers = [plain_paper(desk, one) for one in templates()]
        elif deed == "blank":
            papers = blank_papers(desk, lesson)
        else:
            papers = filled_papers(desk, [one.observer.observation for one in Results(desk).lesson(lesson).scores])
    except FormRefused as error:
        raise Refused(NOT_ALLOWED, str(error)) from error
    except LookupError as error:
        raise Refused(NO_SENSE, t("forms.no_lesson", lesson=lesson)) from error
    if not papers:
        output.narrate(t("forms.nothing_to_print"))
        return PROBLEMS
    if out is None:
        output.print_text(print_papers(papers, ".txt").decode("utf-8").rstrip("\n"))
    else:
        save_bytes(out, print_papers(papers, out.suffix))
        output.narrate(t("forms.printed", count=len(papers), path=out))
    return DONE


# -- results ------------------------------------------------------------------------------------------------------


def _asked(desk: Desk, options: argparse.Namespace) -> list[Any]:
    """The lessons of the term, or between the days that were named, of one teacher if asked for."""
    from models.actions.lesson_facts import lessons
    from models.actions.looking_up import people_meant

    term = desk.term
    since = options.since.isoformat() if options.since else term.starts_on if term else ""
    until = options.until.isoformat() if options.until else term.ends_on if term and not options.since else ""
    found = lessons(since=since, until=until)
    if options.teacher:
        meant = {person.staff_no for person in people_meant(desk, options.teacher)}
        if not meant:
            raise Refused(NO_SENSE, t("cli.nobody", text=options.teacher))
        found = [one for one in found if one.staff_no in meant]
    return found


def _many(results: Sequence[LessonResult], desk: Desk, call: Call) -> None:
    """A line for each lesson that has a form."""
    from models.actions.form_tables import lesson_columns, lesson_row

    rows = [lesson_row(one, desk.lists, call.options.format == "json") for one in results if one.expected]
    output.print_table(rows, lesson_columns(call.options.trimmed), call.options.format, call.options.out)


def _one_lesson(result: LessonResult, desk: Desk, call: Call) -> None:
    """A line for each observer; to be read, also what they come to and how far they part on each item."""
    from models.actions.form_tables import item_columns, item_rows, observer_columns, observer_rows, summary

    form, out = call.options.format, call.options.out
    rows = observer_rows(result, desk.lists, form == "json")
    output.print_table(rows, observer_columns(), form, out)
    if form in ("plain", "markdown") and out is None:
        print("\n" + "\n".join(summary(result, desk.lists, call.options.trimmed)))
        if result.items:
            print()
            output.print_table(item_rows(result), item_columns(), form)
