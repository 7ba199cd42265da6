"""``yanxiu reflections index|collect|booklet|records``: what is given out of the reflections, as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.words import t
from tui import output
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_SENSE, Refused
from tui.verbs.reflections_wanted import add_filters, wanted

if TYPE_CHECKING:
    from data.formats.collection import Volume
    from models.actions.desk import Desk
    from models.actions.reflections import Wanted


TYPES = ("docx", "xlsx", "txt", "zip")
"""What can be written to standard output, which has no ending: over SSH there is no other way."""


def add_arguments(parser: Parser) -> None:
    output.add_arguments(parser)
    add_filters(parser)
    parser.add_argument("--type", choices=TYPES, help=t("reflections_verb.type"))


def run(call: Call) -> int:
    options = call.options
    with call.desk() as desk:
        asked = wanted(desk, options)
        if options.deed == "index":
            _print_index(desk, asked, options)
        else:
            _print_volume(desk, asked, options)
    return DONE


def _print_index(desk: Desk, asked: Wanted, options: Any) -> None:
    from data.formats.page_files import ENDINGS, print_pages
    from data.formats.pages import as_text
    from models.actions.reflection_papers import FILING_COLUMNS, filing_rows, filing_sheet, words_for

    if options.format in ("csv", "json", "markdown", "html"):
        rows = filing_rows(desk, asked)
        if options.format != "json":
            rows = [{**row, **{n: words_for(desk, n, row[n]) for n in ("kind", "grade", "state")}} for row in rows]
        columns = [(name, t(f"collection.column.{name}")) for name in FILING_COLUMNS]  # family collection.column.*
        output.print_table(rows, columns, options.format, options.out)
    elif options.format == "xlsx":
        output.write_bytes(print_pages([filing_sheet(desk, asked)], ".xlsx"), options.out)
    elif (ending := _ending(options, ENDINGS)) == ".txt" and options.out is None:
        output.print_text(as_text([filing_sheet(desk, asked)]))
    else:
        output.write_bytes(print_pages([filing_sheet(desk, asked)], ending), options.out)
        _tell_saved(options)


def _print_volume(desk: Desk, asked: Wanted, options: Any) -> None:
    from data.formats.collection import ENDINGS, as_document, as_text
    from models.actions.reflection_papers import collection_files, note_given_out

    endings = ENDINGS if options.deed == "collect" else ENDINGS[:2]
    ending = _ending(options, endings)
    if ending == ".zip":
        output.write_bytes(collection_files(desk, asked), options.out)
    else:
        volume = _volume(desk, asked, options.deed)
        if not volume.writings:
            output.narrate(t("collection.nothing"))
            return
        note_given_out(desk, volume.title, len(volume.writings))
        if options.out is None and ending == ".txt":
            output.print_text(as_text(volume))
            return
        content = as_document(volume) if ending == ".docx" else f"{as_text(volume)}\n".encode()
        output.write_bytes(content, options.out)
    _tell_saved(options)


def _tell_saved(options: Any) -> None:
    if options.out:
        output.narrate(t("collection.saved", path=options.out))


def _volume(desk: Desk, asked: Wanted, deed: str) -> Volume:
    from models.actions.reflection_papers import booklet, collection, exchange_records

    if deed == "records":
        since, until = asked.since, asked.until
        if asked.month:
            since, until = f"{asked.month}-01", f"{asked.month}-31"
        return exchange_records(desk, since, until, asked.group)
    if deed == "collect":
        return collection(desk, asked)
    found = booklet(desk, asked)
    if found.without_consent:
        names = "、".join(dict.fromkeys(piece.name for piece in found.without_consent))
        output.narrate(t("collection.without", count=len(found.without_consent), names=names))
    return found.volume


def _ending(options: Any, endings: tuple[str, ...]) -> str:
    """The ending of the file asked for, '.txt' for none. Raises Refused for another kind of file."""
    ending = f".{options.type}" if options.type else options.out.suffix.lower() if options.out else ".txt"
    if ending not in endings:
        raise Refused(NO_SENSE, t("collection.ending", endings=" ".join(endings)))
    return ending
