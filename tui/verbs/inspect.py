"""``yanxiu inspect``: the folder for inspectors as one .zip, what is missing for it, and the list of its papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.defaults.inspection import READERS, SUBJECTS
from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.piping import STREAM, piped, sent
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused

if TYPE_CHECKING:
    from models.actions.desk import Desk
    from models.rules.inspection import Gap, Subject

COLUMNS = ("kind", "clause", "what", "count", "missing", "who", "where")
"""What is told of each gap; the titles are the words inspection.column.*."""

_PAPERS = "papers"
_SHOWN = 3
"""Names in a printed line."""


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    deeds = parser.add_subparsers(metavar=t("inspection.verb_deed"), dest="deed", required=True)
    for name in (*SUBJECTS, _PAPERS):
        words = t(f"inspection.verb_{name}")  # family inspection.verb_*
        deed = deeds.add_parser(name, help=words, description=words)
        if name == _PAPERS:
            deed.add_argument("file", nargs="?", metavar="FILE", type=Path, help=t("inspection.verb_papers_file"))
            deed.add_argument("--default", action="store_true", help=t("inspection.verb_papers_default"))
            continue
        if name != SUBJECTS[0]:
            deed.add_argument("name", metavar="NAME", help=t(f"inspection.verb_{name}_name"))
        deed.add_argument("file", nargs="?", metavar="FILE.zip", type=Path, help=t("inspection.verb_file"))
        deed.add_argument("--reader", choices=READERS, default="internal", help=t("inspection.verb_reader"))
        deed.add_argument("--term", metavar="YEAR-N", help=t("inspection.verb_term"))
        deed.add_argument("--reason", metavar="WHY", default="", help=t("inspection.verb_reason"))
        output.add_arguments(deed)


def run(call: Call) -> int:
    from data.formats.problem import FileProblem

    with call.desk() as desk:
        try:
            if call.options.deed == _PAPERS:
                return _papers(call, desk)
            return _folder(call, desk)
        except FileProblem as problem:
            raise Refused(NO_SENSE, str(problem)) from problem


def _papers(call: Call, desk: Desk) -> int:
    """Print the list of papers in use, or take the school's own."""
    from models.actions.inspection_settings import keep_papers, papers_text

    options = call.options
    if options.default:
        keep_papers(desk, "", "")
        output.narrate(t("inspection.papers_default"))
    elif options.file is None:
        output.print_text(papers_text(desk).rstrip("\n"))
    else:
        with piped(options.file) as file:
            keep_papers(desk, _text(file), options.file.name)
        output.narrate(t("inspection.papers_kept"))
    return DONE


def _folder(call: Call, desk: Desk) -> int:
    from models.actions.inspection import build_folder, desk_of_term, making_of
    from models.actions.inspection_gaps import gaps
    from models.rules.readers import Reader
    from models.store.errors import StoreError

    options = call.options
    if options.term:
        try:
            desk = desk_of_term(desk, options.term)
        except StoreError as error:
            raise Refused(NO_SENSE, str(error)) from error
    subject, reader = _subject(desk, options), Reader(options.reader)
    if options.file is None:
        return _tell(gaps(making_of(desk, subject, reader)), options)
    if str(options.file) != STREAM and options.file.suffix.lower() != ".zip":
        raise Refused(NO_SENSE, t("inspection.not_zip", name=options.file.name))
    with sent(options.file) as file:
        built = build_folder(desk, subject, file, reader, options.reason)
    output.narrate(t("inspection.built", path=options.file, count=len(built.files), gaps=len(built.gaps)))
    if str(options.file) == STREAM:
        return PROBLEMS if built.gaps else DONE
    return _tell(built.gaps, options)


def _tell(found: Any, options: Any) -> int:
    """Print what is missing; the exit status says whether anything is."""
    rows = [_row(one, options.format) for one in found]
    columns = [(name, t(f"inspection.column.{name}")) for name in COLUMNS]  # family inspection.column.*
    shown = columns if options.format == "json" else columns[1:]
    output.print_table(rows, shown, options.format, options.out)
    return PROBLEMS if rows else DONE


def _row(gap: Gap, form: str) -> dict[str, Any]:
    who: Any = list(gap.who)
    if form == "plain" and len(who) > _SHOWN:  # everybody stands on the sheet in the folder
        who = t("inspection.more", names=t("inspection.comma").join(who[:_SHOWN]))
    return {**{name: getattr(gap, name) for name in COLUMNS}, "who": who}


def _subject(desk: Desk, options: Any) -> Subject:
    from models.registers.persons import read_person
    from models.registers.problem import Unreadable
    from models.rules.inspection import Subject

    if options.deed == "school":
        return Subject("school")
    if options.deed == "group":
        if options.name not in desk.groups():
            raise Refused(NO_SENSE, t("verb.no_group", name=options.name, groups="、".join(desk.groups())))
        return Subject("group", options.name)
    try:
        return Subject("person", read_person(t("column.name"), options.name, desk.lists.people()))
    except Unreadable as error:
        raise Refused(NO_SENSE, str(error)) from error


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise Refused(NO_SENSE, t("inspection.no_file", path=file, why=error.strerror or error)) from error
    except UnicodeDecodeError as error:
        raise Refused(NO_SENSE, t("inspection.not_utf8", name=file.name)) from error
